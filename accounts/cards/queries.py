"""Who has not opened their account yet, by commune and by name; what became of the sheets."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.codes.queries import latest_codes, state_of
from accounts.models import CardSheet, Code, User, UserQuerySet
from areas.kinds import Level
from areas.models import Area

# Communes and people listed on one page, and the sheets shown.
COMMUNES, PEOPLE, SHEETS = 500, 500, 20


@dataclass(frozen=True)
class Unit:
    """A commune, or a unit above it: how many accounts are in use, not opened yet, and with a card out."""

    area: Area
    accounts: int
    not_come: int
    with_card: int


@dataclass(frozen=True)
class Line:
    """A person who has not come, and what became of their latest code."""

    person: User
    words: str


def not_come(user: Any, area: Area | None = None) -> UserQuerySet:
    """Return the people of the territory, or of a place in it, who have not opened their account yet."""
    people = User.objects.visible_to(user).not_come().exclude(pk=user.pk)
    return people.inside(area.path or "-") if area else people


def without_card(people: UserQuerySet) -> UserQuerySet:
    """Keep the people who have no code that is still good."""
    return people.exclude(Exists(_good_codes()))


def _good_codes() -> Any:
    return Code.unscoped.filter(person=OuterRef("pk"), expires_at__gt=timezone.now()).open()


def units_of(user: Any) -> list[Unit]:
    """Count by commune of the territory, those with people who have not come. Two queries."""
    never = Q(pk__in=User.unscoped.not_come().values("pk"))
    people = User.objects.visible_to(user).filter(is_active=True).exclude(pk=user.pk).order_by()
    rows = people.annotate(
        unit=Coalesce(F("area__commune_id"), F("area_id")), has_card=Exists(_good_codes())
    ).values("unit")
    counts = rows.annotate(
        n=Count("pk"),
        never=Count("pk", filter=never),
        card=Count("pk", filter=never & Q(has_card=True)),
    ).filter(never__gt=0)
    of_unit = {row["unit"]: row for row in counts}
    areas = Area.objects.visible_to(user).filter(pk__in=of_unit).in_order()
    return [
        Unit(area, row["n"], row["never"], row["card"])
        for area in areas
        if (row := of_unit[area.pk])
    ]


def said_of(units: Iterable[Unit]) -> str:
    """Say how many have not come, of how many, in how many units."""
    units = list(units)
    never, n = sum(one.not_come for one in units), sum(one.accounts for one in units)
    if not never:
        return _("Không có tài khoản nào chờ người đến nhận. Mời người trước, rồi in giấy ở đây.")
    facts = {"n": number_format(never), "of": number_format(n), "units": number_format(len(units))}
    if len(units) == 1:
        return _("%(n)s/%(of)s tài khoản chưa có người đến nhận.") % facts
    return _("%(n)s/%(of)s tài khoản của %(units)s đơn vị chưa có người đến nhận.") % facts


def cut_words(shown: int, whole: int) -> str:
    """Say how many rows of how many a page shows; nothing where it shows all."""
    if shown >= whole:
        return ""
    facts = {"n": number_format(shown), "of": number_format(whole)}
    return _("Chỉ hiện %(n)s/%(of)s dòng. Tải tệp Excel để xem đủ.") % facts


def lines_of(people: Iterable[User]) -> list[Line]:
    """Return each person with what became of their latest code. One query."""
    people = list(people)
    codes = latest_codes(people)
    never = _("Chưa in giấy mời")
    return [Line(one, state_of(codes.get(one.pk)) or never) for one in people]


def sheets_of(user: Any) -> QuerySet[CardSheet]:
    """Return the sheets of the territory drawn last, with how many of their codes were used, and how many wait."""
    waits = Q(codes__used_at=None, codes__revoked_at=None, codes__expires_at__gt=timezone.now())
    sheets = CardSheet.objects.visible_to(user).select_related("made_by", "area")
    counted = sheets.annotate(
        used=Count("codes", filter=Q(codes__used_at__isnull=False)),
        waiting=Count("codes", filter=waits),
    )
    return counted.order_by("-pk")[:SHEETS]


def is_above(area: Area) -> bool:
    """Say whether a place holds communes, whose people are many."""
    return area.level < Level.COMMUNE
