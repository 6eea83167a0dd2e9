"""The tag `url` writes what Django's own writes, of every route, and of no route it says so."""

from uuid import UUID

import pytest
from django.template import Context, engines
from django.template.defaulttags import URLNode
from django.urls import NoReverseMatch, set_script_prefix

from config.templatetags.addresses import Address

VALUES = {"pk": 7, "uuid": UUID(int=5), "route": "reports:dashboard", "text": "12", "minus": -1}


def template_of(text):
    return engines["django"].engine.from_string(text)


@pytest.mark.parametrize(
    ("text", "address", "kind"),
    [
        ("{% url 'home' %}", "/", Address),
        ("{% url 'reports:dashboard' pk %}", "/tong-quan/7/", Address),
        ("{% url 'reports:dashboard' 0 %}", "/tong-quan/0/", Address),
        ("{% url 'reports:dashboard' text %}", "/tong-quan/12/", Address),
        ("{% url 'households:detail' uuid %}", f"/ho/{UUID(int=5)}/", Address),
        ("{% url route pk %}", "/tong-quan/7/", URLNode),
        ("{% url 'reports:dashboard' pk=pk %}", "/tong-quan/7/", URLNode),
        ("{% url 'reports:dashboard' pk as there %}{{ there }}", "/tong-quan/7/", URLNode),
    ],
)
def test_an_address_is_the_one_that_django_finds(text, address, kind):
    template = template_of(text)
    assert type(template.nodelist[0]) is kind
    assert [template.render(Context(VALUES)) for _ in range(2)] == [address, address]


@pytest.mark.parametrize(
    "text",
    [
        "{% url 'reports:nothing' %}",
        "{% url 'reports:dashboard' %}",
        "{% url 'reports:dashboard' minus %}",
        "{% url 'households:detail' pk %}",
    ],
)
def test_where_there_is_no_address_it_is_an_error(text):
    with pytest.raises(NoReverseMatch):
        template_of(text).render(Context(VALUES))


def test_addresses_begin_with_the_prefix_of_the_site():
    template = template_of("{% url 'home' %} {% url 'reports:dashboard' pk %}")
    set_script_prefix("/to-so/")
    try:
        assert template.render(Context(VALUES)) == "/to-so/ /to-so/tong-quan/7/"
    finally:
        set_script_prefix("/")
    assert template.render(Context(VALUES)) == "/ /tong-quan/7/"
