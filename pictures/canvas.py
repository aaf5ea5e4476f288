"""A picture as it grows: signs, boxes and marks in the colours of both schemes, from the top down.

Lengths are in units of the picture, which is 720 wide: text of 30 is over 13 pixels high on a
phone that shows the picture 320 pixels wide.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

WIDTH = 720
EDGE = 28  # between the frame and what is in it
GUTTER = 68  # left of the rows, for the marks
SIZE = 30  # of all text
LINE = 40  # from one line of text to the next
GAP = 18  # between rows
_RADIUS = 24  # of a mark
_SANS = (
    "Pretendard,'Apple SD Gothic Neo','Malgun Gothic','Noto Sans KR','Noto Sans CJK KR',"
    "system-ui,sans-serif"
)
_MONO = "D2Coding,ui-monospace,Menlo,Consolas,'Noto Sans Mono',monospace"
# What it is for: light, dark. Text keeps a contrast of 4.5 to its ground, borders of 3.
COLOURS = {
    "ground": ("#ffffff", "#1a2427"),
    "frame": ("#b4c2bb", "#51656a"),
    "ink": ("#1a2626", "#e3eae8"),
    "soft": ("#4a5a5a", "#aebdbb"),
    "band": ("#0d5559", "#28474a"),
    "on-band": ("#ffffff", "#e3eae8"),
    "tint": ("#e4f0ee", "#233a3c"),
    "button": ("#0d5559", "#86d4d0"),
    "on-button": ("#ffffff", "#0b1f21"),
    "border": ("#6d8080", "#8a9fa3"),
    "field": ("#ffffff", "#12191b"),
    "mark": ("#a33b12", "#ffb08a"),
    "on-mark": ("#ffffff", "#2b0f03"),
}
_OUTLINED = {"ground": "frame", "field": "border", "tint": "tint"}


def style() -> str:
    """The style sheet. An `<img>` takes the scheme from the page's `color-scheme`.

    https://drafts.csswg.org/css-color-adjust-1/#color-scheme-effect
    """
    schemes = [
        "".join(f".{name}{{fill:{pair[scheme]}}}" for name, pair in COLOURS.items())
        + "".join(f".{of}{{stroke:{COLOURS[by][scheme]}}}" for of, by in _OUTLINED.items())
        + f".line{{stroke:{COLOURS['border'][scheme]};fill:none}}"
        for scheme in (0, 1)
    ]
    return (
        f"text{{font:{SIZE}px {_SANS}}}.mono{{font-family:{_MONO}}}"
        ".bold{font-weight:700}.plain{font-weight:400}.mid{text-anchor:middle}"
        "rect,path{stroke-width:2}\n"
        f"{schemes[0]}\n@media (prefers-color-scheme:dark){{{schemes[1]}}}"
    )


class Canvas:
    """What has been drawn, and `y`, where the next row begins."""

    def __init__(self, title: str, language: str, *, marked: bool) -> None:
        self.title = title
        self.language = language
        self.left = EDGE + (GUTTER if marked else 0)
        self.right = WIDTH - EDGE
        self.y = float(EDGE)
        self._parts: list[str] = []

    @property
    def room(self) -> float:
        """The width of a row."""
        return self.right - self.left

    def text(self, x: float, y: float, text: str, kinds: str = "ink", gloss: str = "") -> None:
        """A line of text by its baseline; `kinds` are names of the style sheet."""
        after = f' <tspan class="soft plain">{escape(gloss)}</tspan>' if gloss else ""
        self._parts.append(
            f'<text x="{x:g}" y="{y:g}" class="{kinds}">{escape(text)}{after}</text>'
        )

    def box(
        self, x: float, y: float, wide: float, high: float, kind: str, *, radius: float = 10
    ) -> None:
        """A rectangle with round corners by its upper left corner."""
        self._parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" rx="{radius:g}"'
            f' class="{kind}"/>'
        )

    def circle(self, x: float, y: float, radius: float, kind: str) -> None:
        """A circle by its middle."""
        self._parts.append(f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" class="{kind}"/>')

    def path(self, data: str, kind: str = "line") -> None:
        """A path by its SVG data."""
        self._parts.append(f'<path d="{data}" class="{kind}"/>')

    def mark(self, number: int, y: float, x: float = EDGE + _RADIUS) -> None:
        """A numbered mark by its middle; by default in the gutter."""
        self.circle(x, y, _RADIUS, "mark")
        self.text(x, y + 10, str(number), "on-mark bold mid")

    @property
    def height(self) -> int:
        """The height with the frame."""
        return round(self.y + EDGE - GAP)

    def svg(self) -> str:
        """The finished file."""
        high = self.height
        inner = f'width="{WIDTH - 2}" height="{high - 2}"'
        frame = f'<rect x="1" y="1" {inner} rx="16" class="ground"/>'
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{self.language}"'
            f' viewBox="0 0 {WIDTH} {high}" width="{WIDTH}" height="{high}" role="img"'
            ' aria-labelledby="title">'
        )
        title = f'<title id="title">{escape(self.title)}</title>'
        body = "\n".join((frame, *self._parts))
        return f"{head}\n{title}\n<style>\n{style()}\n</style>\n{body}\n</svg>\n"
