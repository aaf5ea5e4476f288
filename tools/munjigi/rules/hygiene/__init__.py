"""Rules about the gate's own comments, and about what it could not check."""

from munjigi.model import Text

TITLE = Text(en="Suppressions and unchecked files", ko="예외 주석과 확인하지 못한 파일")
