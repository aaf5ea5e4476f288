"""What stands on the built site, though no file of the docs folder shows it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from munjigi.facts import Image, Link
    from munjigi.page import Page
    from munjigi.site import Resolution, Site

# Plugins that make pages out of something else than the docs folder.
PAGES = frozenset(
    {
        *("api-autonav", "autoapi", "coverage", "gen-files", "mkdocs-autoapi", "mkdoxy"),
        *("monorepo", "multirepo", "techdocs-core", "typedoc"),
    }
)
# Plugins that leave in a page what its file says, and add nothing.
FAITHFUL = frozenset(
    {
        *("autorefs", "awesome-nav", "awesome-pages", "blog", "exclude", "git-authors"),
        *("git-committers", "git-committers-2", "git-revision-date", "glightbox", "group"),
        *("git-revision-date-localized", "htmlproofer", "i18n", "info", "literate-nav", "llmstxt"),
        *("meta", "mike", "minify", "munjigi", "offline", "optimize", "print-site", "privacy"),
        *("projects", "redirects", "rss", "search", "section-index", "social", "tags", "typeset"),
        "with-pdf",
    }
)
# Extensions of Python-Markdown, which the reader knows as it knows those of pymdown-extensions.
EXTENSIONS = frozenset(
    {
        *("abbr", "admonition", "attr_list", "codehilite", "def_list", "fenced_code", "footnotes"),
        *("legacy_attrs", "legacy_em", "md_in_html", "meta", "nl2br", "sane_lists", "smarty"),
        *("tables", "toc", "wikilinks"),
    }
)
BLOGS = ("blog", "material/blog")
_BLOG = ("archive", "author", "category", "page", "index.md")
# What MkDocs, themes and common plugins write beside the pages.
_PRODUCT = re.compile(
    r"404\.html|sitemap\.xml(\.gz)?|objects\.inv|robots\.txt|llms(-full)?\.txt|print_page.*"
    r"|search/.*|feed_(rss|json)_\w+\.(xml|json)|pdf/.*|img/favicon\.ico"
    r"|assets/(stylesheets|javascripts|images|external)/.*"
)
_FORMS = (".md", ".mdx", "/index.md", "/_index.md", "/README.md")
_FILE = re.compile(r"\.[A-Za-z]\w*$")
# Folders in which another version or language of the same site stands.
_SIBLING = re.compile(
    r"v?\d+(\.\d+)*(\.x)?|latest|stable|current|next|nightly|main|master|dev(elop)?"
    r"|[a-z]{2}([-_][A-Za-z]{2,4})?"
)
# What plugins replace: `{{ … }}`, `{% … %}`, `::: name`, `<!-- word:… -->`; extensions less.
_REPLACED = re.compile(r"\{\{|\{%|\{!|^:{3} |<!--\s*\w+:\w", re.MULTILINE)
_BLOCK = re.compile(r"\{!|^:{3} ", re.MULTILINE)


class Made:
    """Tells what may be made at build time; `patterns` are what the author says is made."""

    def __init__(self, site: Site, patterns: frozenset[str]) -> None:
        self.site = site
        self.patterns = patterns
        self.plugins = site.config.plugins
        self.hooks = site.config.hooks
        self.blogs = blog_folders(site)
        self.tops = {src.partition("/")[0] for src in site.files}
        self.tops |= {view.locale for view in site.views}
        self.redirected = {_bare(old.removesuffix(".md")) for old in redirects(site)}

    def page(self, path: str) -> bool:
        """Whether a plugin, or a hook that names it, may make a page at this path."""
        if any(fnmatchcase(path, pattern) for pattern in self.patterns):
            return True
        for blog in self.blogs:
            if path.startswith(blog) and path[len(blog) :].partition("/")[0] in _BLOG:
                return True
        if any(posixpath.basename(path) in self.site.text(hook) for hook in self.hooks):
            return True
        unknown = path.partition("/")[0] not in self.tops
        return unknown and not PAGES.isdisjoint(self.plugins)

    def target(self, page: Page, link: Link | Image, to: Resolution) -> bool:
        """Whether something may stand where nothing was found."""
        if is_template(link.target) or _PRODUCT.fullmatch(to.path) or self.page(to.path):
            return True
        if self.site.config.file is None and self._is_of_another_program(page, link[6]):
            return True
        if to.form == "source":
            return False
        first = to.path.partition("/")[0]
        if to.form != "url" and first not in self.tops and _SIBLING.fullmatch(first):
            return True
        if _bare(to.path) in self.redirected:
            return True
        return any(f"{to.path}/".startswith(blog) for blog in self.blogs)

    def _is_of_another_program(self, page: Page, href: str) -> bool:
        """Whether the address may be one of a site that is made by something else than MkDocs."""
        path = href.partition("#")[0].partition("?")[0]
        if path.startswith("/") or _FILE.search(path):
            return not _FILE.search(path)
        stem = posixpath.splitext(page.src)[0]
        for base in (posixpath.dirname(stem), stem):
            target = posixpath.normpath(posixpath.join(base, path))
            if target in self.site.folders or any(
                target + one in self.site.files for one in _FORMS
            ):
                return True
        return False


def blog_folders(site: Site) -> list[str]:
    """The folders of blogs, whose posts and lists a plugin arranges, each with a `/` behind it."""
    plugins = site.config.plugins
    found = [plugins[name].get("blog_dir", "blog") for name in BLOGS if name in plugins]
    return [str(folder).strip("/") + "/" for folder in found]


def redirects(site: Site) -> dict[str, str]:
    """What mkdocs-redirects is told: the new page by the old one, as written."""
    maps = site.config.plugins.get("redirects", {}).get("redirect_maps")
    return {str(old): str(new) for old, new in maps.items()} if isinstance(maps, Mapping) else {}


def is_template(text: str) -> bool:
    """Whether a plugin may put something else in place of (a part of) the text."""
    return "{{" in text or "{%" in text


def has_made_parts(site: Site, page: Page) -> bool:
    """Whether something unknown may put things on the page that its file does not show."""
    config = site.config
    others = [one for one in config.dialect.extensions - EXTENSIONS if one[:9] != "pymdownx."]
    macros = any(one.endswith("macros") for one in others)
    if macros or config.hooks or not FAITHFUL.issuperset(config.plugins):
        return bool(_REPLACED.search(page.text))
    return bool(others) and bool(_BLOCK.search(page.text))


def _bare(path: str) -> str:
    """An address without what a web server adds to it."""
    return path.removesuffix("index.html").removesuffix(".html").removesuffix("index").strip("/")
