"""What a page answers to a form that was sent: done, with a word on the next page, or refused beside the field."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise

# By what an action raises: the field of the form, None for none, and the words.
type Refusals = Mapping[type[Exception], tuple[str | None, str | Promise]]


def is_sent(request: HttpRequest, form: BaseForm) -> bool:
    """Say whether a form was sent, and may come in."""
    return request.method == "POST" and form.is_valid()


@contextmanager
def refusals_on(form: BaseForm, refusals: Refusals) -> Iterator[None]:
    """Say on the form why an action refuses; the first that fits is said, and the page goes on."""
    try:
        yield
    except tuple(refusals) as error:
        field, words = next(said for kind, said in refusals.items() if isinstance(error, kind))
        form.add_error(field, str(words))


def done(request: HttpRequest, words: str, to: str, *args: object) -> HttpResponse:
    """Lead to another page, which says these words once."""
    messages.success(request, words)
    return redirect(to, *args)
