"""Rules about Korean wording, on pages whose text is Korean."""

from munjigi.model import Text

TITLE = Text(en="Korean wording", ko="한국어 표현")
