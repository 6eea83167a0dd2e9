"""Django's `i18n` tags, with what never changes of a text worked out once (settings, `libraries`).

A page has a hundred of these tags. Between two requests only the language differs, so a text without
values is looked up once for each language, and the message of one with values is put together once.
"""

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.templatetags import i18n
from django.utils import translation

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class Text(i18n.TranslateNode):
    """A text without values."""

    def __init__(self, node: i18n.TranslateNode) -> None:
        vars(self).update(vars(node))
        self.known: dict[str | None, str] = {}

    def render(self, context: template.Context) -> str:
        """Return what was found for this language."""
        language = translation.get_language()
        if language not in self.known:
            self.known[language] = super().render(context)
        return self.known[language]


class TextWithValues(i18n.BlockTranslateNode):
    """A text with values."""

    def __init__(self, node: i18n.BlockTranslateNode) -> None:
        vars(self).update(vars(node))
        self.known: dict[int, tuple[str, list[str]]] = {}

    def render_token_list(self, tokens: Any) -> tuple[str, list[str]]:
        """Return the message and the names in it; `tokens` are the singular or the plural of this tag."""
        if id(tokens) not in self.known:
            self.known[id(tokens)] = super().render_token_list(tokens)
        message, names = self.known[id(tokens)]
        return message, [*names]


@register.tag
def translate(parser: Parser, token: Token) -> template.Node:
    """Translate as Django does; what is no plain text is looked up each time."""
    node = i18n.do_translate(parser, token)
    text = node.filter_expression
    is_plain = isinstance(text.var.literal, str) and not (text.filters or node.message_context)
    return Text(node) if is_plain and not (node.noop or node.asvar) else node


@register.tag
def blocktranslate(parser: Parser, token: Token) -> template.Node:
    """Translate as Django does."""
    return TextWithValues(i18n.do_block_translate(parser, token))
