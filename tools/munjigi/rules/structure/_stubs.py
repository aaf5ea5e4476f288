"""Pieces of a template as edits to a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Edit, Span

if TYPE_CHECKING:
    from munjigi.page import Page


def insertion(page: Page, at: int, block: str) -> Edit:
    """An edit that puts a block between two others, with an empty line on each side."""
    text = page.text
    end = "\r\n" if "\r\n" in text else "\n"
    before, after = text[:at].replace("\r\n", "\n"), text[at:].replace("\r\n", "\n")
    start = "" if not before or before.endswith("\n\n") else "\n" if before[-1] == "\n" else "\n\n"
    stop = "" if not after or after.startswith("\n") else "\n"
    made = f"{start}{block.strip()}\n{stop}"
    return Edit(Span(page.path, at, at), made.replace("\r\n", "\n").replace("\n", end))


def text_end(page: Page, start: int, end: int) -> int:
    """Where the text of a section ends, with its last line's end and without empty lines."""
    last = start + len(page.text[start:end].rstrip())
    if page.text.startswith("\r\n", last):
        return last + 2
    return last + 1 if page.text[last : last + 1] in ("\n", "\r") else last
