"""What a reader can do with a page as a whole."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """What the actions are called, and what the row of them is."""

    row: str
    view: str
    copy: str
    edit: str


WORDS = {
    "ko": Words("이 페이지", "마크다운으로 보기", "마크다운 복사", "이 페이지 고치기"),
    "en": Words("This page", "View as Markdown", "Copy as Markdown", "Edit this page"),
}


class Actions(NamedTuple):
    """The row's words and addresses; an address is "" where there is no such thing."""

    words: Words
    markdown: str
    edit: str


def actions(language: str, markdown: str, edit: str, *, made: bool) -> Actions:
    """The actions of a page; one that is `made` by a command is not edited by hand."""
    return Actions(WORDS.get(language, WORDS["en"]), markdown, "" if made else edit)
