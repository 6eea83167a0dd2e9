"""What a machine cannot erase: free texts that name somebody, what is kept by duty, and pictures that cannot be searched."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Q

from accounts.models import User
from areas.models import Area
from areas.named import Named
from erasure.rules.columns import Rule, columns_under
from teams.models import Member, Team

# Characters of a text that are shown on either side of a name.
AROUND = 60


@dataclass(frozen=True)
class Said:
    """A free text that names somebody: in which field of what, and the words, where the reader may read them."""

    what: str
    field: str
    row: str
    words: str
    # Where it stands: "teams.Activity", its key, "note".
    place: tuple[str, int, str]


def free_texts(communes: list[Area], named: Named, user: Any) -> list[Said]:
    """Return the free texts of communes in which somebody is named or their number stands.

    Their words, where the reader may read them.
    """
    return said_again(naming_texts(communes, named), user)


def naming_texts(communes: list[Area], named: Named) -> list[tuple[str, int, str]]:
    """Return where free texts of communes name somebody, by keys alone."""
    found = []
    for model, name in columns_under(Rule.JUDGE):
        rows: Any = model
        for commune in communes:
            naming = _naming(rows.unscoped.inside(commune.path or "-"), name, named)
            found += [(model._meta.label, row.pk, name) for row in naming]
    return found


def said_again(places: Iterable[Sequence[Any]], user: Any) -> list[Said]:
    """Return what stands now in texts of which only the places are known."""
    found = []
    for label, key, name in places:
        model: Any = apps.get_model(label)
        if row := model.unscoped.filter(pk=key).first():
            shown = model.objects.visible_to(user).filter(pk=key).exists()
            found.append(_said(model, name, row, shown=shown))
    return found


def _naming(rows: Any, name: str, named: Named) -> Iterator[models.Model]:
    filled = rows.exclude(**{name: [] if _is_json(rows.model, name) else ""}).order_by("pk")
    return (row for row in filled.iterator(2_000) if named.is_in_value(getattr(row, name)))


def _is_json(model: type[models.Model], name: str) -> bool:
    return isinstance(model._meta.get_field(name), models.JSONField)


def _said(model: type[models.Model], name: str, row: models.Model, *, shown: bool) -> Said:
    field: Any = model._meta.get_field(name)
    words = str(getattr(row, name))[: 4 * AROUND] if shown else ""
    return Said(
        str(model._meta.verbose_name),
        str(field.verbose_name),
        str(row),
        words,
        (model._meta.label, row.pk, name),
    )


def kept_by_duty(communes: list[Area], named: Named) -> tuple[list[Member], list[User]]:
    """Return who of the teams, and of those who sign in, is called so or has the number: they stay by duty."""
    members, users = list[Member](), list[User]()
    for commune in communes:
        path = commune.path or "-"
        for member in Member.unscoped.inside(path).select_related("team__area"):
            if named.is_called_in(member.full_name) or named.is_reached_in(member.phone):
                members.append(member)
        for user in User.unscoped.inside(path):
            if named.is_called_in(user.full_name) or named.is_reached_in(user.phone):
                users.append(user)
    return members, users


def pictured(communes: list[Area]) -> list[Team]:
    """Return the teams of communes that have scans or pictures, with how many: nobody can search them."""
    there = Q()
    for commune in communes:
        there |= Q(pk__in=Team.unscoped.inside(commune.path or "-"))
    photos = Count("activities__photos", Q(activities__photos__withdrawn_at=None), distinct=True)
    scans = Count("decisions__scans", Q(decisions__scans__withdrawn_at=None), distinct=True)
    counted = Team.unscoped.filter(there).annotate(photos=photos, scans=scans)
    return list(counted.exclude(photos=0, scans=0).select_related("area").order_by("pk"))
