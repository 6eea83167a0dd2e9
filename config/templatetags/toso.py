"""Small signs that every page draws."""

from django import template
from django.utils.translation import gettext

from web import icons

register = template.Library()
register.filter(icons.dial)
register.simple_tag(icons.icon)


@register.filter
def translated(text: str) -> str:
    """Translate a stored Vietnamese phrase, such as a verb of the audit."""
    return gettext(text) if text else ""


@register.filter
def lower_first(text: object) -> str:
    """Write a unit's name inside a sentence: "Xã An Ninh Tây" becomes "xã An Ninh Tây"."""
    words = str(text)
    return words[:1].lower() + words[1:]
