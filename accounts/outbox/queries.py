"""Who is written to, what is written to them, and how the outbox stands."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, DateTimeField, Exists, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.inbox.queries import summary_of
from accounts.models import Message, Notice, User, UserQuerySet
from accounts.outbox.rules import Letter, is_marked, mark_of

State = Message.State
_NEVER = Value(datetime(1970, 1, 1, tzinfo=UTC), output_field=DateTimeField())


def wants_digest() -> UserQuerySet:
    """Keep the people to whom something came that they have not read, and no letter has told yet."""
    told = Message.unscoped.filter(to=OuterRef("pk"), state=State.SENT, kind=Message.Kind.DIGEST)
    last = told.order_by("-taken_at").values("taken_at")[:1]
    people = User.unscoped.all().mailed().annotate(told_at=Coalesce(Subquery(last), _NEVER))
    new = Notice.unscoped.filter(to=OuterRef("pk"), read_at=None, at__gt=OuterRef("told_at"))
    return people.filter(Exists(new)).order_by()


def letter_of(message: Message) -> Letter | None:
    """Return what a message says as things stand now; None where there is nothing to say, or nobody to say it to."""
    if not User.unscoped.all().mailed().filter(pk=message.to_id).exists():
        return None
    # Whoever reads it does so outside the site: there is no language but its first one.
    with translation.override("vi"):
        stop = stop_address(message.to)
        said = summary_of(message.to, stop)
    return Letter(*said, stop) if said else None


def stop_address(person: User) -> str:
    """Return where whoever reads a letter says that they want no more, without signing in; "" without a SITE_URL."""
    if not settings.SITE_URL:
        return ""
    page = reverse("accounts:mail_stop", args=[person.pk, mark_of(person)])
    return f"{settings.SITE_URL}{page}"


def reader_of(key: int, mark: str) -> User | None:
    """Return who reads the letters that a mark is from; None where it is nobody's."""
    person = User.unscoped.filter(pk=key).first()
    return person if person and is_marked(person, mark) else None


@dataclass(frozen=True)
class Outbox:
    """How sending goes: what the mail server did not take, of the last day, and the last letter that was sent."""

    failing: int = 0
    # The most often that one of them was tried, and the kind of fault of one.
    tries: int = 0
    fault: str = ""
    # The line was cut, or whoever sent them died: they may have come, and are not sent again.
    unsure: int = 0
    sent_at: datetime | None = None


def outbox(now: datetime) -> Outbox:
    """Return how sending goes. One query."""
    day = now - timedelta(days=1)
    over = Q(state=State.GIVEN_UP, ended_at__gt=day)
    # What is wrong with one address says nothing of the server.
    one_address = Q(fault="") | Q(fault__startswith="SMTPRecipientsRefused") | Q(fault="ValueError")
    failing = (Q(state=State.WAITING) | over) & ~one_address
    found = Message.unscoped.aggregate(
        failing=Count("pk", filter=failing),
        tries=Coalesce(Max("tries", filter=failing), 0),
        fault=Coalesce(Max("fault", filter=failing), Value("")),
        unsure=Count("pk", filter=Q(state=State.UNSURE, ended_at__gt=day)),
        sent_at=Max("ended_at", filter=Q(state=State.SENT)),
    )
    return Outbox(**found)


def last_words(user: Any) -> str:
    """Say of the last letter to somebody what became of it, "" where there was none; and where their address failed."""
    if user.email_refused_at:
        day = date_format(timezone.localtime(user.email_refused_at), "d/m/Y")
        return _(
            "Thư bị trả lại ngày %(day)s vì không có địa chỉ này. Sửa địa chỉ rồi bấm Lưu thì gửi tiếp."
        ) % {"day": day}
    last = Message.unscoped.of(user).filter(ended_at__isnull=False).first()
    if last is None or last.ended_at is None:
        return ""
    said = {"at": date_format(timezone.localtime(last.ended_at), "H:i d/m/Y")}
    said["state"] = last.get_state_display()
    return _("Thư gần nhất, %(at)s: %(state)s.") % said
