"""Pages whose plain blocks are read without a tree: the facts are those of the whole tree."""

from __future__ import annotations

import pytest

from munjigi.reader import read
from munjigi.reader.dialect import DEFAULT, Dialect, mkdocs_dialect

LINE_IDS = mkdocs_dialect(
    (("pymdownx.superfences", {}), ("pymdownx.highlight", {"anchor_linenums": True}))
)
PAGES = {
    "a label that only looks defined": "[a] and `[a]: b`\n\n[c][a]\n",
    "a label over two lines": "> [a\n> b]: u\n\n[a b], [x][a\n> b]\n",
    "references": "[A  b][], [x] [a B], [y][none], [a b]\n\n[a b]: u\n",
    "code as a label": "[`c`][], [`c`]\n\n[c]: u\n",
    "texts": "[C++ *a* **b `c`**](d), [_x](y), [x*](y), [<b id=i>t</b>](u), [A & B](c(1) 'd')\n",
    "headings": "# *a* [b `c`](d) _e {#f}\n\n# ![p](q)\n\n#  x  \n\n# { #g }\n\n# <b id=h>x</b>\n",
    "headings and code": "# a\n    b\n\n# c\n---\n    [d](e)\n",
    "brackets around a link": "[!code[a](b)], [c [d](e)](f)\n",
    "addresses": "<http://a.b/c>, <http://a.b>{ #i }, <x:y.z>, \\<c>\n",
    "fences in lists": "- a\n\n    ``` {#b}\n    c\n    ```\n\n    [d](e)\n",
    "fences in tight lists": "- f\n    ```\n    g\n    ```\n",
    "fences in code": "    ``` {#b}\n    c\n    ```\n``` {#d}\n```\n",
    "a fence below a list": "- [a [b](c)](d)\n\n\n        ```\n        ```\n",
    "quotes": "> a\n>\n>     b\n\n> - c\n\n>     [d](e)\n\n> [f]\n> [g]\n",
    "cells": "a | b\n--|--\n[x|y](z) | c { #d }\n\n{ e } { f }\n",
    "definitions that go on": "a\n\n[b]: c\n    d\n\n[e]: f\n\n    [g](h)\n",
}


@pytest.mark.parametrize("dialect", [DEFAULT, LINE_IDS], ids=["default", "line ids"])
@pytest.mark.parametrize("text", PAGES.values(), ids=PAGES.keys())
def test_plain_blocks_hold_what_the_tree_holds(text: str, dialect: Dialect) -> None:
    quick = read(text, path="a.md", dialect=dialect)
    assert quick.facts == read(text, path="a.md", dialect=dialect, deep=True).facts
    assert quick.detail is None
