"""Django's `i18n` tags, with what never changes of a text worked out once (settings, `libraries`).

A page has a hundred of these tags. Between two requests only the language differs, so a text without
values is looked up once for each language, and the message of one with values is put together once.
"""

from typing import Any

from django import template
from django.template.base import Parser, Token, render_value_in_context
from django.templatetags import i18n
from django.utils import translation
from django.utils.safestring import SafeString

from web.numbers import numbers_here

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
        singular, names = self.render_token_list(self.singular)
        plural, more = self.render_token_list(self.plural) if self.counter else ("", [])
        self.texts, self.names = (singular, plural), dict.fromkeys([*names, *more])
        self.known: dict[str | None, str] = {}
        # What is counted may be one of the tag's own values: such a tag is left to Django.
        counted = self.counter.var.lookups if self.counter else ()
        leans = counted and counted[0] in self.extra_context
        self.is_plain = not (self.message_context or self.asvar or leans)

    def render(self, context: template.Context, nested: bool = False) -> str:  # noqa: FBT001, FBT002 - Django's
        """Put the values into the message of this language; Django does what is not so simple."""
        if nested or not self.is_plain:
            return str(super().render(context, nested))
        values = {name: value.resolve(context) for name, value in self.extra_context.items()}
        try:
            message = self._counted(context, values) if self.counter else self._said()
            shown = {
                name: _shown(values[name] if name in values else context[name], context)
                for name in self.names
            }
            return message % shown
        except (KeyError, ValueError, TypeError):
            return str(super().render(context, nested))

    def _said(self) -> str:
        language = translation.get_language()
        if language not in self.known:
            self.known[language] = translation.gettext(self.texts[0])
        return self.known[language]

    def _counted(self, context: template.Context, values: dict[str, Any]) -> str:
        count = self.counter.resolve(context) if self.counter else 0
        values[str(self.countervar)] = count
        return str(translation.ngettext(*self.texts, count))


def _shown(value: Any, context: template.Context) -> str:
    """Write a value as Django does, sooner where it is a count or ready to stand in a page."""
    if type(value) is SafeString:
        return value
    if type(value) is int:
        return numbers_here().whole(value)
    return str(render_value_in_context(value, context))


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
