"""What the search knows of words: other names of things, particles, endings, and words that ask.

Other names come from the project's glossary, from the table of readings (`슬랙` for `Slack`) and
from what readers say of a screen (`안 보여요`).
Particles and endings are those of 표준국어대사전 that a query ends in; the browser takes them off.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator

from munjigi.josa import PAIRS
from munjigi.readingtable import NAMES
from munjigi.terms import Term, Terms
from munjigi.web.searchunits import units

_NO_WORD = re.compile(r"[\W_]+")
_MORE_PARTICLES = """
의 에 에는 에도 에서 에서는 에서도 에서의 에서만 에게 에게서 에만 에의 도 만 만의 부터 까지
까지는 마다 처럼 보다 밖에 조차 마저 대로 만큼 하고 한테 께 께서 으로는 로는 으로도 로도 으로의
로의 으로서 로서 으로써 로써 으로만 로만 으로부터 로부터 와의 과의 와는 과는 이라는 라는 이라고
이란 들 들은 들이 들을 들의 인가요 인지 이면 이라면 라면 이나요 이에요 예요 입니다 입니까
"""
_ENDS = """
다 려면 으려면 려고 으려고 려는 으려는 기 기는 기를 기가 기도 기만 기에 기로 기위해 는 은 을 면
으면 고 고는 고서 고싶어요 며 으며 면서 으면서 지 지만 지는 지도 지않아요 지않을 지않습니다
지않으면 않아요 않을 않는 않습니다 도록 거나 는데 은데 다가 자 니 으니 니까 으니까 므로 으므로
든지 더라도 나요 는지 은지 을지 는가 세요 으세요 십시오 으십시오 습니다 습니까 어 아 어요 아요
어서 아서 어도 아도 어야 아야 었 았 었다 았다 었을 았을 었는데 았는데 었습니다 았습니다 었어요
았어요 을때 는법 는방법 는중 는것 줘 주세요 해요
"""
_IRREGULAR = """
하 한 할 함 합니다 합니까 해 해요 해서 해도 해야 해줘 해주세요 했 했다 했을 했는데 했습니다
했어요 했더니 하여 하여야 한다 한다면 할까요 할지 할때 할수 하는법 하는방법 하는중 되 된 될 됨
됩니다 됩니까 돼 돼요 돼서 돼도 됐 됐다 됐을 됐는데 됐는지 됐습니다 됐어요 되어 된다 안돼요 안됨
"""
_ASKING_KO = """
방법 법 때 것 거 수 중 어떻게 왜 무엇 뭐 어디 어디서 언제 하기 하는 하는법 싶어요 싶다 싶은데
알려줘 있나요 있는 있어요 없나요 되나요 되는 위해 위한 대한 관한 대해 있습니다 합니다 및 또는
그리고 안 좀
"""
_ASKING_EN = """
a an and are as at be by can do does for from how i if in into is it my not of on or our that
the there this to was we what when where which why will with you your
"""
# What readers say of a screen, for what guides say of it.
_COMPLAINTS = {
    "나타나지 않습니다": "안보여요 안보여 안보이 안보임 안나와요 안나와 안나옴 안떠요 안떠 안뜸",
    "연결되지 않습니다": "연결안돼요 연결안돼 연결안됨 연결안되",
    "does not load": "notshowing notvisible notappearing",
}
PARTICLES = sorted({*_MORE_PARTICLES.split(), *(form for pair in PAIRS for form in pair[:2])})
ENDINGS = sorted(
    {*_ENDS.split(), *_IRREGULAR.split()}
    | {stem + end for stem in ("하", "되", "시키") for end in _ENDS.split()}
)
ASKING = {"ko": _ASKING_KO.split(), "en": _ASKING_EN.split()}  # words that only ask


def plain(text: str) -> str:
    """A name without capitals, spaces and signs: how the browser looks it up."""
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", text).lower())


def other_names(terms: Terms | None, locale: str, known: Container[str]) -> dict[str, list[str]]:
    """By each plain name, what the pages may call it; only names that the index (`known`) holds."""
    found: dict[str, list[str]] = {}
    for name, other in (*_readings(), *_complaints(), *_glossary(terms, locale)):
        key = plain(name)
        if len(key) > 1 and key != plain(other) and all(unit in known for unit in units(other)):
            those = found.setdefault(key, [])
            if other not in those:
                those.append(other)
    return dict(sorted(found.items()))


def _readings() -> Iterator[tuple[str, str]]:
    for name, readings in NAMES.items():
        for reading in readings.split("/"):
            yield reading, name
            yield name, reading


def _complaints() -> Iterator[tuple[str, str]]:
    for written, spoken in _COMPLAINTS.items():
        for name in spoken.split():
            yield name, written


def _glossary(terms: Terms | None, locale: str) -> Iterator[tuple[str, str]]:
    for term in terms.terms if terms else ():
        name = term.name(locale)
        for form in _forms(term) if name else ():
            yield form, name


def _forms(term: Term) -> Iterator[str]:
    """All that an entry is called, but no part of its name: `토큰` is more than `위젯 토큰`."""
    for locale in term.names:
        name = plain(term.name(locale))
        for form in term.forms(locale):
            if form.main or plain(form.text) not in name:
                yield form.text
