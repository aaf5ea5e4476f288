"""A text as sentences, and what in a sentence is a fact: numbers, dates, code, labels, "not"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_FENCE = re.compile(r"\s*(?:```|~~~)")
_NUMBER = re.compile(r"(?P<indent>\s*)(?P<number>\d{1,3})[.)]\s")
_MARKER = re.compile(r"(?:[-*+]|\d{1,3}[.)]|#{1,6}|>)\s+")
_RULER = re.compile(r"[-|:=\s*_]*")
_END = re.compile(r"(?<=[.!?。…])(?P<close>[\"'”’)\]*_]*)\s+(?=[\"'“‘(\[*`]*[A-Z0-9가-힣])")
_ABBREVIATION = re.compile(r"(?:\b[a-z]|\b(?:e\.g|i\.e|etc|vs|no|fig|approx|inc|ltd))\.$", re.I)
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[\w'’]+(?:[-./:@][\w'’]+)*|[^\w\s]", re.UNICODE)
_LIKE = str.maketrans("“”‘’–—‑\u00a0", "\"\"''--- ", "\u200b\u200c\u200d\ufeff\u00ad")
_LABEL = re.compile(r"\*\*(.+?)\*\*")
_CODE = re.compile(r"`+([^`]+)`+")
# No word of a language: it holds a digit or a sign, or capitals where words have none.
_TOKEN = re.compile(
    r"(?=\S*[\d_/\\@=<>{}$])\S+|(?<![A-Za-z])(?:[A-Za-z]*[a-z][A-Z][A-Za-z]*"
    r"|[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)+|[A-Z]{2,})(?![a-z])"
)
_DAY_NAMES = (
    r"jan(?:uary)?|feb(?:ruary)?|march|april|may(?=\s+\d)|june|july|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?"
)
_COUNTS = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|once|twice|half|hundred|thousand|million"
    r"|daily|weekly|monthly|yearly|annual"
)
_TURNS = (
    r"not|no|never|none|cannot|without|unless|except|only|must|required?|optional|deprecat\w*"
    r"|remov\w*|retir\w*|discontinu\w*|sunset|legacy|unsupported|\w+n't"
)
_ENGLISH = re.compile(rf"\b(?:{_DAY_NAMES}|{_COUNTS}|{_TURNS})\b", re.IGNORECASE)
_KOREAN = re.compile(
    r"(?<![가-힣])(?:안|못|한|두|세|네|다섯|여섯|매일|매주|매월|매년)(?=\s)|않|없|아니|못하|불가|제외"
    r"|금지|만료|종료|중단|폐지|삭제|필수|선택\s*사항|반드시|이상|이하|미만|초과|까지|부터"
)


def sentences(text: str) -> list[str]:
    """The sentences of a text in Markdown, in order; each line of code is one."""
    return [one for _, made in _lines(text) for one in made]


def _lines(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each line with its sentences; a line of code is "" here."""
    code = False
    for line in text.split("\n"):
        if _FENCE.match(line):
            code = not code
        elif code and line.strip():
            yield "", [f"`{plain(line)}`"]
        elif not _RULER.fullmatch(line):
            yield line, list(_split(_without_marker(plain(line))))


def steps(text: str) -> tuple[tuple[int, ...], ...]:
    """The numbered lists of a text in Markdown: of each step, which sentence is its first (from 0).

    Numbers that go on after other lines, or after a list further in, are one list.
    """
    found: list[list[int]] = []
    lists: dict[int, tuple[int, list[int]]] = {}  # by indent: the last number and its list
    at = 0
    for line, made in _lines(text):
        match = _NUMBER.match(line)
        if match and made:
            indent, number = len(match["indent"]), int(match["number"])
            last, numbered = lists.get(indent, (0, []))
            if number != last + 1 or not numbered:
                numbered = []
                found.append(numbered)
            numbered.append(at)
            lists = {one: known for one, known in lists.items() if one < indent}
            lists[indent] = number, numbered
        at += len(made)
    return tuple(tuple(one) for one in found if len(one) > 1)


def plain(text: str) -> str:
    """A text in one form: composed, with single spaces and simple quotation marks."""
    text = unicodedata.normalize("NFC", text).translate(_LIKE)
    return _SPACE.sub(" ", text).strip()


def _without_marker(line: str) -> str:
    """A list's numbers change with each item before; they are no part of what it says."""
    while match := _MARKER.match(line):
        line = line[match.end() :]
    return line


def _split(line: str) -> Iterator[str]:
    start = 0
    for match in _END.finditer(line):
        if not _ABBREVIATION.search(line[start : match.start()]):
            yield line[start : match.end("close")]
            start = match.end()
    if line[start:].strip():
        yield line[start:]


def words(sentence: str) -> list[str]:
    """The words of a sentence as they are compared: small letters, no punctuation."""
    return [one for one in _WORD.findall(sentence.casefold()) if one[0].isalnum() or len(one) > 1]


def facts(sentence: str) -> list[str]:
    """What cannot change without changing what the sentence says, sorted."""
    found = [label.casefold().strip(" :") for label in _LABEL.findall(sentence)]
    found += _CODE.findall(sentence)
    bare = _CODE.sub(" ", sentence).replace("**", "")
    found += [one.strip(".,;:!?()[]\"'") for one in _TOKEN.findall(bare)]
    found += [one.casefold() for one in _ENGLISH.findall(bare)]
    found += _KOREAN.findall(bare)
    return sorted(found)
