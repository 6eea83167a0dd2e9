"""Small signs that every page draws."""

import re
from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from teams.models.team import lower_first

register = template.Library()


# A page draws dozens, each the same on every page.
@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite; words always stand beside it."""
    return format_html(
        '<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>', static("icons.svg"), name
    )


@register.filter
def dial(phone: str) -> str:
    """Write a telephone number as a link dials it: digits, and a leading plus."""
    return re.sub(r"(?!^\+)[^0-9]", "", phone)


@register.filter
def spaced(phone: str) -> str:
    """Write a telephone number as it is read aloud: 0905 300 114; one of another length as it is."""
    digits = dial(phone)
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}" if len(digits) in {10, 11} else phone


@register.filter
def translated(text: str) -> str:
    """Translate a stored Vietnamese phrase, such as a verb of the audit."""
    return gettext(text) if text else ""


register.filter(lower_first)
