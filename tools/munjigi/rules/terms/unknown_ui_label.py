"""Bold labels that no screen of the vendor has, as far as the registry knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Severity, Span, Text
from munjigi.nearest import nearest
from munjigi.rule import Bad, Good, rule
from munjigi.rules.terms._labels import bolds
from munjigi.rules.terms._text import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page
    from munjigi.rules.terms._labels import Bold
    from munjigi.terms import Terms, UiLabel, Vendor

LABELS = """\
vendor: acme
name: Acme
vouched_by: vendor
screens:
  - ko: 관리 화면
    en: Admin screen
    labels:
      - {ko: 저장, en: Save changes, renamed_from: {ko: 보관, en: Save}}
      - {ko: 계정 설정, en: Account settings}
      - {ko: 열쇠, en: Key, vouched_by: {ko: none, en: vendor}}
"""
_TOP = "---\nvendor: acme\n---\n\n"


@rule(
    summary=Text(
        en="Bold labels are those that the screen shows",
        ko="굵은 글자의 화면 이름은 실제 화면과 같습니다",
    ),
    why=Text(
        en="Readers look for the very words of a guide. For vendors with a registry of labels, "
        "bold text in menu paths, and what a step says to press, is compared with the registry; a "
        "renamed label is corrected on all pages after one change there.",
        ko="독자는 안내서에 적힌 글자 그대로를 화면에서 찾습니다. 화면 이름 목록이 있는 공급사라면 "
        "메뉴 경로와 누를 것의 굵은 글자를 목록과 비교합니다. 이름이 바뀌면 목록 한 곳만 고쳐 모든 "
        "페이지를 바로잡을 수 있습니다.",
    ),
    message=Text(
        en='the registry has no label "{label}" of {vendor}{hint}',
        ko='{hint}{vendor} 화면의 이름 목록에 "{label}" 항목이 없습니다',
    ),
    examples=(
        Bad(
            {
                "acme/a.md": "**⟦보관⟧**(⟦Save⟧)을 누르고, **저장**(⟦Save⟧)을 보고, 보관 말고 "
                "**⟦Account Settings⟧**로.\n",
                "_terms/a.yml": LABELS,
            },
            fixed={
                "acme/a.md": "**저장**(Save changes)을 누르고, **저장**(Save changes)을 보고, "
                "보관 말고 "
                "**Account settings**로.\n"
            },
        ),
        Bad(
            {
                "index.md": f"{_TOP}Open **⟦Acount settings⟧** → **⟦Keys⟧**, then **⟦열쇠⟧** →.\n\n"
                "Select **⟦Publish⟧** in the **⟦Danger⟧** menu; **⟦Save⟧**.\n",
                "_terms/a.yml": LABELS,
            }
        ),
        Good(
            {
                "index.md": f"{_TOP}Open **Account settings** → **Key**(열쇠). **Note**: select "
                "**every** one. **저장**을 누릅니다. **반드시** **두 번** 누릅니다.\n",
                "other/a.md": "Select **Publish** → **Anything**.\n",
                "_terms/a.yml": LABELS,
            }
        ),
    ),
    severity=Severity.WARNING,
    fix="safe",
    deep=True,
)
def unknown_ui_label(page: Page) -> Iterator[Problem]:
    terms = page.terms
    vendor = terms.vendor_of(page) if terms else None
    if terms is None or vendor is None:
        return
    for bold in bolds(page):
        if bold.words not in terms.labels:
            yield from _unknown(page, terms, vendor, bold)
        for label, new in _renamed(terms, vendor, bold.gloss):
            if label in terms.labels.get(bold.words, ()) or bold.words in _old(label):
                span = Span(page.path, bold.gloss_start, bold.gloss_end)
                yield _problem(vendor, bold.gloss, span, _now(new), (Edit(span, new),))
                break


def _unknown(page: Page, terms: Terms, vendor: Vendor, bold: Bold) -> Iterator[Problem]:
    span = Span(page.path, bold.start, bold.end)
    new = {name for _, name in _renamed(terms, vendor, bold.words)}
    if len(new) == 1:
        yield _sure(page, vendor, bold, span, new.pop())
        return
    same = [name for name in terms.labels if _folded(name) == _folded(bold.words)]
    if len(same) == 1 and not bold.words[0].islower():
        yield _sure(page, vendor, bold, span, same[0])
    elif bold.pointed or new:
        yield _problem(vendor, bold.words, span, _hint(terms, vendor, bold.words), ())


def _sure(page: Page, vendor: Vendor, bold: Bold, span: Span, name: str) -> Problem:
    return _problem(vendor, bold.words, span, _now(name), replacing(page.text, span, name))


def _renamed(terms: Terms, vendor: Vendor, name: str) -> list[tuple[UiLabel, str]]:
    """The labels that had this name, with that of today; those of the page's vendor alone, if any.

    A name that some label still has is no old one.
    """
    if name in terms.labels:
        return []
    found = [(label, label.names[locale]) for locale, label in terms.former.get(name, ())]
    return [one for one in found if one[0].vendor == vendor.id] or found


def _old(label: UiLabel) -> set[str]:
    return {name for names in label.former.values() for name in names}


def _hint(terms: Terms, vendor: Vendor, name: str) -> Text:
    glossed = terms.glosses.get(name)
    if glossed and glossed[0].shown:
        return _now(glossed[0].shown[0])
    own = [shown for label in vendor.labels for shown in label.shown]
    near = nearest(name, own) or nearest(name, terms.labels)
    if not near:
        return Text(en="", ko="")
    return Text(en=f'; did you mean "{near}"?', ko=f'가까운 이름은 "{near}"입니다. ')


def _now(name: str) -> Text:
    return Text(en=f'; the screen says "{name}"', ko=f'지금 화면의 이름은 "{name}"입니다. ')


def _folded(name: str) -> str:
    return "".join(name.split()).casefold()


def _problem(
    vendor: Vendor, label: str, span: Span, hint: Text, edits: tuple[Edit, ...]
) -> Problem:
    fix = Fix(edits) if edits else None
    return Problem(span, fix=fix, label=label, vendor=vendor.name, hint=hint)
