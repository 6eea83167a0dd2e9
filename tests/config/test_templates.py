"""Pages are rendered as Django renders them, and nothing of them stays behind."""

import gc
import weakref

import pytest
from django.template import TemplateDoesNotExist, engines
from django.template.backends.django import DjangoTemplates
from django.template.loader import render_to_string

pytestmark = pytest.mark.django_db


class Shown:
    """Something that a page shows."""

    words = "An Ninh Tây"


@pytest.fixture
def no_collection():
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def plain():
    options = {"NAME": "plain", "DIRS": [], "APP_DIRS": False, "OPTIONS": {}}
    return DjangoTemplates(options)


def stays(backend, request):
    """Render a page with something in it, and say whether that outlives the page."""
    shown = Shown()
    seen = weakref.ref(shown)
    template = backend.from_string("{{ shown.words }}")
    assert template.render({"shown": shown}, request) == "An Ninh Tây"
    del shown
    return seen() is not None


def test_what_a_page_showed_is_let_go_when_it_is_made(rf, no_collection):
    assert not stays(engines["django"], None)
    request = rf.get("/")
    request.user = None
    assert not stays(engines["django"], request)


def test_django_alone_keeps_it(rf, plain, no_collection):
    """The control: where this fails, our own backend is needed no longer."""
    assert stays(plain, rf.get("/"))


def test_a_template_that_is_missing_is_named():
    with pytest.raises(TemplateDoesNotExist, match=r"no/such\.html"):
        render_to_string("no/such.html")
    with pytest.raises(TemplateDoesNotExist, match=r"no/such\.html"):
        engines["django"].from_string('{% include "no/such.html" %}').render({})
