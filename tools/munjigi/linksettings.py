"""What stands under `plugins: munjigi: links:` of `mkdocs.yml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from munjigi import fields
from munjigi.model import Text
from munjigi.nearest import nearest
from munjigi.settings import LinkSettings
from munjigi.yamlfile import Tree
from munjigi.yamltags import ENV

NAMES = LinkSettings._fields


def read_links(tree: Tree) -> LinkSettings:
    """The settings; raises `ConfigError` for a key that does not exist or has no such value."""
    if tree.kind != "mapping":
        raise fields.wrong_type(tree, "links", "a mapping of keys to values", "키와 값의 묶음")
    for key, _ in tree.items():
        if key.node.value not in NAMES:
            raise key.error(unknown_setting("links", str(key.node.value), NAMES))
    contact = tree.get("contact")
    if contact is not None and contact.node.tag == ENV:
        raise contact.error(_SENT)
    usual = LinkSettings()
    never = tree.get("never_keep")
    return LinkSettings(
        fields.text(tree, "exceptions", usual.exceptions),
        fields.text(tree, "contact", usual.contact),
        int(fields.number(tree, "per_host", usual.per_host, 1)),
        fields.number(tree, "delay", usual.delay),
        fields.number(tree, "timeout", usual.timeout, 0.1),
        fields.number(tree, "deadline", usual.deadline),
        fields.number(tree, "keep_days", usual.keep_days),
        fields.number(tree, "keep_hours", usual.keep_hours),
        usual.never_keep if never is None else tuple(_statuses(never)),
        tuple(text for text, _ in fields.texts(tree, "logins")),
        tuple(text for text, _ in fields.texts(tree, "scripted")),
    )


_SENT = Text(
    en="contact is sent to every server, so it must stand here, and not in a variable",
    ko="contact 값은 모든 서버에 전송되므로 환경 변수로 지정할 수 없습니다. 여기에 직접 적으십시오",
)


def _statuses(tree: Tree) -> Iterator[int]:
    for one in tree.elements() if tree.kind == "sequence" else (tree,):
        value = one.value()
        if type(value) is not int:
            raise fields.wrong_type(
                one, "never_keep", "a list of HTTP statuses", "HTTP 상태의 목록"
            )
        yield value


def unknown_setting(parent: str, name: str, names: Iterable[str]) -> Text:
    """That there is no such key, with the nearest one, or all of them."""
    hint = nearest(name, names) or ", ".join(names)
    return Text(
        en=f'{parent} has no setting "{name}"; did you mean {hint}?',
        ko=f'{parent}에는 "{name}" 설정이 없습니다. 쓸 수 있는 이름: {hint}',
    )
