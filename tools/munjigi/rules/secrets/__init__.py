"""Rules about what must not be published."""

from munjigi.model import Text

TITLE = Text(en="Secrets and tenants", ko="비밀 값과 고객 정보")
