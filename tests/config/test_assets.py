"""The tag `static` writes what Django's own writes."""

import pytest
from django.template import Context, engines
from django.templatetags.static import StaticNode, static
from django.urls import set_script_prefix

from config.templatetags.assets import Asset


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("{% static 'app.css' %}", Asset),
        ("{% static name %}", StaticNode),
        ("{% static 'app.css' as found %}{{ found }}", StaticNode),
    ],
)
def test_an_address_is_the_one_that_django_finds(text, kind):
    template = engines["django"].engine.from_string("{% load static %}" + text)
    assert type(template.nodelist[1]) is kind
    found = [template.render(Context({"name": "app.css"})) for _ in range(2)]
    assert found == [static("app.css")] * 2


def test_what_has_a_meaning_in_a_page_is_escaped():
    text = "{% load static %}{% static 'a&b.css' %}"
    assert engines["django"].from_string(text).render() == static("a&b.css").replace("&", "&amp;")


def test_addresses_begin_with_the_prefix_of_the_site(settings):
    settings.STATIC_URL = "static/"
    template = engines["django"].from_string("{% load static %}{% static 'other.css' %}")
    set_script_prefix("/to-so/")
    try:
        assert template.render() == static("other.css")
    finally:
        set_script_prefix("/")
