"""Small signs that every page draws."""

import re
from datetime import date
from functools import cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from teams.models.team import lower_first
from web.fields import DayInput

register = template.Library()


# A page draws dozens, each the same on every page.
@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite; words always stand beside it."""
    return format_html(
        '<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>', static("icons.svg"), name
    )


@register.simple_tag
def day_input(
    name: str, day: date | str | None, key: str = "", *, past: bool = True, wrong: Any = None
) -> SafeString:
    """Draw the text field for a day where no form does.

    `key` is its id, else its name; what is `wrong` with it is said in the element `key`-e.
    """
    said = {"aria-invalid": "true", "aria-describedby": f"{key}-e"} if wrong else {}
    return DayInput(past=past).render(name, day, {"id": key or name, **said})


@register.filter
def dial(phone: str) -> str:
    """Write a telephone number as a link dials it: digits, and a leading plus."""
    return re.sub(r"(?!^\+)[^0-9]", "", phone)


@register.filter
def translated(text: str) -> str:
    """Translate a stored Vietnamese phrase, such as a verb of the audit."""
    return gettext(text) if text else ""


register.filter(lower_first)
