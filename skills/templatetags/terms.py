"""What templates say of skills and of the terms of our figures."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from skills.catalogue import ANSWERS, CHOICES, NO_PLATFORM
from skills.definitions import BY_KEY

register = template.Library()


@register.simple_tag
def no_platform() -> str:
    """Say that no platform is named, so that nobody can be asked about skill 5."""
    return str(NO_PLATFORM)


@register.simple_tag
def term(key: str) -> SafeString:
    """Name a term as a link to its meaning on "Cách tính"; an unknown key is a fault of ours."""
    address = f"{reverse('skills:method')}#{key}"
    return format_html('<a href="{}">{}</a>', address, BY_KEY[key].term)


@register.filter
def answer_in_words(result: int | None) -> str:
    """Say one answer: knows, with help, not yet, or not asked for None."""
    return str(ANSWERS[result])


@register.filter
def choice_in_words(value: object) -> str:
    """Say one choice of a survey by the value it sends."""
    return str(CHOICES[str(value)])
