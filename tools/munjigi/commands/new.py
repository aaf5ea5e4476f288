"""`munjigi new`: a page in each language, made from the template of its type, and put into nav."""

from __future__ import annotations

import os
import re
from argparse import Namespace
from datetime import date
from typing import TYPE_CHECKING

from munjigi.facts import FrontMatter
from munjigi.model import Text
from munjigi.newpage import wording
from munjigi.newpage.ask import Asker
from munjigi.newpage.draft import Filling, draft, free_id
from munjigi.newpage.navchange import NavChange, nav_change
from munjigi.newpage.order import NewPage, Order, Orders, Wishes
from munjigi.newpage.pagetype import described, read_types
from munjigi.newpage.report import report
from munjigi.output import print_result
from munjigi.settings import Config, ConfigError
from munjigi.target import find_target, from_here, read_config
from munjigi.telling import shown
from munjigi.usage import UsageError
from munjigi.writing import Change, NotWrittenError, replace_files

if TYPE_CHECKING:
    from munjigi.pagetypes import PageTypes

_VENDOR = re.compile(r"[a-z0-9][a-z0-9-]*")
_NOT_WRITTEN = Text(en="nothing was made: {}: {}", ko="아무것도 만들지 않았습니다. {}: {}")


def run(args: Namespace, lang: str) -> int:
    """Make the pages, or say what would be made; raises `ConfigError` and `UsageError`."""
    project = find_target([args.project] if args.project else []).project
    config = read_config(project)
    try:
        types = read_types(config)
        if args.list:
            print_result(wording.types(described(types, lang)))
            return 0
        orders = Orders(config, types, Asker(lang, quiet=args.yes), os.path.realpath(os.getcwd()))
        order = orders.order(_wishes(args))
    except ConfigError as error:
        raise from_here(error, project) from None
    texts = _texts(config, types, order, args.vendor)
    nav = nav_change(config, order)
    if not args.dry_run:
        _write(config, texts, nav)
    print_result(report(order, texts, nav, shown(config.root), lang, dry=args.dry_run))
    return 0


def _wishes(args: Namespace) -> Wishes:
    """What the arguments say; what an option names is no argument."""
    words = [word for word in (args.type_name, args.path) if word is not None]
    open_ = [name for name, given in (("type", args.type), ("path", args.planned)) if not given]
    if len(words) > len(open_):
        raise UsageError(wording.TWO_TYPES if args.type else wording.TWO_PATHS)
    given = dict(zip(open_, words, strict=False))
    return Wishes(
        args.type or given.get("type", ""),
        given.get("path", ""),
        args.planned,
        tuple(args.title),
        tuple(args.locale),
    )


def _texts(config: Config, types: PageTypes, order: Order, vendor: str) -> dict[str, str]:
    """The text of each new page by its path in the project's folder."""
    key_name = config.settings.type_key
    templates = [page.template for page in order.pages]
    made = {}
    for page in order.pages:
        given = types.of(page.src, FrontMatter(-1, -1, {}))
        by_settings = given is not None and given.name == order.type
        filling = Filling(
            page.title,
            free_id(order.pages[0].key, templates, config.dialect),
            key_name,
            "" if by_settings else order.type,
            vendor or _vendor(page),
            date.today().isoformat(),
        )
        path = page.src if config.docs_dir == "." else f"{config.docs_dir}/{page.src}"
        made[path] = draft(page.template, config.dialect, filling)
    return made


def _vendor(page: NewPage) -> str:
    """The name of the page's folder, where it can be a vendor's."""
    name = page.key.rpartition("/")[0].rpartition("/")[2].casefold()
    name = re.sub(r"[\s_.]+", "-", name)
    return name if _VENDOR.fullmatch(name) else ""


def _write(config: Config, texts: dict[str, str], nav: NavChange) -> None:
    """All files or none; raises `UsageError`."""
    root = os.path.realpath(config.root)
    changes = {
        os.path.join(root, path): Change(None, text.encode()) for path, text in texts.items()
    }
    if nav.change:
        changes[nav.path] = nav.change
    try:
        replace_files(changes)
    except NotWrittenError as error:
        path = shown(config.root)(os.path.relpath(error.path, root))
        raise UsageError(
            Text(
                en=_NOT_WRITTEN.en.format(path, error.reason.en),
                ko=_NOT_WRITTEN.ko.format(path, error.reason.ko),
            )
        ) from None
