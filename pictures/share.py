"""Draws what messengers show beside a link to the site, and the icon on a phone's home screen.

`make share` writes `docs/assets/share-LANGUAGE.png` and `docs/assets/apple-touch-icon.png`; it
needs a browser. The words are those of the home page, so it is run again when they change.
"""

from __future__ import annotations

import base64
import sys
import tempfile
from pathlib import Path

from browser import Browser, find_browser
from munjigi.atomic import Replacement

ASSETS = Path(__file__).parents[1] / "docs" / "assets"
SHARE = (1200, 630)  # pixels; KakaoTalk cuts it to two to one, others show it whole
ICON = (180, 180)
WORDS = {
    "ko": ("문지기", "SaaS 연동 설정 안내서", "필요한 값을 찾고, 연결하고, 확인합니다"),
    "en": ("Munjigi", "SaaS integration setup guides", "Find the values, connect, and check"),
}
_STYLE = """
* { box-sizing: border-box; margin: 0 }
body { background: #0d5559; color: #fff; font-family: 'Noto Sans CJK KR', sans-serif;
  height: 630px; padding: 0 88px; position: relative; width: 1200px; display: flex;
  flex-direction: column; justify-content: center; overflow: hidden; word-break: keep-all }
p { font-size: 34px; line-height: 1.5 }
h1 { font-size: 76px; letter-spacing: -2px; line-height: 1.2; margin: 16px 0 28px; width: 700px }
svg { fill: #28676b; height: 400px; position: absolute; right: 72px; top: 115px; width: 400px }
"""
_GATE = (
    '<path d="M2.5 8.4 12 3l9.5 5.4v1.8h-19z"/><path d="M4.5 11.6h2.8V21H4.5zM16.7 11.6h2.8V21'
    'h-2.8z"/><path d="m9 15.9 1.3-1.3 1.3 1.4 2.6-3.1 1.4 1.1-3.9 4.7z"/>'
)


def share_page(language: str) -> str:
    """The picture in a language as an HTML page."""
    name, title, about = WORDS[language]
    gate = f'<svg viewBox="2.5 3 19 18">{_GATE}</svg>'
    words = f"<p><b>{name}</b></p><h1>{title}</h1><p>{about}</p>"
    return f'<!doctype html><html lang="{language}"><style>{_STYLE}</style>{gate}{words}'


def icon_page() -> str:
    """The site's icon as an HTML page: phones round its corners themselves."""
    gate = f'<svg width="130" height="130" viewBox="0 0 24 24" fill="#fff">{_GATE}</svg>'
    style = "body { background: #0d5559; margin: 25px }"
    return f"<!doctype html><style>{style}</style>{gate}"


def main() -> int:
    """Write the pictures; exit code 2 where there is no browser."""
    program = find_browser()
    if program is None:
        print("no browser found: install Chromium", file=sys.stderr)
        return 2
    made = {f"share-{one}.png": (share_page(one), SHARE) for one in WORDS}
    made["apple-touch-icon.png"] = (icon_page(), ICON)
    with tempfile.TemporaryDirectory() as profile, Browser(program, Path(profile)) as browser:
        for name, (page, size) in made.items():
            _write(ASSETS / name, _picture(browser, page, size))
            print(name)
    return 0


def _picture(browser: Browser, page: str, size: tuple[int, int]) -> bytes:
    browser.call("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1],
                 deviceScaleFactor=1, mobile=False)  # fmt: skip
    browser.open("data:text/html;charset=utf-8;base64," + base64.b64encode(page.encode()).decode())
    shot = browser.call("Page.captureScreenshot", format="png", optimizeForSpeed=False)
    return base64.b64decode(shot["data"])


def _write(path: Path, data: bytes) -> None:
    with Replacement(str(path)) as new:
        with new.create() as file:
            file.write(data)
        new.keep_permissions()
        new.take_place()


if __name__ == "__main__":
    raise SystemExit(main())
