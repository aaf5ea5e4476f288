"""Slugs against the functions of Markdown and pymdown-extensions themselves."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions import toc
from pymdownx import slugs as theirs

from munjigi.reader.dialect import Named
from munjigi.reader.slugs import KNOWN, UnknownSlugifyError, slugger, unique

PYMDOWNX = "pymdownx.slugs.slugify"
KWARGS: tuple[dict[str, Any], ...] = (
    {},
    {"case": "lower"},
    {"case": "lower-ascii"},
    {"case": "fold"},
    {"case": "unheard-of"},
    {"case": "lower", "percent_encode": True},
    {"normalize": "NFKD"},
    {"normalize": "NFD", "case": "fold", "percent_encode": True},
)
PAIRS: list[tuple[Named | str | None, Callable[[str, str], str]]] = [
    (None, toc.slugify),
    ("markdown.extensions.toc.slugify", toc.slugify),
    (Named("markdown.extensions.toc.slugify"), toc.slugify),
    (Named("markdown.extensions.toc.slugify_unicode"), toc.slugify_unicode),
    *((Named(PYMDOWNX, kwargs), theirs.slugify(**kwargs)) for kwargs in KWARGS),
]
TEXTS = (
    "",
    "   ",
    "Before you start",
    "시작하기 전에",
    "시작하기 전에",  # NFD
    "žlutý İstanbul ẞ ΣΑΣ",
    "a - b -- c_d",
    "1. <em>tags</em> & <b",
    "< < <a>",
    "C++ / C#",
    "\N{NO-BREAK SPACE}tab\tline\nend ",
    "１２３ ﬁ ①",
)


@pytest.mark.parametrize(("named", "real"), PAIRS)
@pytest.mark.parametrize("separator", ["-", "_", "", "--", "x", "·", "\\"])
def test_same_slugs(
    named: Named | str | None, real: Callable[[str, str], str], separator: str
) -> None:
    ours = slugger(named)
    for text in TEXTS:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                expected = real(text, separator)
        except Exception:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                assert isinstance(ours(text, separator), str)
            continue
        assert ours(text, separator) == expected


@pytest.mark.parametrize(("named", "real"), PAIRS)
@given(text=st.text() | st.text(alphabet="ab<>/ -_가é"))
def test_same_slugs_of_any_text(
    named: Named | str | None, real: Callable[[str, str], str], text: str
) -> None:
    assert slugger(named)(text, "-") == real(text, "-")


def test_lone_surrogate_is_no_crash() -> None:
    assert slugger(Named(PYMDOWNX, {"percent_encode": True}))("a\ud800b", "-") == "ab"


def test_former_names() -> None:
    slugs = {name: slugger(name)("Ünter DEM É", "-") for name in KNOWN if name != PYMDOWNX}
    assert slugs == {
        "markdown.extensions.toc.slugify": "unter-dem-e",
        "markdown.extensions.toc.slugify_unicode": "ünter-dem-é",
        "pymdownx.slugs.uslugify": "ünter-dem-é",
        "pymdownx.slugs.uslugify_encoded": "%C3%BCnter-dem-%C3%A9",
        "pymdownx.slugs.uslugify_cased": "Ünter-DEM-É",
        "pymdownx.slugs.uslugify_cased_encoded": "%C3%9Cnter-DEM-%C3%89",
        "pymdownx.slugs.gfm": "Ünter-dem-É",
        "pymdownx.slugs.gfm_encoded": "%C3%9Cnter-dem-%C3%89",
    }


@pytest.mark.parametrize(
    "named", ["slugify", "os.system", Named("my.slugs.make"), Named(PYMDOWNX, {"normalize": "NFX"})]
)
def test_unknown(named: Named | str) -> None:
    with pytest.raises(UnknownSlugifyError):
        slugger(named)


IDS = st.sampled_from(["", "a", "a_1", "a_2", "a_3", "a_01", "_1", "_", "b_", "a_1_1", "가_1"])


@given(st.lists(IDS | st.text(max_size=3)), st.sets(IDS))
def test_unique(wanted: list[str], taken: set[str]) -> None:
    ours, real = set(taken), set(taken)
    our_counters: dict[str, int] = {}
    real_counters: dict[str, int] = {}
    for id in wanted:
        assert unique(id, ours, our_counters) == toc.unique(id, real, real_counters)
    assert (ours, our_counters) == (real, real_counters)


def test_unique_with_a_number_too_long_for_int() -> None:
    long = "a_" + "1" * 5000
    ids = {long}
    assert unique(long, ids, {}) == long + "_1"
