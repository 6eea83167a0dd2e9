"""Django's `static` tags, with what never changes of an address worked out once (settings, `libraries`)."""

from django import template
from django.template.base import Parser, Token
from django.templatetags import static

from web.addresses import asset

register = template.Library()
register.tags.update(static.register.tags)
register.filters.update(static.register.filters)


class Asset(static.StaticNode):
    """The address of a file whose name stands in the template."""

    def render(self, context: template.Context) -> str:
        """Return what was found for this site."""
        return asset(str(self.path.var))


@register.tag("static")
def do_static(parser: Parser, token: Token) -> template.Node:
    """Write an address as Django does; what is named by a variable is looked up each time."""
    node = static.StaticNode.handle_token(parser, token)
    is_plain = isinstance(node.path.var, str) and not (node.path.filters or node.varname)
    return Asset(None, node.path) if is_plain else node
