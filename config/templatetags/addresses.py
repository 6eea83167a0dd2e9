"""Django's `url` tag, with what never changes of an address worked out once (settings, `builtins`)."""

from django import template
from django.template import defaulttags
from django.template.base import Parser, Token
from django.urls import NoReverseMatch
from django.utils.html import escape
from django.utils.safestring import SafeString

from web.addresses import address, around

register = template.Library()


class Address(defaulttags.URLNode):
    """The address of a route that has no values, or a key as its only one; others are found by Django."""

    def __init__(self, node: defaulttags.URLNode) -> None:
        vars(self).update(vars(node))
        self.route = str(node.view_name.var)

    def render(self, context: template.Context) -> str:
        """Put the key between the two parts of the address."""
        if not self.args:
            return escape(address(self.route))
        key = self.args[0].resolve(context)
        if type(key) is not int or key < 0:
            return super().render(context)
        try:
            head, tail = around(self.route)
        except NoReverseMatch:
            return super().render(context)
        return SafeString(f"{escape(head)}{key}{escape(tail)}")


@register.tag
def url(parser: Parser, token: Token) -> template.Node:
    """Write an address as Django does; what is named by a variable or has several values is left to it."""
    node = defaulttags.url(parser, token)
    is_named = isinstance(node.view_name.var, str) and not node.view_name.filters
    is_simple = is_named and len(node.args) < 2 and not (node.kwargs or node.asvar)
    return Address(node) if is_simple else node
