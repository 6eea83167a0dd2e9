"""Who read the names of a commune's residents; above the commune, who read far more than they usually do."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_safe

from areas.kinds import Level
from areas.models import Area
from reading.exports import LINES, UNUSUAL
from reading.forms import ReadersForm
from reading.models import Reading, ReadingQuerySet, UnusualReading
from reading.queries import newest_readers, readers_of
from reading.rules import LEAST, TIMES
from web.exports import Book, send_book, wants_book, with_book
from web.fields import filters_in_words
from web.paging import page_of
from web.scope import territory

PAGE, MOST = 50, 10
# Days that the summary and the notes on top look back.
RECENT = 30


@with_book
@territory("reading.view_reading")
@require_safe
def readings(request: HttpRequest) -> HttpResponseBase:
    """List who read the names of the commune's people: who, where, in which hour, how many."""
    user: Any = request.user
    commune: Area = user.area
    if commune.level != Level.COMMUNE:
        raise Http404
    mine = Reading.objects.visible_to(user).filter(commune=commune)
    form = ReadersForm(request.GET, people=_people(mine), places=_places(user))
    found = form.narrow(mine).select_related("user", "area").newest_first()
    if wants_book(request):
        title = _("Ai đã xem tên, %(name)s") % {"name": commune.full_name}
        book = Book(title, f"ai-da-xem-ten-{commune.pk}", LINES, filters_in_words(form))
        return send_book(request, book, found, subject=commune)
    narrowed = any(form.cleaned_data.values())
    recent = timezone.localdate() - timedelta(days=RECENT)
    readers = readers_of(found if narrowed else found.between(recent, None))
    flagged = UnusualReading.objects.visible_to(user).filter(commune=commune, day__gte=recent)
    flagged = flagged.select_related("user").order_by("-day", "-id")[:MOST]
    context = {
        "page": page_of(found, request.GET, PAGE, among=mine),
        "form": form,
        "narrowed": narrowed,
        "readers": readers[:MOST],
        "summary": _summary(readers, narrowed=narrowed),
        "flagged": [_flag(one) for one in flagged],
    }
    return render(request, "reading/list.html", context)


def _people(lines: ReadingQuerySet) -> list[tuple[str, str]]:
    named = [(str(pk), name) for pk, name in newest_readers(lines).items()]
    return sorted(named, key=lambda pair: pair[1])


def _places(user: Any) -> list[tuple[str, str]]:
    places = Area.objects.visible_to(user).holding_households()
    open_now = places.filter(commune=user.area, closed_on=None)
    return [(str(one.pk), one.full_name) for one in open_now.in_order()]


def _summary(readers: list[Any], *, narrowed: bool) -> str:
    """Say how many read, and how many people in all."""
    n, people = len(readers), sum(one["people"] for one in readers)
    numbers = {"n": number_format(n), "people": number_format(people)}
    if narrowed:
        words = ngettext(
            "%(n)s người xem, cộng %(people)s lượt tên.",
            "%(n)s người xem, cộng %(people)s lượt tên.",
            n,
        )
        return words % numbers
    words = ngettext(
        "%(days)s ngày qua có %(n)s người xem tên người dân của xã, cộng %(people)s lượt tên.",
        "%(days)s ngày qua có %(n)s người xem tên người dân của xã, cộng %(people)s lượt tên.",
        n,
    )
    return words % {**numbers, "days": RECENT}


def _flag(one: UnusualReading) -> str:
    """Say who read far more than usual, and when."""
    known = _("%(day)s: %(name)s xem %(people)s lượt tên, thường ngày %(usual)s.")
    new = _("%(day)s: %(name)s xem %(people)s lượt tên, mới dùng nên chưa biết thường ngày.")
    return (new if one.usual is None else known) % {
        "day": date_format(one.day, "d/m/Y"),
        "name": one.user.full_name,
        "people": number_format(one.people),
        "usual": number_format(one.usual or 0),
    }


@with_book
@territory("reading.view_unusualreading")
@require_safe
def unusual(request: HttpRequest) -> HttpResponseBase:
    """List the days on which somebody read far more names than they usually do; names of residents stand in none."""
    user: Any = request.user
    found = UnusualReading.objects.visible_to(user).select_related("user", "commune")
    found = found.order_by("-day", "-id")
    if wants_book(request):
        title = _("Xem tên nhiều khác thường, %(name)s") % {"name": user.area.full_name}
        book = Book(title, f"xem-ten-khac-thuong-{user.area_id}", UNUSUAL)
        return send_book(request, book, found, subject=user.area)
    page = page_of(found, request.GET, PAGE)
    context = {"page": page, "times": TIMES, "least": LEAST, "new": TIMES * LEAST}
    return render(request, "reading/unusual.html", context)
