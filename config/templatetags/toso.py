"""Small signs that every page draws."""

from django import template
from django.template.base import FilterExpression, Parser, Token
from django.utils.translation import gettext

from web import icons

register = template.Library()
register.filter(icons.dial)


class Icon(template.Node):
    """An icon whose name stands in the template."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, context: template.Context) -> str:
        """Draw it."""
        return icons.icon(self.name)


class IconOf(template.Node):
    """An icon that a value names."""

    def __init__(self, name: FilterExpression) -> None:
        self.name = name

    def render(self, context: template.Context) -> str:
        """Draw it."""
        return icons.icon(self.name.resolve(context))


@register.tag
def icon(parser: Parser, token: Token) -> template.Node:
    """Draw an icon: `{% icon "house" %}`, `{% icon entry.icon %}`."""
    _tag, word = token.split_contents()
    name = parser.compile_filter(word)
    return Icon(name.var) if isinstance(name.var, str) else IconOf(name)


@register.filter
def translated(text: str) -> str:
    """Translate a stored Vietnamese phrase, such as a verb of the audit."""
    return gettext(text) if text else ""


@register.filter
def lower_first(text: object) -> str:
    """Write a unit's name inside a sentence: "Xã An Ninh Tây" becomes "xã An Ninh Tây"."""
    words = str(text)
    return words[:1].lower() + words[1:]
