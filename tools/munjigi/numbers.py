"""Numbers, dates and amounts in running text, in a form that is the same in Korean and English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from munjigi.lazypattern import lazy

LETTERS = "abcdefghijklmnopqrstuvwxyz%"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
# The unit that stands behind a number, by its name here.
UNITS = {
    "s": r"초(?!과|기|안)|s(?![a-z])|secs?(?![a-z])|seconds?(?![a-z])|-second(?![a-z])",
    "min": r"분(?!류|기|석|리)|mins?(?![a-z])|minutes?(?![a-z])|-minute(?![a-z])",
    "h": r"시간|hrs?(?![a-z])|hours?(?![a-z])|-hour(?![a-z])",
    "d": r"일(?!치|반)|days?(?![a-z])|-day(?![a-z])",
    "w": r"주(?!소|의|로)|weeks?(?![a-z])|-week(?![a-z])",
    "mo": r"개월|months?(?![a-z])|-month(?![a-z])",
    "y": r"년|years?(?![a-z])|-year(?![a-z])",
    "%": r"%|퍼센트|percent(?![a-z])",
    "kb": r"kb(?![a-z])|킬로바이트|kilobytes?(?![a-z])",
    "mb": r"mb(?![a-z])|메가바이트|megabytes?(?![a-z])",
    "gb": r"gb(?![a-z])|기가바이트|gigabytes?(?![a-z])",
}
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*"
_UNIT = "|".join(f"(?P<u{n}>{one})" for n, one in enumerate(UNITS.values()))
_TOKEN = lazy(
    r"(?P<iso>(?<!\d)\d{4}-\d{2}(?:-\d{2})?(?![\d-]))"
    r"|(?P<ky>\d{4})년\s*(?P<km>\d{1,2})월(?:\s*(?P<kd>\d{1,2})일)?"
    rf"|(?P<em>{_MONTH})\s+(?:(?P<ed>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<ey>\d{{4}})(?!\d)"
    rf"|(?P<fd>\d{{1,2}})\s+(?P<fm>{_MONTH})\s+(?P<fy>\d{{4}})(?!\d)"
    r"|(?P<kmonth>(?<!\d)\d{1,2})월\s*(?P<kday>\d{1,2})일"
    rf"|(?P<emonth>{_MONTH})\s+(?P<eday>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)"
    rf"|(?<![A-Za-z0-9_.])(?P<number>{_NUMBER})(?P<gap>[\s\u00a0]?)(?:{_UNIT})?",
    re.IGNORECASE,
)
# Words for small numbers; a digit on one side may be such a word on the other.
WORDS = {
    "0": r"\b(?:zero|no|none)\b|영|없|零|无|無",
    "1": r"\b(?:one|once|an?|first|single|only)\b|하나|한|첫|일\b|一|首",
    "2": r"\b(?:two|twice|both|second|pair)\b|둘|두|이틀|양쪽|쌍|两|兩|二|双",
    "3": r"\b(?:three|third|thrice)\b|셋|세|사흘|三",
    "4": r"\b(?:four|fourth)\b|넷|네|나흘|四",
    "5": r"\b(?:five|fifth)\b|다섯|五",
    "6": r"\b(?:six|sixth)\b|여섯|六",
    "7": r"\b(?:seven|seventh)\b|일곱|七",
    "8": r"\b(?:eight|eighth)\b|여덟|八",
    "9": r"\b(?:nine|ninth)\b|아홉|九",
    "10": r"\b(?:ten|tenth)\b|열|十",
    "7d": r"\b(?:a|one) week\b|일주일|한 주",
    "1w": r"\b(?:a|one|per|each|every|weekly) ?week\b|\bweekly\b|일주일|매주|한 주",
    "1d": r"\bdaily\b|\b(?:a|per|each|every|one) ?day\b|하루|매일",
    "1h": r"\bhourly\b|\b(?:an|per|each|every|one) ?hour\b|한 시간|매시간",
    "1mo": r"\bmonthly\b|\b(?:a|per|each|every|one) ?month\b|한 달|매달|매월",
    "1y": r"\b(?:yearly|annual(?:ly)?)\b|\b(?:a|per|each|every|one) ?year\b|한 해|매년|일 년",
}
_PATTERNS = {name: re.compile(one, re.IGNORECASE) for name, one in WORDS.items()}


def numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """Each number of a text with its place: `2026-11-20`, `30d`, `12.5`, `--03-04` for a day."""
    for match in _TOKEN.finditer(text):
        unit = any(match[f"u{n}"] for n in range(len(UNITS)))
        last = "number" if match["number"] and not unit else 0
        yield _value(match), match.start(), match.end(last)


def says(text: str, value: str) -> bool:
    """Whether a text has a word for a number."""
    pattern = _PATTERNS.get(value) or _PATTERNS.get(value.rstrip(LETTERS))
    return pattern is not None and pattern.search(text) is not None


def _value(match: re.Match[str]) -> str:
    found = match.groupdict()
    if found["number"]:
        unit = next((name for n, name in enumerate(UNITS) if found[f"u{n}"]), "")
        number = found["number"].replace(",", "")
        return number if unit == "y" and len(number) == len("2026") else number + unit
    if found["kmonth"] or found["emonth"]:
        month = int(found["kmonth"]) if found["kmonth"] else _month(found["emonth"])
        return f"--{month:02}-{int(found['kday'] or found['eday']):02}"
    if found["iso"]:
        return found["iso"]
    month = int(found["km"]) if found["ky"] else _month(found["em"] or found["fm"])
    year = found["ky"] or found["ey"] or found["fy"]
    return _date(year, month, found["kd"] or found["ed"] or found["fd"])


def _month(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def _date(year: str, month: int, day: str | None) -> str:
    return f"{year}-{month:02}-{int(day):02}" if day else f"{year}-{month:02}"
