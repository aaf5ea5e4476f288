"""Rules about the block of settings at the top of a page."""

from munjigi.model import Text

TITLE = Text(en="Front matter", ko="앞머리 설정")
