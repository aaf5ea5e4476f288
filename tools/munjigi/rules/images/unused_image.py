"""Picture files that no page shows."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote

from munjigi.model import Problem, Severity, Span, Text
from munjigi.rule import Bad, Good, rule
from munjigi.rules.images._images import EXTENSIONS
from munjigi.rules.links._links import docs_path
from munjigi.rules.links._made import is_template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.site import Site

# Names by which browsers, phones and themes look for a picture that nothing names.
KNOWN = ("favicon", "apple-touch-icon", "android-chrome", "mstile", "safari-pinned-tab")
DATA = (
    *(".csv", ".ipynb", ".json", ".jsx", ".mdx", ".py", ".rst", ".toml", ".ts", ".tsx", ".txt"),
    *(".webmanifest", ".yaml", ".yml"),
)
LARGEST = 1_000_000  # bytes of a data file that is looked into
LONGEST = 200  # characters of a name
_ENDING = re.compile(rf"\.(?:{'|'.join(EXTENSIONS)})(?![\w-])", re.IGNORECASE)
# The end of a name that a hook puts together, as in `f"{name}_logo.png"`.
_MADE = re.compile(rf"\}}([\w.-]*\.(?:{'|'.join(EXTENSIONS)}))(?![\w-])", re.IGNORECASE)
_BEFORE = re.compile(r"""[/\\"'()<>,;:=|`{}\[\]\r\n\t]""")


@rule(
    summary=Text(
        en="Every picture file is shown somewhere", ko="그림 파일은 모두 어딘가에 쓰입니다"
    ),
    why=Text(
        en="Pictures that no page shows are delivered all the same, grow old unseen, and may hold "
        "what was taken off the page for a reason.",
        ko="아무 페이지에서도 쓰지 않는 그림도 사이트에 실립니다. 오래되었거나 일부러 내린 내용이 "
        "남아 있을 수 있습니다.",
    ),
    message=Text(
        en='nothing on the site shows "{name}"',
        ko='사이트 어디에서도 "{name}" 그림을 쓰지 않습니다',
    ),
    examples=(
        Bad(
            {"index.md": "![Menu](menu.png)\n", "menu.png": b"", "old menu.png": b""},
            spans=(("old menu.png", 0, 0),),
        ),
        Bad(
            {
                "ko/index.md": "# 안내\n",
                "ko/메뉴.png": b"",
                "en/index.md": "![메뉴](../ko/메뉴2.png)\n",
            },
            spans=(("ko/메뉴.png", 0, 0),),
        ),
        Good(
            {
                "index.md": "# 안내\n",
                "site.css": "body {background: url('bg%20a.png')}\n",
                "bg a.png": b"",
                "data.json": '{"icon": "img/메뉴.svg"}\n',
                "img/메뉴.svg": "<svg></svg>",
            }
        ),
        Good(
            {
                "index.md": "# A\n",
                "a_logo.png": b"",
                "make.py": "html = f'<img src=\"{name}_logo.png\">'\n",
            },
            config="site_name: A\nhooks: [docs/make.py]\n",
        ),
        Good({"index.md": "[Plan](plan.svg)\n", "plan.svg": "<svg></svg>", "favicon.png": b""}),
        Good(
            {
                "index.md": "---\nimage: card.png\n---\n\n"
                '<img srcset="a.png 1x, a b.png 2x" src="a.png" alt="">\n\n'
                "<!-- ![나중에](later.png) -->\n",
                **dict.fromkeys(("card.png", "a.png", "a b.png", "later.png"), b""),
            }
        ),
        Good(
            {"index.md": '--8<-- "note.md"\n', "_snippets/note.md": "![A](a.png)\n", "a.png": b""}
        ),
        Good(
            {"index.md": "# A\n", "img/logo.png": b""},
            config="site_name: A\ntheme:\n  name: material\n  logo: img/logo.png\n",
        ),
        Good({"index.md": "{% for a in all %}\n![팀]({{ a.img }})\n{% endfor %}\n", "a.png": b""}),
    ),
    severity=Severity.INFO,
)
def unused_image(site: Site) -> Iterator[Problem]:
    endings = tuple(f".{extension}" for extension in EXTENSIONS)
    odd = [one for view in site.views for one in view.odd_images]
    if any(is_template(one.image.target) for one in odd if not one.embed):
        return  # which pictures a plugin puts there, nobody can tell here
    used = {src for view in site.views for files in view.shown_files.values() for src in files}
    unused = [
        file
        for src, file in site.files.items()
        if src.lower().endswith(endings)
        and src not in used
        and file.built
        and not _name(src).startswith(KNOWN)
    ]
    words = max((file.src.count(" ") + 1 for file in unused), default=0)
    names = set(_named(site, words)) if unused else set()
    hooks = "\n".join(map(site.text, site.config.hooks)) if unused else ""
    made = tuple(match[1].lower() for match in _MADE.finditer(hooks))
    for file in unused:
        if _name(file.src) not in names and not _name(file.src).endswith(made):
            yield Problem(Span(file.path, 0, 0), name=file.src)


def _name(path: str) -> str:
    return unicodedata.normalize("NFC", path.rpartition("/")[2]).lower()


def _named(site: Site, most: int) -> Iterator[str]:
    """The names of pictures, of `most` words, that any text of the project mentions in any way."""
    for path in dict.fromkeys(_texts(site)):
        text = site.text(path)
        for match in _ENDING.finditer(text):
            before = unquote(text[max(0, match.start() - LONGEST) : match.end()])
            words = _name(_BEFORE.split(before)[-1]).split(" ")[-most:]
            yield from (" ".join(words[start:]) for start in range(len(words)))


def _paths(value: object) -> Iterator[str]:
    """The data files that settings of plugins name, at any depth."""
    if isinstance(value, str) and value.endswith(DATA):
        yield posixpath.normpath(value)
    elif isinstance(value, Mapping):
        yield from (path for one in value.values() for path in _paths(one))
    elif isinstance(value, (list, tuple)):
        yield from (path for one in value for path in _paths(one))


def _texts(site: Site) -> Iterator[str]:
    """The configuration, the theme, hooks, styles, scripts, data, pages and their snippets."""
    yield from site.config.inputs
    yield from site.config.hooks
    yield from _paths(site.config.plugins)
    yield from site.support
    for src, file in site.files.items():
        if src.lower().endswith(DATA) and file.size < LARGEST:
            yield file.path
    view = site.views[0]
    yield from (docs_path(view, src) for src in site.dropped)
    for page in site.pages.values():
        yield page.path
        yield from (include.file for include in page.includes if include.file)
