"""Small signs that pages of every room draw: from templates as tags (`toso`), and from what puts rows together."""

import re
from functools import cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


# A page draws dozens, each the same on every page.
@cache
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite; words always stand beside it."""
    return format_html(
        '<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>', static("icons.svg"), name
    )


def dial(phone: str) -> str:
    """Write a telephone number as a link dials it: digits, and a leading plus."""
    return re.sub(r"(?!^\+)[^0-9]", "", phone)
