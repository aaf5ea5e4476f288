"""Rules about pictures."""

from munjigi.model import Text

TITLE = Text(en="Pictures", ko="그림")
