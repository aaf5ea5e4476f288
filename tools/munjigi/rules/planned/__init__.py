"""Rules about links to pages that are not written yet."""

from munjigi.model import Text

TITLE = Text(en="Planned links", ko="예정 링크")
