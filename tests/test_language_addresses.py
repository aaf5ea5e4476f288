"""What of an address names a language, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from examples import found, write
from munjigi.rule import Good, load_rules
from munjigi.rules.translation._addresses import without_language

SAME = [
    ("https://ko.example.com/a", "https://en.example.com/a"),
    ("https://www.example.com/a", "https://kr.example.com/a/"),
    ("https://ko-kr.example.com/a", "https://example.com/a"),
    ("https://support.ko.example.com/a", "https://support.en.example.com/a"),
    ("https://ko.example.com:8080/a", "https://en.example.com:8080/a"),
    ("https://support.example.com/ko/a", "https://support.example.com/ko-kr/a"),
    ("https://support.example.com/hc/ko", "https://support.example.com/hc/en-us/"),
    ("https://example.com/zh-hans/a", "https://example.com/ko_KR/a#b"),
    ("https://example.com/intl/ko_ALL/a", "https://example.com/intl/en/a"),
    ("https://example.com/korean/a", "https://example.com/english/a"),
    ("https://example.com/a?lang=ko", "https://example.com/a"),
    ("https://example.com/a?hl=ko&b=1", "https://example.com/a?b=1&hl=en"),
    ("https://example.com/a?lang=ko&hl=ko&b=1", "https://example.com/a?b=1"),
    ("https://example.com/a?locale=ko_KR", "https://example.com/a?locale=en_US"),
    ("https://example.com/a?l=ko", "https://example.com/a?l=en"),
    ("https://example.com/a.ko.html", "https://example.com/a.en.html"),
    ("https://example.com/deed.ko", "https://example.com/deed.en"),
    ("/assets/a.ko.png", "/assets/a.en.png"),
    ("/assets/ko/a.png", "/assets/en/a.png"),
    ("/assets/a-ko.svg", "/assets/a_en.svg"),
]
APART = [
    ("https://my.example.com/a", "https://www.example.com/a"),
    ("https://ko.com/a", "https://en.com/a"),
    ("https://example.com/my/a", "https://example.com/go/a"),
    ("https://example.com/ko/a", "https://example.com/ko/b"),
    ("https://example.com/a?tab=ko", "https://example.com/a?tab=en"),
    ("https://example.com/a?l=1", "https://example.com/a?l=2"),
    ("https://example.com/a?b=1", "https://example.com/a?b=2"),
    ("/assets/a1.png", "/assets/a2.png"),
    ("/assets/a-on.svg", "/assets/a-off.svg"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_addresses_of_two_languages_are_one(one: str, other: str) -> None:
    assert without_language(one) == without_language(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_addresses_are_not(one: str, other: str) -> None:
    assert without_language(one) != without_language(other)


def test_links_and_pictures_of_each_language(tmp_path: Path) -> None:
    pages = {
        folder: f"# A {{#a}}\n\n[B](https://{folder}.example.com/b) ![C](c-{folder}.png)\n"
        f"![D](https://{folder}.example.com/d.{folder}.png)\n"
        for folder in ("ko", "en")
    }
    files: dict[str, str | bytes] = {f"{name}/a.md": text for name, text in pages.items()}
    root = write(Good({**files, "ko/c-ko.png": b"", "en/c-en.png": b""}), tmp_path).root
    for name in ("links-differ", "images-differ"):
        assert found(load_rules([name])[name], root, None) == []
