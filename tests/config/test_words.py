"""Texts of templates: what Django's own tags give, worked out once."""

import pytest
from django.template import Context, TemplateSyntaxError, engines
from django.templatetags import i18n
from django.utils import translation

from config.templatetags import words

VALUES = {"n": 1234, "one": 1, "name": "<b>", "word": "Đạt", "path": "10%"}
TEXTS = [
    '{% translate "Đạt" %}',
    "{% translate 'Cần gọi' %}, {% translate 'Cần gọi' %}",
    '{% translate "100%% của thôn" %}',
    '{% translate word %}{% translate "Đạt"|upper %}{% translate "Đạt" noop %}',
    '{% translate "Đạt" as later %}[{{ later }}]',
    '{% translate "Đạt" context "của hộ" %}{% translate "Đạt" context word %}',
    "{% blocktranslate %}{{ n }} hộ, {{ name }}{% endblocktranslate %}",
    "{% blocktranslate trimmed with m=n a=name|upper %}\n  {{ m }}\n  {{ a }}\n{% endblocktranslate %}",
    "{% blocktranslate trimmed count n=n %}{{ n }} hộ{% plural %}{{ n }} hộ{% endblocktranslate %}",
    "{% blocktranslate trimmed count n=one %}{{ n }} hộ{% plural %}{{ n }} hộ{% endblocktranslate %}",
    "{% blocktranslate with m=one count k=m %}{{ k }} hộ{% plural %}{{ m }} hộ{% endblocktranslate %}",
    "{% blocktranslate count m=n with k=name|lower %}{{ k }}{% plural %}{{ m }} {{ k }}{% endblocktranslate %}",
    "{% blocktranslate with n=name|safe %}100 % {{ n }} {{ word }}{% endblocktranslate %}",
    "{% blocktranslate context 'của hộ' %}{{ n }} hộ{% endblocktranslate %}",
    "{% blocktranslate asvar later %}100 % {{ path }}{% endblocktranslate %}[{{ later }}]",
]


def drawn(text, language):
    with translation.override(language):
        return (
            engines["django"].engine.from_string("{% load i18n %}" + text).render(Context(VALUES))
        )


def test_the_tags_are_ours_in_every_template():
    nodes = engines["django"].engine.from_string("{% load i18n %}" + "".join(TEXTS)).nodelist
    assert {words.Text, words.TextWithValues, i18n.TranslateNode} <= {type(node) for node in nodes}


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_what_django_makes_of_it_in_each_language(text, monkeypatch):
    ours = {language: drawn(text, language) for language in ("vi", "en", None)}
    monkeypatch.setattr(words, "Text", lambda node: node)
    monkeypatch.setattr(words, "TextWithValues", lambda node: node)
    assert ours == {language: drawn(text, language) for language in ours}


def test_what_is_no_number_is_not_counted():
    text = (
        "{% blocktranslate count n=name %}{{ n }} hộ{% plural %}{{ n }} hộ{% endblocktranslate %}"
    )
    with pytest.raises(TemplateSyntaxError, match="must be a number"):
        drawn(text, "en")


def test_one_template_speaks_the_language_of_each_reader():
    text = '{% load i18n %}{% translate "Cần gọi" %} {% blocktranslate %}Hẹn {{ n }}{% endblocktranslate %}'
    template = engines["django"].engine.from_string(text)
    said = []
    for language in ("vi", "en", "vi", "en"):
        with translation.override(language):
            said.append(template.render(Context({"n": 3})))
    assert said[:2] == said[2:]
    assert said[0] == "Cần gọi Hẹn 3" != said[1]
