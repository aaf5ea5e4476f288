"""The guides' pictures are what their descriptions say, and fit their places."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from munjigi.terms import Terms
from pictures.canvas import COLOURS, SIZE, WIDTH
from pictures.draw import LANGUAGES, ROOT, picture, pictures
from pictures.words import PictureError, width, wrap

LIMIT = 12_000  # bytes of a picture
PHONE = 320  # pixels that a phone shows a picture in
SHOWN = re.compile(
    r"\[!\[[^\]]+\]\(\.\./assets/(?P<name>[\w-]+\.svg)\)"
    r'\{ width="(?P<width>\d+)" height="(?P<height>\d+)" \}\]'
    r"\(\.\./assets/(?P<link>[\w-]+\.svg)\)"
)


@pytest.fixture(scope="module")
def drawn() -> dict[Path, str]:
    return dict(pictures())


def test_files_are_what_the_descriptions_say(drawn: dict[Path, str]) -> None:
    files = {path for one in LANGUAGES for path in (ROOT / "docs" / one / "assets").iterdir()}
    assert files == set(drawn)
    for path, svg in drawn.items():
        assert path.read_text(encoding="utf-8") == svg, "run make pictures"
        assert len(svg.encode()) < LIMIT, path


def test_words_are_legible_on_a_phone() -> None:
    assert SIZE * PHONE / WIDTH >= 13


def luminance(colour: str) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


@pytest.mark.parametrize("scheme", [0, 1])
@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        ("ink", "ground", 4.5),
        ("ink", "tint", 4.5),
        ("ink", "field", 4.5),
        ("soft", "ground", 4.5),
        ("soft", "tint", 4.5),
        ("soft", "field", 4.5),
        ("on-band", "band", 4.5),
        ("on-button", "button", 4.5),
        ("on-mark", "mark", 4.5),
        ("border", "ground", 3),
        ("mark", "ground", 3),
    ],
)
def test_contrast(text: str, ground: str, least: float, scheme: int) -> None:
    one, other = sorted(luminance(COLOURS[name][scheme]) for name in (text, ground))
    assert (other + 0.05) / (one + 0.05) >= least


def guides() -> list[Path]:
    return [
        path
        for language in LANGUAGES
        for path in sorted((ROOT / "docs" / language).glob("*/*.md"))
        if path.parent.name not in {"rules", "project"}
    ]


def test_pages_leave_the_room_and_open_the_picture_large(drawn: dict[Path, str]) -> None:
    shown = 0
    for page in guides():
        text = page.read_text(encoding="utf-8")
        assert text.count("<figure") == len(SHOWN.findall(text)), page
        for match in SHOWN.finditer(text):
            svg = drawn[page.parent.parent / "assets" / match["name"]]
            assert f'width="{match["width"]}" height="{match["height"]}" role="img"' in svg, page
            assert match["link"] == match["name"]
            shown += 1
    assert shown >= len(drawn)


@pytest.mark.parametrize("page", guides(), ids=lambda path: str(path.relative_to(ROOT / "docs")))
def test_steps_name_marks_that_the_pictures_have(page: Path, drawn: dict[Path, str]) -> None:
    text = page.read_text(encoding="utf-8")
    names = [match["name"] for match in SHOWN.finditer(text)]
    svgs = [drawn[page.parent.parent / "assets" / name] for name in names]
    marks = {int(number) for svg in svgs for number in re.findall(r'on-mark bold mid">(\d+)<', svg)}
    told = {
        int(number)
        for sentence in re.findall(r"그림의 [^.]*\.|\b(?:mark|marks) \d[^.]*\.", text)
        for number in re.findall(r"(?<![-\d])(\d+)(?:번|\b)", sentence)
    }
    assert told == marks


DESCRIPTION = {"vendor": "acme", "title": "Title", "rows": [{"note": "One"}]}


def complaint(rows: object) -> str:
    with pytest.raises(PictureError) as raised:
        picture({**DESCRIPTION, "rows": rows}, "en", Terms())
    return str(raised.value)


def test_faults_in_descriptions_are_told() -> None:
    assert "no kind of row" in complaint([{"buton": "Save"}])
    assert 'a row "note" has no "mark"' in complaint([{"note": "One", "mark": 1}])
    assert 'no label "Save"' in complaint([{"button": "Save"}])
    assert 'no "en"' in complaint([{"button": {"ko": "저장"}}])
    assert "shorten it" in complaint([{"field": {"en": "Name"}, "value": "x" * 60}])
    assert "break it with a space" in complaint([{"note": "x" * 60}])


def test_text_is_broken_at_spaces() -> None:
    assert wrap("한 줄에 다 들어가지 않는 글", 28, 200) == ["한 줄에 다", "들어가지 않는", "글"]
    assert width("한글", 10) > width("ab", 10) > width("il", 10)
