"""Small signs that every page draws, and its words for skills and for the terms of our figures."""

import re
from datetime import date
from functools import cache
from typing import Any

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ValidationError
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from areas.names import lower_first
from audit.models import words_of
from skills.catalogue import ANSWERS, CHOICES, NO_PLATFORM
from skills.definitions import BY_KEY
from web.fields import DayInput, day_typed

register = template.Library()


# A page draws dozens, each the same on every page.
@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite; words always stand beside it."""
    return format_html(
        '<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>', static("icons.svg"), name
    )


@register.simple_tag(takes_context=True)
def scripts(context: Context, folder: str, listed: str) -> SafeString:
    """Write the tags of scripts that run in this order; one that travels in the file of the first needs none."""
    names = [f"{folder}/{name}.js" for name in listed.split()]
    within = getattr(staticfiles_storage, "TOGETHER", {}).get(names[0], ())
    tags = ((static(name), context["csp_nonce"]) for name in names if name not in within)
    return format_html_join("\n", '<script src="{}" defer nonce="{}"></script>', tags)


@register.simple_tag
def day_input(
    name: str, day: date | str | None, key: str, *, past: bool = True, wrong: Any = None
) -> SafeString:
    """Draw the text field for a day where no form does; what is `wrong` is said in the element `key`-e."""
    said = {"aria-invalid": "true", "aria-describedby": f"{key}-e"} if wrong else {}
    return DayInput(past=past).render(name, day, {"id": key, **said})


@register.simple_tag(takes_context=True)
def day_filter(
    context: Context, name: str, day: date | None, key: str = "", *, past: bool = True
) -> SafeString:
    """Draw the field for a day of the address, and say what is wrong with one that cannot be read."""
    key, typed = key or name, context["request"].GET.get(name, "")
    try:
        day_typed(typed or "01/01/2000")
    except ValidationError as wrong:
        field = day_input(name, typed, key, past=past, wrong=wrong)
        words = '<div class="f err"><div class="e" id="{}-e">{}{}</div>{}</div>'
        return format_html(words, key, icon("warn"), wrong.message, field)
    return day_input(name, day, key, past=past)


@register.filter
def dial(phone: str) -> str:
    """Write a telephone number as a link dials it: digits, and a leading plus."""
    return re.sub(r"(?!^\+)[^0-9]", "", phone)


# A number of here, with or without the sign of the country: its first part, then threes and fours.
_NUMBER = re.compile(r"(\+84|0)([0-9]{2,3})([0-9]{3})([0-9]{3,4})")


@register.filter
def spaced(phone: str) -> str:
    """Write a telephone number as it is read out: "0912 345 678"; what is no number of here stays as it is."""
    found = _NUMBER.fullmatch(dial(phone))
    if not found:
        return phone
    sign, first, *rest = found.groups()
    return " ".join([f"+84 {first}" if sign == "+84" else f"0{first}", *rest])


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


@register.filter
def translated(text: str) -> str:
    """Say a stored verb of the audit in the words of today and of the reader."""
    return words_of(text) if text else ""


register.filter(lower_first)
