"""Rules about two languages of a page that have to say the same."""

from munjigi.model import Text

TITLE = Text(en="Translations", ko="번역")
