"""Rules about the words of the glossary and the labels of screens (see `munjigi.terms`)."""

from munjigi.model import Text

TITLE = Text(en="Terms and labels", ko="용어와 화면 이름")
