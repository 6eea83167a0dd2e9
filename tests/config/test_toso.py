"""The small signs that every page draws."""

import pytest
from django.template import TemplateSyntaxError, engines

from config.templatetags.toso import icon


def drawn(text, **values):
    return engines["django"].from_string("{% load toso %}" + text).render(values)


def test_an_icon_is_named_by_a_word_or_by_a_value():
    assert drawn("{% icon 'house' %}") == icon("house")
    assert drawn("{% icon entry.icon %}", entry={"icon": "team"}) == icon("team")


def test_an_icon_that_a_value_names_is_escaped():
    assert "<b>" not in drawn("{% icon name %}", name="<b>")


@pytest.mark.parametrize("text", ["{% icon %}", "{% icon 'house' 'team' %}"])
def test_an_icon_has_one_name(text):
    with pytest.raises(TemplateSyntaxError, match="'icon'"):
        drawn(text)
