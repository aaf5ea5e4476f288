"""Rules about addresses outside the site, which only `munjigi links` asks."""

from munjigi.model import Text

TITLE = Text(en="Links to the outside", ko="바깥으로 나가는 링크")
