"""Which rules run, with which options: names from the command line and from `mkdocs.yml`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from munjigi.conceal import without_values
from munjigi.model import Text
from munjigi.nearest import nearest
from munjigi.rule import REMOTE, Rule, load_rules, rule_families
from munjigi.settings import ConfigError
from munjigi.usage import UsageError

if TYPE_CHECKING:
    from munjigi.model import Span
    from munjigi.settings import Config
    from munjigi.source import Source

Options = Mapping[str, Mapping[str, Any]]
UNUSED = "unused-suppression"  # in both kinds of runs, each about its own rules
RULE = Text(en="rule or family", ko="규칙이나 묶음이")
_OPTION = Text(en="option", ko="옵션이")
_KINDS = {
    bool: Text(en="true or false", ko="true 또는 false"),
    int: Text(en="a whole number", ko="정수"),
    float: Text(en="a number", ko="수"),
    str: Text(en="a text", ko="문자열"),
    frozenset: Text(en="a list of texts", ko="문자열 목록"),
    tuple: Text(en="a list of texts", ko="문자열 목록"),
}


def rules_named(name: str) -> frozenset[str]:
    """The ids of the rule or of the family's rules; raises `UsageError` for any other name."""
    families = rule_families()
    found = frozenset(rule for rule, family in families.items() if name in (rule, family))
    if not found:
        raise UsageError(unknown(RULE, name, {*families, *families.values()}))
    return found


def unknown(kind: Text, name: str, names: Iterable[str]) -> Text:
    """That nothing of this kind has this name, with the nearest name there is."""
    near = nearest(name, names)
    return Text(
        en=f'there is no {kind.en} named "{name}"' + (f'; did you mean "{near}"?' if near else ""),
        ko=f'"{name}" 이름의 {kind.ko} 없습니다'
        + (f'. "{near}" 이름을 쓰려던 것입니까?' if near else ""),
    )


class Selection:
    """The names on the command line and in `mkdocs.yml`, made into rules.

    `select` replaces what `mkdocs.yml` selects (all rules by default); both `ignore` add up.
    `source` gives the text of a configuration file, for the places in `ConfigError`. `remote` asks
    for the rules that need the network, and of others for `UNUSED` alone; else they are left out.
    """

    def __init__(
        self,
        config: Config,
        select: Iterable[str],
        ignore: Iterable[str],
        source: Callable[[str], Source],
        *,
        remote: bool = False,
    ) -> None:
        self.settings = config.settings
        self.env = config.env
        self.source = source
        families = rule_families()
        ours = frozenset(name for name in families if (families[name] == REMOTE) is remote)
        every = ours | {UNUSED}
        listed = every
        if self.settings.select is not None:
            listed = self._ids_at(self.settings.select)
            listed |= ours if remote and not listed & ours else frozenset()
        self.elsewhere = self._ids(select) - every
        chosen = (self._ids(select) or listed) & every
        chosen -= self._ids(ignore) | self._ids_at(self.settings.ignore)
        self.ids = tuple(rule for rule in families if rule in chosen)
        self.options = {
            name: self._options(name, options) for name, options in self.settings.rules.items()
        }

    def rules(self) -> Mapping[str, Rule]:
        """The rules by id."""
        return load_rules(self.ids)

    def _ids(self, names: Iterable[str]) -> frozenset[str]:
        return frozenset().union(*(rules_named(name) for name in names))

    def _ids_at(self, names: Iterable[tuple[str, Span]]) -> frozenset[str]:
        found: frozenset[str] = frozenset()
        for name, span in names:
            try:
                found |= rules_named(name)
            except UsageError as error:
                raise self._error(error.message, span) from None
        return found

    def _options(self, name: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """The options of one rule in the types of their defaults; raises `ConfigError`."""
        places = self.settings.places
        if name not in rule_families():
            raise self._error(unknown(RULE, name, rule_families()), places[name,])
        defaults = load_rules([name])[name].options
        made = {}
        for option, value in given.items():
            if option not in defaults:
                message = unknown(_OPTION, option, defaults)
                raise self._error(message, places[name, option])
            made[option] = convert(value, defaults[option])
            if made[option] is None:
                message = _wrong_value(option, _KINDS[type(defaults[option])])
                raise self._error(message, places[name, option, "value"])
        return made

    def _error(self, message: Text, span: Span) -> ConfigError:
        line, column = self.source(span.path).position(span.start)
        return ConfigError(without_values(message, self.env), span.path, line, column)


def convert(value: Any, default: Any) -> Any:
    """A setting in the type of the option's default, or None where it cannot be that."""
    kind = type(default)
    if kind in (frozenset, tuple):
        texts = isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)
        return kind(value) if texts else None
    if kind is float and type(value) is int:
        return float(value)
    return value if type(value) is kind else None


def _wrong_value(option: str, kind: Text) -> Text:
    return Text(
        en=f'the option "{option}" takes {kind.en}',
        ko=f'"{option}" 옵션의 값으로는 {kind.ko}만 쓸 수 있습니다',
    )
