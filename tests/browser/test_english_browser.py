"""A Vietnamese page stays Vietnamese in a browser that speaks English: many offices have one.

The words that the server sends, and the controls that a browser would draw or refuse in its own language.
"""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.browser.conftest import PC
from tests.pages import ROLES, roles, samples, signed_in
from tests.proving import share_of_today

READERS = share_of_today(list(ROLES), of=len(ROLES))
# Small words that no sentence of English does without, and those of buttons; none is Vietnamese.
ENGLISH = re.compile(
    r"\b(the|and|of|is|are|this|that|with|from|for|your?|please|must|not|was|were|has|have|field|required|"
    r"choose|select|search|save|cancel|delete|remove|edit|add|next|previous|page|file|name|date|user|"
    r"password|sign|log|out|error|invalid|value|month|day|year|yes|unknown|village|household)\b",
    re.IGNORECASE,
)
# What a person sees and what is read out to them; a key has its English name on every keyboard.
WORDS = """() => {
  const said = [document.title, document.body.innerText];
  document.querySelectorAll('kbd, [lang=en]').forEach(one => said.push('-' + one.innerText));
  const names = ['placeholder', 'aria-label', 'title', 'alt', 'data-confirm'];
  document.querySelectorAll('body *').forEach(one => names.forEach(name => {
    if (one.getAttribute(name)) { said.push(one.getAttribute(name)); }
  }));
  return said;
}"""
# Controls with words or an order of day and month of the browser's own, and forms that it would refuse itself.
NATIVE = """() => {
  const types = 'date month week time datetime-local number file'.split(' ');
  const controls = [...document.querySelectorAll('input')].filter(one => types.includes(one.type));
  const shown = controls.filter(one => one.offsetWidth > 1 && one.offsetHeight > 1 &&
    getComputedStyle(one).opacity !== '0');
  const forms = [...document.forms].filter(one => !one.noValidate &&
    [...one.elements].some(field => field.willValidate && (field.required || field.pattern ||
      /email|url|number|date/.test(field.type))));
  return [...shown.map(one => `input type=${one.type} name=${one.name}`),
    ...forms.map(one => `form without novalidate: ${one.getAttribute('action') || 'this page'}`)];
}"""


def english_of(said):
    """Return the English words among texts; those of keys and of the other language are taken out first."""
    keys = {word for text in said if text.startswith("-") for word in text[1:].split()}
    words = (ENGLISH.findall(text) for text in said if not text.startswith("-"))
    return sorted({word for found in words for word in found} - keys)


def opened(page, addresses):
    """Open pages; return address → English words, and controls of the browser's own, that were found there."""
    found = {}
    for address in addresses:
        page.goto(address)
        seen = [*english_of(page.evaluate(WORDS)), *page.evaluate(NATIVE)]
        if seen:
            found[address] = seen
    return found


@pytest.mark.parametrize("role", READERS)
def test_no_word_and_no_control_of_a_vietnamese_page_is_english(world, visitors, role):
    page = visitors.open(roles(world)[role], PC, locale="en-US")
    client = signed_in(roles(world)[role])
    every = share_of_today([address for all_ in samples(world).values() for address in all_], of=9)
    # Which are open is asked of those alone.
    found = [address for address in every if client.get(address).status_code == 200]
    assert opened(page, found or [reverse("guide:index")]) == {}


def test_django_admin_speaks_vietnamese_in_a_browser_that_speaks_english(world, visitors):
    page = visitors.open(world.administrator, PC, locale="en-US")
    client = signed_in(world.administrator)
    every = [reverse("admin:index")]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        every += [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
    shown = [one for one in share_of_today(every, of=10) if client.get(one).status_code == 200]
    assert opened(page, shown) == {}


def test_english_is_found_where_it_stands():
    assert english_of(["Lưu hộ", "Please fill out this field"]) == [
        "Please",
        "field",
        "out",
        "this",
    ]
    assert english_of(["Nhấn Enter để lưu", "-Enter"]) == []
    assert english_of(["Tìm hộ: tên, số nhà, điện thoại"]) == []
