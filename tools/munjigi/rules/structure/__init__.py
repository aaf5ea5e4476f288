"""Rules about what a page of a type must have, as the type's template says."""

from munjigi.model import Text

TITLE = Text(en="Page structure", ko="페이지 구성")
