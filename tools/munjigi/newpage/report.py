"""What `munjigi new` made, and what is left to its writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from munjigi.model import Text
from munjigi.newpage.navchange import NavChange
from munjigi.newpage.order import Order
from munjigi.reporters import counted
from munjigi.reporters.frame import visible
from munjigi.source import Source
from munjigi.template import TODO, Template

_DRY = Text(
    en="Nothing was written; this would be made:",
    ko="아무것도 쓰지 않았습니다. 만들 내용은 다음과 같습니다.",
)
_NEW = Text(en="{}: new, {} to fill in", ko="{}: 새 파일, {}")
_PLACE = Text(en="place", ko="채울 자리")
_OPTIONAL = Text(
    en="Sections to delete where there is nothing to say: {}",
    ko="쓸 내용이 없으면 지워도 되는 섹션: {}",
)
_NAV = Text(en="{}:{}: added to nav: {}", ko="{}:{}: nav에 넣음: {}")
_NEXT = Text(en="What is left to fill in: munjigi check {}", ko="채울 자리 확인: munjigi check {}")


def report(
    order: Order,
    texts: Mapping[str, str],
    nav: NavChange,
    show: Callable[[str], str],
    lang: str,
    *,
    dry: bool,
) -> str:
    """The files with the places to fill in, each with its line, and what else there is to know."""
    lines = [_DRY.of(lang)] if dry else []
    for page, (path, text) in zip(order.pages, texts.items(), strict=True):
        left = list(_places(path, text))
        lines.append(_NEW.of(lang).format(visible(show(path)), counted(len(left), _PLACE, lang)))
        lines += [f"  {line}: {visible(place)}" for line, place in left]
        optional = _optional(page.template)
        lines += [f"  {_OPTIONAL.of(lang).format(visible(optional))}"] if optional else []
    for number, line in nav.added:
        lines.append(_NAV.of(lang).format(visible(show(nav.file)), number, visible(line)))
    lines += [note.of(lang) for note in (*nav.notes, *order.notes)]
    lines += [] if dry else [_NEXT.of(lang).format(" ".join(visible(show(path)) for path in texts))]
    return "\n".join(lines) + "\n"


def _places(path: str, text: str) -> Iterator[tuple[int, str]]:
    source = Source(path, text)
    for match in TODO.finditer(text):
        yield source.position(match.start())[0], match[0]


def _optional(template: Template) -> str:
    return ", ".join(one.text for one in template.sections if one.optional)
