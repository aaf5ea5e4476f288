"""Lines that look as if they opened a block of code."""

import re

OPENING = re.compile(
    r"^[ \t>]*(?P<marker>`{3,}|~{3,})[ \t]*\.?[\w#.+-]+[ \t]+(?P<options>[^\s`][^`\r\n]*?)[ \t]*$",
    re.MULTILINE,
)
