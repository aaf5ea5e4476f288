"""The dialect against what MkDocs and Python-Markdown register."""

from __future__ import annotations

from typing import Any

import markdown
import pytest
from markdown.extensions.extra import extensions as extra
from mkdocs.config.defaults import MkDocsConfig
from pymdownx.extra import extra_extensions

from munjigi.reader.dialect import BUNDLES, DEFAULT, Named, build_dialect, mkdocs_dialect

Entry = tuple[str, dict[str, Any]]
LISTS: tuple[list[Entry], ...] = (
    [],
    [("admonition", {}), ("toc", {"permalink": True}), ("pymdownx.superfences", {})],
    [("pymdownx.superfences", {}), ("markdown.extensions.extra", {})],
    [("markdown.extensions.fenced_code", {}), ("pymdownx.superfences", {}), ("fenced_code", {})],
    [("pymdownx.extra", {"pymdownx.superfences": {"css_class": "x"}})],
    [("toc", {"permalink": True}), ("toc", {}), ("markdown.extensions.toc", {"separator": "_"})],
    [
        ("markdown.extensions.tables:TableExtension", {}),
        ("extra", {"footnotes": {"SEPARATOR": "-"}}),
    ],
)


def instance(listed: list[Entry]) -> markdown.Markdown:
    """Markdown as MkDocs sets it up."""
    config = MkDocsConfig()
    config.load_dict(
        {"site_name": "x", "markdown_extensions": [{name: own} for name, own in listed]}
    )
    errors, _ = config.validate()
    assert errors == []
    return markdown.Markdown(
        extensions=config.markdown_extensions, extension_configs=config.mdx_configs
    )


@pytest.mark.parametrize("listed", LISTS)
def test_as_mkdocs_registers(listed: list[Entry]) -> None:
    md, dialect = instance(listed), mkdocs_dialect(listed)
    fences = md.preprocessors["fenced_code_block"]
    assert type(fences).__module__.removeprefix("markdown.extensions.") == dialect.fences
    toc = md.treeprocessors["toc"]
    assert toc.sep == dialect.option("toc", "separator", "-")
    assert bool(toc.use_permalinks) == dialect.option("toc", "permalink", False)
    assert ("footnote" in md.parser.blockprocessors) == dialect.has("footnotes")
    assert ("admonition" in md.parser.blockprocessors) == dialect.has("admonition")
    assert ("attr_list" in md.treeprocessors) == dialect.has("attr_list")
    if dialect.has("footnotes"):
        footnotes = md.parser.blockprocessors["footnote"].footnotes
        assert footnotes.getConfig("SEPARATOR") == dialect.option("footnotes", "SEPARATOR", ":")
    if dialect.fences == "pymdownx.superfences":
        assert fences.config["css_class"] == dialect.option(dialect.fences, "css_class", "")


def test_bundles() -> None:
    bundles = {"extra": tuple(extra), "pymdownx.extra": tuple(extra_extensions)}
    assert bundles == BUNDLES


def test_what_mkdocs_switches_on() -> None:
    dialect = mkdocs_dialect(())
    assert dialect.order == ("toc", "tables", "fenced_code")
    assert dialect.fences == "fenced_code"
    assert build_dialect([]).fences is None
    assert DEFAULT.option("toc", "slugify") == Named("pymdownx.slugs.slugify", {"case": "lower"})
    assert DEFAULT.fences == "pymdownx.superfences"
