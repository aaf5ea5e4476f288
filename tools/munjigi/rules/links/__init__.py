"""Rules about links, the anchors that they lead to, and the nav."""

from munjigi.model import Text

TITLE = Text(en="Links and anchors", ko="링크와 앵커")
