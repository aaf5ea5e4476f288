"""Links that open an issue about a page, filled in."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from munjigi.web.webpage import WebPage


class Words(NamedTuple):
    """What the links ask and what the issues say."""

    question: str
    yes: str
    no: str
    helped: str
    wrong: str
    page: str
    language: str
    checked: str
    what: str


WORDS = {
    "ko": Words(
        "이 페이지가 도움이 되었습니까?", "도움이 되었습니다", "틀리거나 모자란 점을 알립니다",
        "도움이 됨", "고칠 점", "페이지", "언어", "확인한 날", "무엇이 다르거나 모자랐습니까?",
    ),
    "en": Words(
        "Was this page helpful?", "Yes, it helped", "Report what is wrong or missing",
        "Helped", "To mend", "Page", "Language", "Checked on", "What was different or missing?",
    ),
}  # fmt: skip


class Feedback(NamedTuple):
    """A question and the two answers, each with the address that it opens."""

    question: str
    yes: str
    yes_url: str
    no: str
    no_url: str


def feedback(page: WebPage, repository: str) -> Feedback | None:
    """The question under a page; None where no repository takes the answers."""
    if not repository or page.meta.get("generator"):
        return None
    words = WORDS.get(page.language, WORDS["en"])
    facts = [f"{words.page}: {page.address or page.url or page.title}"]
    facts.append(f"{words.language}: {page.language}")
    if page.meta.get("checked_on"):
        facts.append(f"{words.checked}: {page.modified}")
    about = "\n".join(facts)
    yes = _issue(repository, f"{words.helped}: {page.title}", f"{about}\n")
    no = _issue(repository, f"{words.wrong}: {page.title}", f"{about}\n\n{words.what}\n\n")
    return Feedback(words.question, words.yes, yes, words.no, no)


def _issue(repository: str, title: str, body: str) -> str:
    """The address of a new issue, as GitHub, Gitea and Forgejo or GitLab take it.

    https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/creating-an-issue
    https://docs.gitlab.com/user/project/issues/create_issues/
    """
    base = repository.rstrip("/")
    if "gitlab" in (urlsplit(base).hostname or ""):
        fields = {"issue[title]": title, "issue[description]": body}
        return f"{base}/-/issues/new?{urlencode(fields)}"
    return f"{base}/issues/new?{urlencode({'title': title, 'body': body})}"
