"""Addresses of one customer's account where an example belongs."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from munjigi.model import Problem, Severity, Span, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.page import Page

DOMAINS = frozenset(
    {
        *("atlassian.net", "freshchat.com", "freshdesk.com", "freshsales.io", "freshservice.com"),
        *("lightning.force.com", "my.salesforce.com", "myfreshworks.com", "okta.com"),
        *("service-now.com", "slack.com", "zendesk.com"),
    }
)
# The company of examples, and workspaces that everybody may join.
PUBLIC = frozenset(
    {
        *("acme", "contoso"),
        *("cloud-native.slack.com", "kubeflow.slack.com", "kubernetes.slack.com"),
        *("T08PSQ7BQ", "T09NY5SBT"),
    }
)
# First names of hosts that are the vendors' own, without numbers.
_VENDORS = frozenset(
    {
        *("a", "academy", "accounts", "admin", "api", "apicdn-wchat", "apidocs", "app", "apps"),
        *("assets", "attachment", "attachments", "auth", "blog", "bots", "careers", "cdn"),
        *("community", "console", "dev", "developer", "developers", "docs", "downloads", "edgeapi"),
        *("effects", "email", "engineering", "enterprise", "files", "front", "fsbots", "go"),
        *("help", "hooks", "id", "images", "info", "investors", "join", "learn", "login", "mail"),
        *("marketplace", "media", "msdk", "mx", "my", "partners", "platform", "security", "slackb"),
        *("smtp", "sso", "static", "status", "store", "support", "test", "training", "trust"),
        *("uploads", "wchat", "webhooks", "webpush", "wss-mobile", "wss-primary", "www"),
        *("apac", "au", "emea", "eu", "euc", "in", "ind", "uae", "us"),  # regions
    }
)
_PLACEHOLDER = re.compile(
    r"(?i:(?:your|the|an?|example|sample|demo|dummy|placeholder|company|corp|corporation|domain|sub"
    r"|tenant|account|organi[sz]ation|org|workspace|instance|site|team|customer|client|brand|group"
    r"|global|parent|subsidiary|branch|msp|name|id|foo|bar|x+|test|sandbox|host|here|new|old)"
    r"s?[-_]*)+[a-d]?\d*|\w+_\w*|[A-Z][A-Z0-9-]+"
    r"|[\w-]*(?:community|foundation)[\w-]*",  # open to everybody
    re.ASCII,
)
_HOST = re.compile(r"(?<![\w>}\])%*…$&;.-])[a-zA-Z0-9_][\w.-]*$")
_REACH = 80  # characters before the domain
# The ids of accounts, by the host of the vendor in whose paths they stand.
_ACCOUNTS = {
    "api.atlassian.com": re.compile(r"/ex/[a-z]+/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b"),
    "app.hubspot.com": re.compile(r"/[a-z-]+/(\d{6,10})\b"),
    "app.slack.com": re.compile(r"/client/(T[A-Z0-9]{8,11})\b"),
    "hooks.slack.com": re.compile(r"/services/(T[A-Z0-9]{8,11})\b"),
}
_MADE_UP = re.compile(r"(.)\1{3}|X{3}|12345|ABCDE|abcde|(?:.)0123")


@rule(
    summary=Text(
        en="Examples name no customer's account",
        ko="예시에 실제 고객의 계정을 적지 않습니다",
    ),
    why=Text(
        en="Who copies the address sends requests and keys to somebody else's account, and the "
        "page tells the world who is a customer. Write `your-domain` or `<subdomain>`. Where a "
        "project has no page types, links may lead to such an account, perhaps its own help desk.",
        ko="독자가 주소를 그대로 옮기면 요청과 키가 남의 계정으로 갑니다. 어느 회사가 고객인지도 "
        "드러납니다. `your-domain`이나 `<도메인>`처럼 적으십시오. 페이지 유형이 없는 "
        "프로젝트에서는 자사 고객 센터 같은 곳으로 가는 링크는 보지 않습니다.",
    ),
    message=Text(
        en='"{tenant}" looks like the account of a real customer',
        ko='"{tenant}" 주소는 실제 고객의 계정으로 보입니다',
    ),
    examples=(
        Bad("```bash\ncurl https://⟦hanbitlog.freshchat.com⟧/v2/agents\n```\n"),
        Bad("---\nsource: https://⟦hanbitlog.zendesk.com⟧/hc\n---\n\n# 설정\n"),
        Bad("<!-- ⟦hanbitlog-help.freshservice.com⟧ 화면 --> 본문입니다.\n"),
        Bad(
            {
                "index.md": "[센터](https://⟦hanbitlog.zendesk.com⟧/hc)\n",
                "_templates/guide.md": "# TODO(title)\n",
            }
        ),
        Bad("`https://api.atlassian.com/ex/jira/⟦8d1f3c52-7a06-4b9e-a3d4-6c2e90b7f518⟧/rest`\n"),
        Good(
            "`https://<도메인>.freshchat.com`, `https://{subdomain}.zendesk.com`, `$A.slack.com`\n"
        ),
        Good("<https://Org-ID.freshservice.com> `https://org-ID.zendesk.com`\n"),
        Good("<https://your-domain.freshservice.com> <https://example.atlassian.net>\n"),
        Good("[도움말](https://support.zendesk.com/hc/ko) <https://wchat.eu.freshchat.com>\n"),
        Good(
            "<https://openjs-foundation.slack.com> `https://hooks.slack.com/services/T00000000`\n"
        ),
        Good("[Our help desk](https://hanbitlog.zendesk.com/hc)\n"),
        Good("`https://hanbitlog.slack.com`\n", options={"allowed": frozenset({"hanbitlog"})}),
        Good("`https://hanbitlog.zendesk.com`\n", options={"domains": frozenset({"slack.com"})}),
    ),
    severity=Severity.WARNING,
    options={
        "domains": Text(
            en="Domains below which every customer has a name",
            ko="고객마다 이름을 하나씩 쓰는 도메인",
        ),
        "allowed": Text(
            en="Names, hosts and account ids that may be named",
            ko="적어도 되는 이름, 호스트, 계정 ID",
        ),
    },
)
def real_tenant(
    page: Page, *, domains: frozenset[str] = DOMAINS, allowed: frozenset[str] = PUBLIC
) -> Iterator[Problem]:
    text = page.text
    for match in _domains(domains).finditer(text):
        start, end = _host(text, match.start()), match.end()
        host = text[start:end].lower()
        if host in _ACCOUNTS:
            account = _ACCOUNTS[host].match(text, end)
            if account is None or _MADE_UP.search(account[1]):
                continue
            start, end = account.span(1)
        elif not _is_tenant(text[start : match.start()], allowed):
            continue
        tenant = text[start:end]
        if not {tenant, host} & allowed and not _leads_there(page, start):
            yield Problem(Span(page.path, start, end), tenant=tenant)


def _leads_there(page: Page, at: int) -> bool:
    """Whether a link on a page without types leads to the address; those of types give examples."""
    return page.type is None and any(
        one.path == page.path and one.start <= at < one.end for one in page.links
    )


@cache
def _domains(domains: frozenset[str]) -> re.Pattern[str]:
    """Ends of hosts from the dot before the domain on."""
    hosts = {host.partition(".")[2] for host in _ACCOUNTS}
    ends = "|".join(map(re.escape, sorted(domains | hosts)))
    return re.compile(rf"\.(?i:{ends})(?![\w-]|\.\w)", re.ASCII)


def _host(text: str, dot: int) -> int:
    """Where the host starts whose domain has its dot at `dot`; there if no name is before it."""
    low = max(0, dot - _REACH)
    match = _HOST.search(text[low:dot])
    return low + match.start() if match else dot


def _is_tenant(name: str, allowed: frozenset[str]) -> bool:
    """Whether what stands before the domain is a customer's name."""
    labels = [one for one in name.split(".") if one.rstrip("0123456789").lower() not in _VENDORS]
    return bool(name and labels) and not any(
        label in allowed or _PLACEHOLDER.fullmatch(label) for label in labels
    )
