"""What the command line and `mkdocs.yml` ask of a run."""

from __future__ import annotations

import os
from argparse import Namespace
from importlib.util import find_spec

from munjigi.external.manners import ANYWHERE, Manners
from munjigi.model import Text
from munjigi.output import say
from munjigi.settings import Config
from munjigi.usage import UsageError

PACKAGES = ("certifi", "idna", "protego", "pycurl", "tenacity")
_MISSING = Text(
    en='this command needs packages that are not installed ({}): pip install "munjigi[links]"',
    ko='이 명령에 필요한 패키지가 없습니다({}). pip install "munjigi[links]" 명령으로 설치하십시오',
)
_PROXY = Text(
    en="{} is not used: behind a proxy nobody could tell where a request goes",
    ko="{} 환경 변수는 쓰지 않습니다. 프록시를 거치면 요청이 어디로 가는지 확인할 수 없습니다",
)
STOPPED = Text(
    en="interrupted; this is what is known so far", ko="중단했습니다. 지금까지 확인한 결과입니다"
)
LATE = Text(
    en="the deadline has passed; this is what is known so far",
    ko="정한 시간이 지났습니다. 지금까지 확인한 결과입니다",
)
UNASKED = Text(en="nothing was checked: {}", ko="아무것도 확인하지 않았습니다. {}")


def need_packages(*more: str) -> None:
    """Raises `UsageError` where what asking takes, or `more`, is not installed."""
    missing = [name for name in (*PACKAGES, *more) if find_spec(name) is None]
    if missing:
        names = ", ".join(missing)
        raise UsageError(Text(_MISSING.en.format(names), _MISSING.ko.format(names)))


def manners_of(args: Namespace, config: Config) -> Manners:
    """The manners of a run: options of the command line go before settings."""
    rules = config.settings.links
    timeout = rules.timeout if args.timeout is None else args.timeout
    usual = Manners()
    return Manners(
        per_host=args.per_host or rules.per_host,
        delay=rules.delay if args.delay is None else args.delay,
        connect=min(usual.connect, timeout),
        timeout=timeout,
        contact=rules.contact or next(iter(own_addresses(config)), ""),
        allowed=ANYWHERE if args.allow_private else (),
    )


def deadline_of(args: Namespace, config: Config) -> float:
    """The seconds of a whole run, 0 for no end: as `manners_of`."""
    return config.settings.links.deadline if args.deadline is None else args.deadline


def own_addresses(config: Config) -> list[str]:
    """Where the site and its repository are, as far as anybody says: `own` of `Network`.

    A variable may have given something else, which no server shall learn.
    """
    named = (config.site_url, config.repo_url)
    return [one for one in named if one.startswith(("http://", "https://"))]


def tell_of_proxies(lang: str) -> None:
    """Say that the proxies of the environment are not used, where there are any."""
    names = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
    named = next((name for name in names if os.environ.get(name)), "")
    if named:
        say(_PROXY.of(lang).format(named))
