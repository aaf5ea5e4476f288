"""Templates and schemas: what they give, and what is said of those that cannot be used."""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from munjigi.cache import Cache
from munjigi.cli import main
from munjigi.config import load_config
from munjigi.digest import SIZE_LIMIT
from munjigi.loader import Loaded, load_site
from munjigi.memo import Memo
from munjigi.page import Page
from munjigi.settings import ConfigError
from munjigi.template import Template
from test_loader import write

CONFIG = """\
site_name: x
exclude_docs: _templates/
markdown_extensions: [attr_list]
plugins:
  - munjigi
"""
BILINGUAL = f"""{CONFIG}  - i18n:
      docs_structure: folder
      languages:
        - {{locale: ko, name: 한국어, default: true}}
        - {{locale: en, name: English}}
"""
PAGE = "---\ntitle: A\npage_type: guide\n---\n\n# A\n"
TEMPLATE = "---\ntitle: TODO(title)\npage_type: guide\n---\n\n# TODO(title)\n\n## Steps {#steps}\n"


def project(folder: Path, files: Mapping[str, str | bytes], config: str = CONFIG) -> Path:
    """A project whose templates (`t/…`) and pages stand in the docs folder."""
    made = {name.replace("t/", "_templates/", 1): text for name, text in files.items()}
    docs = {f"docs/{name}": text for name, text in made.items()}
    return write(folder, {"mkdocs.yml": config, "docs/index.md": PAGE, **docs})


def load(folder: Path, **options: Any) -> Loaded:
    return load_site(load_config(folder), jobs=1, **options)


def refused(folder: Path) -> str:
    """What is said, in English, of a project that cannot be used."""
    with pytest.raises(ConfigError) as caught:
        load(folder)
    assert caught.value.message.ko
    assert "\n" not in caught.value.of("en") + caught.value.of("ko")
    return caught.value.of("en")


def page(folder: Path, path: str = "docs/index.md") -> Page:
    return load(folder).site.pages[path]


def template(folder: Path, path: str = "docs/index.md") -> Template:
    found = page(folder, path).template
    assert found is not None
    return found


def test_a_type_is_named_by_the_page(tmp_path: Path) -> None:
    files = {
        "t/guide.md": TEMPLATE,
        "t/b.md": "# B\n",
        "x.md": "# X\n",
        "t/README.md": "# Read me\n",
    }
    root = project(tmp_path, files)
    kind = page(root).type
    assert kind is not None
    assert (kind.name, kind.locale, kind.names, kind.by_settings) == (
        "guide",
        "",
        ("b", "guide"),
        False,
    )
    assert [one.id for one in template(root).sections] == ["steps"]
    assert template(root).front_matter == TEMPLATE.partition("\n\n")[0]
    other = page(root, "docs/x.md").type
    assert other is not None
    assert (other.name, other.template, other.schema) == ("", None, None)


def test_no_folder_no_types(tmp_path: Path) -> None:
    assert page(project(tmp_path, {})).type is None
    (tmp_path / "docs/_templates").mkdir()
    assert page(tmp_path).type is None


def test_a_folder_that_goes_away_is_none(tmp_path: Path) -> None:
    config = load_config(project(tmp_path, {"t/guide.md": TEMPLATE}))
    (tmp_path / "docs/_templates/guide.md").unlink()
    (tmp_path / "docs/_templates").rmdir()
    assert load_site(config).site.pages["docs/index.md"].type is None


def test_a_folder_that_is_named_must_be_there(tmp_path: Path) -> None:
    settings = CONFIG.replace("- munjigi", "- munjigi: {templates: tpl}")
    with pytest.raises(ConfigError, match=r"^mkdocs.yml:5:26: .*tpl"):
        load_config(project(tmp_path, {}, settings))


def test_settings_name_the_key_and_the_types(tmp_path: Path) -> None:
    settings = CONFIG.replace(
        "- munjigi", "- munjigi: {templates: tpl, type_key: kind, page_types: {guide: [guides/]}}"
    )
    files = {"guides/a.md": "# A\n", "guides/b.md": "---\nkind: note\n---\n", "c.md": PAGE}
    root = project(tmp_path, files, settings)
    write(root, {"tpl/guide.md": TEMPLATE, "tpl/note.md": "# N\n"})
    kinds = {one.src: one.type for one in load(root).site.pages.values()}
    named = {src: (kind.name, kind.by_settings) for src, kind in kinds.items() if kind}
    assert named == {
        "guides/a.md": ("guide", True),
        "guides/b.md": ("note", False),
        "c.md": ("", False),
        "index.md": ("", False),
    }


def test_settings_name_types_that_there_are(tmp_path: Path) -> None:
    settings = CONFIG.replace("- munjigi", "- munjigi: {page_types: {gude: [guides/]}}")
    root = project(tmp_path, {"t/guide.md": TEMPLATE}, settings)
    assert refused(root) == (
        'mkdocs.yml: page_types names the type "gude", which has no template; did you mean guide?'
    )
    write(root, {"docs/_templates/gude.schema.json": "{}"})
    assert page(root).type is not None


def test_templates_by_language(tmp_path: Path) -> None:
    files = {
        "t/guide.ko.md": "# 안내\n",
        "t/guide.en.md": "# Guide\n",
        "t/note.md": "# Note\n",
        "t/half.ko.md": "# 반\n",
        **{f"{lang}/{kind}.md": PAGE.replace("guide", kind) for lang in ("ko", "en")
           for kind in ("guide", "note", "half")},
    }  # fmt: skip
    pages = load(project(tmp_path, files, BILINGUAL)).site.pages
    paths = {
        path: one.template.path.rpartition("/")[2] if one.template else None
        for path, one in pages.items()
        if path.startswith(("docs/ko", "docs/en"))
    }
    assert paths == {
        "docs/ko/guide.md": "guide.ko.md",
        "docs/ko/note.md": "note.md",
        "docs/ko/half.md": "half.ko.md",
        "docs/en/guide.md": "guide.en.md",
        "docs/en/note.md": "note.md",
        "docs/en/half.md": None,
    }


def test_one_language_takes_the_only_template(tmp_path: Path) -> None:
    root = project(tmp_path, {"t/guide.ko.md": "# 안내\n"})
    assert template(root).path == "docs/_templates/guide.ko.md"
    write(root, {"docs/_templates/guide.en.md": "# Guide\n"})
    assert "has templates in several languages" in refused(root)
    write(root, {"docs/_templates/guide.md": "# Any\n"})
    assert template(root).path == "docs/_templates/guide.md"


def test_a_template_without_title(tmp_path: Path) -> None:
    read = template(project(tmp_path, {"t/guide.md": "## A\n\n### B\n\n## C\n"}))
    assert read.title is None
    assert read.front_matter == ""
    assert [(one.text, len(one.children)) for one in read.sections] == [("A", 1), ("C", 0)]


def test_an_empty_template(tmp_path: Path) -> None:
    read = template(project(tmp_path, {"t/guide.md": b""}))
    assert (read.title, read.sections) == (None, ())


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark(tmp_path: Path, ends: str, start: str) -> None:
    text = (
        "---\ntitle: TODO(t)\n---\n\n# TODO(t)\n\n## A {#a}\n\n"
        "<!-- template: optional\nalso: B, C -->\n\nText.\n"
    )
    root = project(tmp_path, {"t/guide.md": (start + text.replace("\n", ends)).encode()})
    read = template(root)
    assert read.front_matter == f"---{ends}title: TODO(t){ends}---"
    (section,) = read.sections
    assert (section.optional, section.also) == (True, ("B", "C"))
    assert section.stub == f"## A {{#a}}{ends}{ends}Text.\n"


def test_the_notation(tmp_path: Path) -> None:
    text = """# T
<!-- template: other sections; any order -->
## Steps
<!-- template: text; opens: info/note -->
### Step 1: TODO(what) {#step-1}
<!-- template: repeated; entries: 증상/문제, 원인, 해결? ; closes: success -->
"""
    read = template(project(tmp_path, {"t/guide.md": text}))
    assert (read.open, read.any_order, set(read.placeholders)) == (True, True, {"what"})
    (steps,) = read.sections
    assert (steps.needs_text, steps.opens, steps.optional) == (True, ("info", "note"), False)
    (step,) = steps.children
    assert (step.repeated, step.closes, step.id) == (True, ("success",), "step-1")
    assert step.labels == ((("증상", "문제"), True), (("원인",), True), (("해결",), False))
    assert step.id_pattern.fullmatch("step-12")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# A\n\n<!-- template: text; optinal -->\n", ':3:22: a template cannot say "optinal"'),
        ("# A\n\n<!-- template: optinal -->\n", "did you mean optional?"),
        ("# A\n\n<!-- template:\n\n  also: -->\n", ':5:3: a template cannot say "also:"'),
        ("# A\n\n<!-- template: also -->\n", "did you mean also: …?"),
        ("# A\n\n<!-- template: optional: yes -->\n", 'cannot say "optional: yes"'),
        ("# A\r\n\r\n<!-- template: x -->\r\n", ":3:16: "),
        ("\ufeff# A <!-- template: none -->\n", ":1:20: "),
        ("---\ntitle: a: b\n---\n\n# A\n", ":2:9: this template cannot be used: its front matter"),
        ("# A\n\n<!-- template: optional\n", ":3:1: this template cannot be used: a comment"),
        ("# A\n\n```bash\n", ":3:1: this template cannot be used: a code block"),
        (
            "# A {#a}\n\n## B {#b}\n\n### C {#b}\n",
            ':5:9: the id "b" stands twice in this template; take one away',
        ),
        ("# A\n\n## B\n\n## C\n\n## b.\n", ':7:4: the section "b." stands twice'),
        ("# A\n\n## B\n\n## C\n\n<!-- template: also: B -->\n", ':5:4: the section "C" stands'),
        ("# A\n\n<!-- template: opens: nonsense -->\n", ':3:16: no admonition is of the kind "n'),
        ("# A\n\n<!-- template: text; closes: wraning -->\n", "did you mean warning?"),
        (b"# A \xff\n", ": cannot be read: "),
        (b"#" * (SIZE_LIMIT + 1), ": cannot be read: it must be a file of the project, in UTF-8"),
    ],
)
def test_templates_that_cannot_be_used(tmp_path: Path, text: str | bytes, said: str) -> None:
    message = refused(project(tmp_path, {"t/guide.md": text}))
    assert message.startswith("docs/_templates/guide.md:")
    assert said in message


def test_a_template_may_say_a_thing_in_two_places(tmp_path: Path) -> None:
    """The same words below two sections, a kind that it shows itself, and placeholders."""
    text = (
        "# A\n\n## B\n\n### D\n\n## C\n\n<!-- template: opens: ours -->\n\n!!! ours\n    x\n\n"
        "### D\n\n### TODO(x)\n\n### TODO(y)\n"
    )
    config = CONFIG.replace("[attr_list]", "[attr_list, admonition]")
    made = template(project(tmp_path, {"t/guide.md": text}, config))
    assert [one.opens for one in made.sections] == [(), ("ours",)]


def test_ids_without_attr_list_are_told(tmp_path: Path) -> None:
    config = CONFIG.replace("[attr_list]", "[admonition]")
    root = project(tmp_path, {"t/guide.md": "# A\n\n## B {#b}\n"}, config)
    assert ':3:4: "{#b}" is no id without the extension attr_list: add it' in refused(root)


def test_the_command_says_it_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path, {"t/guide.md": "# A\n\n<!-- template: optinal -->\n"})
    assert main(["check", str(root)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "guide.md:3:16: " in line


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ":1:1: this schema of front matter cannot be used: is no JSON: Expecting value"),
        ('{\n  "type": "object",\n}', ":3:1: this schema of front matter cannot be used: is no"),
        ("[]", "is no JSON Schema"),
        ("9" * 5000, "is no JSON that can be read"),
        ("[" * 100_000, "is no JSON that can be read"),
        ('{"type": "txt"}', "type: 'txt' is not valid under any of the given schemas"),
        ('{"properties": {"a": {"minLength": -1}}}', "properties.a.minLength: -1 is less than"),
        ('{"properties": {"a": {"pattern": "["}}}', "properties.a.pattern: '[' is not a 'regex'"),
        ('{"properties": {"a": {"$ref": "none.json"}}}', '"none.json" is nowhere in the schemas'),
        ('{"$defs": {"a": {}}, "$ref": "#/$defs/b"}', '"/$defs/b" is nowhere in the schemas'),
        ('{"$ref": "https://example.com/s.json"}', '"https://example.com/s.json" is nowhere'),
        ('{"$ref": "file:///etc/passwd"}', '"file:///etc/passwd" is nowhere'),
        ('{"$ref": "../mkdocs.yml"}', '"../mkdocs.yml" is nowhere'),
        ('{"title": "x", "$ref": "#/title"}', "a $ref leads to what is no schema"),
        ('{"$ref": "#"}', "a $ref leads back to itself"),
        ('{"properties": {"a": {"allOf": [{"$ref": "#/properties/a"}]}}}', "back to itself"),
        (b'{"a": "\xff"}', ": cannot be read: "),
    ],
)
def test_schemas_that_cannot_be_used(
    tmp_path: Path, text: str | bytes, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "socket", None)  # whoever asks the network fails loudly
    message = refused(project(tmp_path, {"t/guide.md": TEMPLATE, "t/guide.schema.json": text}))
    assert message.startswith("docs/_templates/guide.schema.json:")
    assert said in message
    assert len(message) < 400


def test_a_fault_in_one_schema_is_told_of_that_one(tmp_path: Path) -> None:
    root = project(
        tmp_path,
        {"t/a.schema.json": '{"$ref": "z.schema.json"}', "t/z.schema.json": '{"$ref": "none"}'},
    )
    assert 'cannot be used: "none" is nowhere' in refused(root)
    write(root, {"docs/_templates/z.schema.json": '{"allOf": 5}'})
    assert refused(root).startswith("docs/_templates/z.schema.json: ")


def test_schemas_by_type(tmp_path: Path) -> None:
    files = {
        "t/guide.md": TEMPLATE,
        "t/guide.schema.json": '\ufeff{"$ref": "common.schema.json", "required": ["vendor"]}',
        "t/common.schema.json": '{"required": ["title"], "$defs": {"day": {"format": "date"}}}',
        "other.md": "# No type\n",
        "typo.md": "---\npage_type: gide\n---\n",
    }
    root = project(tmp_path, files)
    pages = load(root).site.pages

    def asked(path: str) -> list[str]:
        kind = pages[path].type
        assert kind is not None
        assert kind.schema is not None
        return [fault.key for fault in kind.schema.faults({})]

    assert asked("docs/index.md") == ["title", "vendor"]
    assert asked("docs/other.md") == asked("docs/typo.md") == ["title"]


def test_nothing_outside_the_project_is_read(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"secret.md": "# Secret\n", "s.schema.json": "{}"})
    root = project(tmp_path / "site", {"t/guide.md": TEMPLATE})
    (root / "docs/_templates/leak.md").symlink_to(outside / "secret.md")
    message = refused(root)
    assert message.startswith("docs/_templates/leak.md: cannot be read")
    (root / "docs/_templates/leak.md").unlink()
    (root / "docs/_templates/leak.schema.json").symlink_to(outside / "s.schema.json")
    assert refused(root).startswith("docs/_templates/leak.schema.json: cannot be read")
    (root / "docs/_templates/leak.schema.json").unlink()
    (root / "docs/_templates/dangling.md").symlink_to("nowhere")
    assert refused(root).startswith("docs/_templates/dangling.md: cannot be read")


def test_a_folder_outside_the_project_is_none(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"guide.md": TEMPLATE})
    root = project(tmp_path / "site", {})
    (root / "docs/_templates").symlink_to(outside)
    assert page(root).type is None


def test_a_symlink_inside_the_project_is_followed(tmp_path: Path) -> None:
    root = project(tmp_path, {"t/guide.md": TEMPLATE})
    (root / "docs/_templates/note.md").symlink_to("guide.md")
    kind = page(root).type
    assert kind is not None
    assert kind.names == ("guide", "note")


def check(page: Page) -> Any:
    """What a rule would find that asks for the template's sections and the schema's keys."""
    kind = page.type
    faults = kind.schema.faults(page.front_matter.data) if kind and kind.schema else []
    found = page.template
    return [[one.id for one in found.sections] if found else None, [one.key for one in faults]]


def cached(folder: Path) -> tuple[Any, int]:
    """What the check finds on the first page, and how many pages were read for it."""
    loaded = load(folder, cache=Cache(str(folder)), check=check, ruleset="r")
    return loaded.findings.get("docs/index.md"), loaded.read


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as old as soon as they are written."""
    monkeypatch.setattr("munjigi.loader.FRESH", -10_000_000_000)
    monkeypatch.setattr("munjigi.memo.FRESH", -10_000_000_000)


OUTSIDE_DOCS = CONFIG.replace("- munjigi", "- munjigi: {templates: tpl}")


@pytest.mark.usefixtures("settled")
def test_pages_are_checked_again_when_a_type_changes(tmp_path: Path) -> None:
    root = project(tmp_path, {}, OUTSIDE_DOCS)
    write(root, {"tpl/guide.md": TEMPLATE})
    assert cached(root) == ([["steps"], []], 1)
    assert cached(root) == ([["steps"], []], 0)
    write(root, {"tpl/guide.md": TEMPLATE.replace("#steps", "#stapes")})
    assert cached(root)[0] == [["stapes"], []]
    write(root, {"tpl/common.schema.json": '{"required": ["owner"]}'})
    assert cached(root)[0] == [["stapes"], ["owner"]]
    write(root, {"tpl/common.schema.json": '{"required": ["level"]}'})
    assert cached(root)[0] == [["stapes"], ["level"]]
    write(root, {"mkdocs.yml": OUTSIDE_DOCS.replace("tpl}", "tpl, type_key: kind}")})
    assert cached(root)[0] == [None, ["level"]]
    (root / "tpl/common.schema.json").unlink()
    assert cached(root)[0] == [None, []]


@pytest.mark.usefixtures("settled")
def test_pages_are_checked_again_when_the_languages_change(tmp_path: Path) -> None:
    files = {"t/guide.ko.md": "# 안내\n\n## 하나 {#ko}\n", "t/guide.en.md": "# G\n\n## One {#en}\n"}
    root = project(tmp_path, files, BILINGUAL)
    assert cached(root)[0] == [["ko"], []]
    swapped = BILINGUAL.replace(", default: true", "").replace("English", "English, default: true")
    write(root, {"mkdocs.yml": swapped})
    assert cached(root)[0] == [["en"], []]


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize(
    "change",
    [
        {"tpl/guide.md": TEMPLATE + "\n"},
        {"tpl/common.schema.json": "{ }"},
        {"tpl/new.md": "# New\n"},
        {"tpl/guide.schema.json": "{}"},
    ],
)
def test_runs_are_forgotten_when_a_type_changes(
    tmp_path: Path, change: dict[str, str | bytes]
) -> None:
    root = project(tmp_path, {}, OUTSIDE_DOCS)
    write(root, {"tpl/guide.md": TEMPLATE, "tpl/common.schema.json": "{}"})
    memo = Memo(str(root))
    inputs = memo.put("options", load(root), time.time_ns(), "outcome")
    assert memo.get("options") == ("outcome", inputs)
    write(root, change)
    assert memo.get("options") is None


def test_dates_of_yaml_are_texts_for_a_schema(tmp_path: Path) -> None:
    files = {
        "t/common.schema.json": '{"properties": {"d": {"type": "string", "format": "date"}}}',
        "index.md": "---\nd: 2026-11-20\n1: x\n2026-01-01: {y: [2026-01-02]}\n---\n",
        "b.md": "---\nd: 2026-11-20 10:00:00\n---\n",
    }
    pages = load(project(tmp_path, files)).site.pages
    assert check(pages["docs/index.md"]) == [None, []]
    assert check(pages["docs/b.md"]) == [None, [""]]
