"""Rules about Markdown that does not do here what its author means."""

from munjigi.model import Text

TITLE = Text(en="Markdown dialect", ko="마크다운 문법")
