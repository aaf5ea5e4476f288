"""Copy buttons, checklists and the scripts that come with the package."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from browser import Browser
from munjigi.config import load_config
from munjigi.settings import ConfigError
from munjigi.web.checklists import with_labels
from munjigi.web.copybuttons import with_buttons
from munjigi.web.dress import dressed
from munjigi.web.headings import with_quiet_links
from munjigi.web.publish import asset, assets, with_assets
from website import BASE

LABELS = re.compile(r'aria-label="([^"]*)"')
FILE = '<span class="filename">a.sh</span>'
TABLE = (
    "<table><thead><tr><th>Value</th><th>Looks like</th></tr></thead><tbody>"
    "<tr><td><code>chat:write</code></td><td><code>xoxb-1</code></td></tr>"
    "<tr><td>or <code>b</code></td><td>c</td></tr></tbody></table>"
)


@pytest.mark.parametrize(
    ("html", "labels"),
    [
        (TABLE, ["Copy chat:write"]),
        (
            "<ul><li><code>a&lt;b&gt;</code></li><li><code>c</code> too</li></ul>",
            ["Copy a&lt;b&gt;"],
        ),
        ("<ul><li>\n<p><code>a</code></p>\n</li></ul>", ["Copy a"]),
        ('<p>Set <code class="copy">a</code> and <code>b</code>.</p>', ["Copy a"]),
        ('<div class="language-bash highlight"><pre><code>a</code></pre></div>', ["Copy the code"]),
        (f'<div class="highlight">{FILE}<pre><code>a</code></pre></div>', ["Copy the code"]),
        ("<p><code>a</code></p>", []),
    ],
)
def test_values_and_blocks_get_a_button(html: str, labels: list[str]) -> None:
    made = with_buttons(html, "en")
    assert LABELS.findall(made) == labels
    without = re.sub(
        r"<button.*?</button>|<span class=.munjigi-value.>|(?<=n>|e>)</span>", "", made
    )
    assert without == html or "filename" in html


def test_buttons_speak_the_language_of_the_page() -> None:
    assert "a 값 복사" in with_buttons('<code class="copy">a</code>', "ko")
    assert "Copy a" in with_buttons('<code class="copy">a</code>', "ja")


def test_links_behind_headings_are_for_the_pointer() -> None:
    link = '<h2 id="a">A<a class="headerlink" href="#a" {}>&para;</a></h2>'
    quiet = 'title="이 절로 바로 가는 링크" aria-hidden="true" tabindex="-1"'
    assert with_quiet_links(link.format('title="Permanent link"'), "ko") == link.format(quiet)
    other = '<a href="#a" title="Permanent link">a</a>'
    assert with_quiet_links(other, "en") == other


def test_boxes_of_a_checklist_are_named_by_their_tasks() -> None:
    item = '<li class="task-list-item">{}</li>'
    box = '<input type="checkbox" disabled/> '
    loose = item.format(f"\n<p>{box}a <b>b</b></p>\n<p>c</p>")
    for html, made in (
        (item.format(box + "a"), item.format('<label><input type="checkbox"> a</label>')),
        (
            item.format('<input type="checkbox" disabled checked/> a<ul><li>b</li></ul>'),
            item.format('<label><input type="checkbox" checked> a</label><ul><li>b</li></ul>'),
        ),
        (
            loose,
            item.format('\n<p><label><input type="checkbox"> a <b>b</b></label></p>\n<p>c</p>'),
        ),
        ("<li>a</li>", "<li>a</li>"),
    ):
        assert with_labels(html) == made


def test_a_site_that_asks_for_nothing_stays_as_it_is() -> None:
    page = "<html><head></head><body></body></html>"
    assert dressed(TABLE, (), "en") == TABLE
    assert with_assets(page, ("checklists",), "../", "en") == page
    assert assets(()) == {}
    assert with_assets("<p>no head</p>", ("copy",), "", "en") == "<p>no head</p>"


def test_a_page_loads_what_its_features_need() -> None:
    page = "<head>{}</head><body></body>"
    own = '<link rel="stylesheet" href="own.css">'
    for head in ("", own):
        made = with_assets(page.format(head), ("copy",), "../", "en")
        assert set(re.findall(r'(?:href|src)="\.\./([^"]+)"', made)) == set(assets(("copy",)))
        assert made.endswith("</script></head><body></body>")
        assert "munjigi/page." in made.split(head or "</head>")[0]


def test_the_name_of_a_script_changes_with_it() -> None:
    path, data = asset("page.js")
    assert re.fullmatch(r"assets/munjigi/page\.[0-9a-f]{8}\.js", path)
    assert data


@pytest.mark.parametrize(("value", "said"), [("[cpy]", "did you mean copy"), ("[x1y2]", "checkl")])
def test_an_unknown_feature_is_an_error(tmp_path: Path, value: str, said: str) -> None:
    (tmp_path / "docs").mkdir()
    config = f"site_name: x\nplugins:\n  - munjigi:\n      features: {value}\n"
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    with pytest.raises(ConfigError, match=rf"^mkdocs.yml:4:\d+: .*{said}"):
        load_config(tmp_path)


VALUE = (
    "[...document.querySelectorAll('.munjigi-value .munjigi-copy')].find(one => one.offsetWidth)"
)
BLOCK = "document.querySelector('.highlight > .munjigi-copy')"
STATUS = "document.querySelector('[role=status].munjigi-status').textContent"
PASTE = """(() => {
  const box = document.body.appendChild(document.createElement("textarea"))
  box.focus()
  document.execCommand("paste")
  const text = box.value
  box.remove()
  return text
})()"""


@pytest.fixture
def clipboard(browser: Browser, address: str) -> Browser:
    """The browser, which lets the site's pages read and write the clipboard."""
    allowed = ["clipboardReadWrite", "clipboardSanitizedWrite"]
    browser.call("Browser.grantPermissions", origin=address.removesuffix(BASE), permissions=allowed)
    return browser


@pytest.mark.parametrize("size", [(390, 844), (1440, 900)])
@pytest.mark.parametrize(("language", "said"), [("", "복사했습니다"), ("en/", "Copied")])
def test_buttons_copy_and_say_so(
    clipboard: Browser, address: str, size: tuple[int, int], language: str, said: str
) -> None:
    clipboard.size(*size)
    clipboard.open(f"{address}{language}freshchat/webhooks/")
    for button in (VALUE, BLOCK):
        clipboard.evaluate(f"({button}).scrollIntoView({{block: 'center'}})")
        wanted = clipboard.evaluate(
            f"({button}).parentElement.querySelector('code').textContent.trimEnd()"
        )
        press(clipboard, button)
        assert clipboard.until(lambda: clipboard.evaluate(STATUS)) == said
        assert clipboard.evaluate("navigator.clipboard.readText()") == wanted
        clipboard.evaluate(f"{STATUS} = ''")


def test_where_the_clipboard_is_refused_the_text_is_copied_or_picked(
    clipboard: Browser, address: str
) -> None:
    clipboard.open(f"{address}en/freshchat/webhooks/")
    refuse = "navigator.clipboard.writeText = () => Promise.reject(new Error('no'))"
    clipboard.evaluate(f"{refuse}; 0")
    press(clipboard, BLOCK)
    assert clipboard.until(lambda: clipboard.evaluate(STATUS)) == "Copied"
    clipboard.evaluate(f"{STATUS} = ''; document.execCommand = () => false; 0")
    press(clipboard, BLOCK)
    assert "Ctrl+C" in clipboard.until(lambda: clipboard.evaluate(STATUS))
    picked = clipboard.evaluate("getSelection().toString().trimEnd()")
    assert picked == clipboard.evaluate(
        f"({BLOCK}).parentElement.querySelector('code').textContent.trimEnd()"
    )


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_page_is_copied_as_markdown(clipboard: Browser, address: str, language: str) -> None:
    clipboard.open(f"{address}{language}freshchat/webhooks/")
    button = "document.querySelector('.munjigi-copy-page')"
    press(clipboard, button)
    clipboard.until(lambda: clipboard.evaluate(STATUS))
    wanted = clipboard.evaluate("fetch('../webhooks.md').then(answer => answer.text())")
    assert wanted.startswith("---\nlanguage: ")
    assert clipboard.evaluate("navigator.clipboard.readText()") == wanted


def press(browser: Browser, button: str) -> None:
    """Press a button with the keyboard."""
    browser.evaluate(f"({button}).focus()")
    for kind in ("keyDown", "keyUp"):
        browser.call(
            "Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", text="\r",
            windowsVirtualKeyCode=13,
        )  # fmt: skip


SCROLL = "document.getElementById('{}').scrollIntoView()"
SWITCH = "document.querySelector('.md-header a[hreflang={}]')"


@pytest.mark.parametrize(
    ("start", "scrolled", "kept"),
    [
        ("", "", ""),
        ("#verify", "", "#verify"),
        ("", "limits-and-plans", "#limits-and-plans"),
        ("#verify", "troubleshooting", "#troubleshooting"),
    ],
)
def test_the_switch_keeps_the_section(
    browser: Browser, address: str, start: str, scrolled: str, kept: str
) -> None:
    browser.open("about:blank")
    browser.open(f"{address}zendesk/api-tokens/{start}")
    if scrolled:
        browser.evaluate(SCROLL.format(scrolled))
    for language, path in (("en", "en/zendesk/api-tokens/"), ("ko", "zendesk/api-tokens/")):
        with browser.loading():
            browser.evaluate(SWITCH.format(language) + ".click()")
        assert browser.evaluate("location.pathname + location.hash") == BASE + path + kept
