"""What stands in and beside the pages of the built site."""

from __future__ import annotations

import gzip
import json
import posixpath
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest
import yaml

from browser import Browser
from pictures.share import WORDS
from website import LANGUAGES, REPO_URL, ROOT, SITE_URL, build_site, page_types

GUIDE = "zendesk/api-tokens/"
_LINK = re.compile(r"(?<!`)\]\(([^)\s]+)\)")
_CODE = re.compile(r"^ *(`{3,}).*?^ *\1 *$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_XHTML = "{http://www.w3.org/1999/xhtml}"


def text_of(built: Path, address: str) -> str:
    return (built / address / "index.html").read_text(encoding="utf-8")


def front_matter(path: Path) -> dict[str, Any]:
    found = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n", 2)[1])
    assert isinstance(found, dict)
    return found


def sources(language: str) -> Iterator[tuple[Path, str]]:
    """Each page's source with its address in the built site."""
    docs = ROOT / "docs" / language
    for path in sorted(docs.rglob("*.md")):
        address = path.relative_to(docs).with_suffix("").as_posix()
        address = re.sub(r"(^|/)index$", r"\1", address)
        yield (
            path,
            LANGUAGES[language] + (f"{address}/" if address and address[-1] != "/" else address),
        )


def graph(html: str) -> dict[str, dict[str, Any]]:
    """The nodes of a page's structured data by type."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert len(found) <= 1
    nodes = json.loads(found[0])["@graph"] if found else []
    return {node["@type"]: node for node in nodes}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_describes_itself(built: Path, language: str) -> None:
    seen = set()
    for path, address in sources(language):
        html, front = text_of(built, address), front_matter(path)
        told = dict(re.findall(r'<meta property="([^"]+)" content="([^"]+)">', html))
        description = re.search(r'<meta name="description" content="([^"]+)">', html)
        assert description is not None, path
        assert told["og:url"] == SITE_URL + address
        assert unescape(told["og:title"]) == front["title"]
        assert unescape(told["og:description"]) == unescape(description[1])
        assert 10 < len(unescape(description[1])) <= 161, path
        assert told["og:locale"][:2] == language
        assert told["og:locale:alternate"][:2] != language
        assert told["og:image"] == f"{SITE_URL}assets/share-{language}.png", path
        checked = str(front.get("checked_on", ""))
        article = graph(html).get("TechArticle")
        assert (article is not None) == ("sources" in front), path
        if article:
            assert article["dateModified"] == told["article:modified_time"] == checked
            assert article["inLanguage"] == language
            assert article["url"] == SITE_URL + address
            assert len(article["citation"]) == len(front["sources"])
            seen.add(description[1])
    assert len(seen) > 20  # each guide has its own


@pytest.mark.parametrize("language", LANGUAGES)
def test_messengers_get_a_picture_and_phones_an_icon(built: Path, language: str) -> None:
    html = text_of(built, LANGUAGES[language] + GUIDE)
    told = dict(re.findall(r'<meta property="(og:image[^"]*)" content="([^"]+)">', html))
    picture = (built / told["og:image"].removeprefix(SITE_URL)).read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 50_000
    size = [int.from_bytes(picture[at : at + 4], "big") for at in (16, 20)]
    assert size == [int(told["og:image:width"]), int(told["og:image:height"])]
    assert WORDS[language][0] in told["og:image:alt"]
    assert '<meta name="twitter:card" content="summary_large_image">' in html
    icon = re.search('rel="apple-touch-icon" href="([^"]+)"', html)
    assert icon is not None
    assert (built / posixpath.normpath(f"{LANGUAGES[language]}{GUIDE}{icon[1]}")).is_file()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_of_messengers_says_what_the_home_page_says(language: str) -> None:
    title = front_matter(ROOT / f"docs/{language}/index.md")["title"]
    assert WORDS[language][1] == title


VISIBLE = """
Object.fromEntries([...document.querySelectorAll("article h3[id]")].map(heading => {
  const title = heading.cloneNode(true)
  title.querySelectorAll(".headerlink").forEach(one => one.remove())
  let text = ""
  for (let one = heading.nextElementSibling; one && !/^H[1-6]$/.test(one.tagName);
       one = one.nextElementSibling) {
    const copy = one.cloneNode(true)
    copy.querySelectorAll("button, script, style, .munjigi-coming-hint").forEach(x => x.remove())
    text += copy.textContent
  }
  return [heading.id, [title.textContent, text]]
}))
"""


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["find-value", "connect", "manage-credential", "troubleshooting"])
def test_structured_data_says_what_the_page_shows(
    browser: Browser, address: str, built: Path, language: str, kind: str
) -> None:
    page = LANGUAGES[language] + page_types()[kind]
    nodes = graph(text_of(built, page))
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(address + page)
    browser.call("Emulation.setScriptExecutionDisabled", value=False)
    shown = browser.evaluate(VISIBLE)
    told = [
        (one["url"], one["name"], one["text"]) for one in nodes.get("HowTo", {}).get("step", [])
    ]
    told += [
        (one["url"], one["name"], one["acceptedAnswer"]["text"])
        for one in nodes.get("FAQPage", {}).get("mainEntity", [])
    ]
    assert told
    for url, name, text in told:
        assert url.partition("#")[0] == SITE_URL + page
        title, body = shown[url.partition("#")[2]]
        assert squeezed(name) == squeezed(title)
        assert squeezed(text) == squeezed(body), url
    wanted = {"troubleshooting": "FAQPage"}.get(kind, "HowTo")
    assert set(nodes) == {"TechArticle", "BreadcrumbList", wanted}
    steps = [one for one in shown if re.fullmatch(r"step-\d+", one)]
    if kind != "troubleshooting":
        assert [url.partition("#")[2] for url, _, _ in told] == steps


def test_the_trail_leads_from_the_home_page(built: Path) -> None:
    for prefix in LANGUAGES.values():
        places = graph(text_of(built, prefix + GUIDE))["BreadcrumbList"]["itemListElement"]
        assert [one["position"] for one in places] == [1, 2, 3]
        urls = [one["item"].removeprefix(SITE_URL) for one in places]
        assert urls == [prefix, f"{prefix}zendesk/", prefix + GUIDE]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_is_there_as_markdown_whose_links_lead_somewhere(
    built: Path, language: str
) -> None:
    pages = list(sources(language))
    assert pages
    for path, address in pages:
        html = text_of(built, address)
        link = re.search(r'rel="alternate " type="text/markdown" href="([^"]+)"', html)
        assert link is not None, path
        place = posixpath.normpath(address + link[1])
        text = (built / place).read_text(encoding="utf-8")
        front = front_matter(built / place)
        ours = front_matter(path)
        assert front["language"] == language
        for key in ("title", "checked_on", "sources"):
            assert front.get(key) == ours.get(key), path
        plain = _CODE.sub("", text)
        assert "<!--" not in plain, path
        assert not re.search(r"^ *(!!!|\?\?\?|===|--8<--)|\{ ?[.:]", plain, re.MULTILINE), path
        for target in _LINK.findall(plain):
            parts = urlsplit(target)
            if parts.path and not parts.scheme:
                there = posixpath.normpath(
                    posixpath.join(posixpath.dirname(place), unquote(parts.path))
                )
                assert (built / there).is_file(), f"{place}: {target}"


@pytest.mark.parametrize(("language", "other"), [("ko", "en/llms.txt"), ("en", "../llms.txt")])
def test_llms_txt_lists_every_page_once(built: Path, language: str, other: str) -> None:
    folder = built / LANGUAGES[language]
    text = (folder / "llms.txt").read_text(encoding="utf-8")
    title, _, rest = text.partition("\n\n")
    assert re.fullmatch(r"# \S.*", title)
    assert rest.startswith("> ")
    assert f"]({other})" in text
    listed = re.findall(r"^- \[[^\]]+\]\(([^)]+\.md)\)(?:: .+)?$", text, re.MULTILINE)
    made = {one.relative_to(folder).as_posix() for one in folder.rglob("*.md")}
    made = {one for one in made if language == "en" or not one.startswith("en/")}
    assert sorted(listed) == sorted(made)
    optional = text.partition("\n## Optional\n")[2]
    assert "](rules/" in optional
    assert text.count("](rules/") == optional.count("](rules/")
    full = (folder / "llms-full.txt").read_text(encoding="utf-8")
    by_command = text.count("](rules/") - 1  # all but the list of them
    assert full.count("\ntitle: ") == len(listed) - by_command
    for target in _LINK.findall(_CODE.sub("", full)):
        parts = urlsplit(target)
        if parts.path and not parts.scheme:
            assert (folder / unquote(parts.path)).is_file(), target


def test_the_sitemap_names_every_page_its_translation_and_an_honest_day(built: Path) -> None:
    data = (built / "sitemap.xml").read_bytes()
    assert gzip.decompress((built / "sitemap.xml.gz").read_bytes()) == data
    entries = {one[0].text or "": one for one in ET.fromstring(data)}
    wanted: dict[str, Path] = {}
    for language in LANGUAGES:
        wanted |= {SITE_URL + address: path for path, address in sources(language)}
    assert entries.keys() == wanted.keys()
    for url, entry in entries.items():
        day = entry.findtext(f"{_SITEMAP}lastmod")
        checked = front_matter(wanted[url]).get("checked_on")
        assert checked is None or day == str(checked), url
        links = {one.get("hreflang"): one.get("href") for one in entry.iter(f"{_XHTML}link")}
        assert links.keys() == {"ko", "en", "x-default"}
        assert url in links.values()
        html = text_of(built, url.removeprefix(SITE_URL))
        named = re.findall(r'rel="alternate " href="([^"]+)" hreflang="([^"]+)"', html)
        assert links == {language: link for link, language in named}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_is_told_in_a_filled_in_issue(built: Path, language: str) -> None:
    page = LANGUAGES[language] + GUIDE
    html = text_of(built, page)
    answers = re.findall(r'<a href="([^"]+)" rel="nofollow">', html)
    assert len(answers) == 2
    for answer in map(unescape, answers):
        assert answer.startswith(f"{REPO_URL}/issues/new?")
        asked = parse_qs(urlsplit(answer).query)
        body = asked["body"][0].splitlines()
        assert (
            front_matter(ROOT / f"docs/{language}/zendesk/api-tokens.md")["title"]
            in asked["title"][0]
        )
        assert any(line.endswith(SITE_URL + page) for line in body)
        assert any(line.endswith(language) for line in body)
        assert any(re.search(r"\d{4}-\d\d-\d\d$", line) for line in body)
    edit = re.search(r'<a href="([^"]+)" rel="edit">', html)
    assert edit is not None
    assert edit[1] == f"{REPO_URL}/edit/main/docs/{language}/zendesk/api-tokens.md"
    made = text_of(built, f"{LANGUAGES[language]}rules/broken-link")
    assert 'rel="edit"' not in made
    assert "issues/new" not in made


@pytest.fixture(scope="module")
def unnamed(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The site as it is built where nobody has said where it and its source will be."""
    base = tmp_path_factory.getbasetemp()
    folder = base if worker_id == "master" else base.parent
    return build_site(folder / "unnamed-site", SITE_URL="", REPO_URL="")


def test_a_site_that_knows_no_address_names_none(unnamed: Path) -> None:
    for page in ("", GUIDE, f"en/{GUIDE}"):
        html = text_of(unnamed, page)
        named = ("og:url", "og:image", "BreadcrumbList", "issues/new")
        for absent in ('rel="canonical"', 'rel="edit"', *named):
            assert absent not in html, absent
        assert not re.search(r'rel="alternate "[^>]*hreflang', html)
    assert graph(text_of(unnamed, GUIDE))["TechArticle"]["@id"] == "#article"
    assert "<url>" not in (unnamed / "sitemap.xml").read_text(encoding="utf-8")
