"""Erasures as lines of the list beside the backups."""

from django.db.models import Q

from erasure.models import Erasure
from erasure.rules.listed import HOUSEHOLD, PERSON, Listed
from households.models import Erased, Household, Regrouping, Resident
from households.models.erased import hashes_of
from households.register.queries.history import family_of
from imports.models import ImportRow


def line_of(erasure: Erasure) -> Listed:
    """Return the line of one erasure."""
    household = erasure.home
    homes = _homes(household)
    rows = Erased.unscoped.filter(household__in=[one.pk for one in homes])
    if erasure.resident_id:
        rows = rows.filter(resident=erasure.resident_id)
    hashes = rows.exclude(name_hash="").order_by("pk").values_list("commune", "name_hash")
    return Listed(
        uuid=str(erasure.uuid),
        model=PERSON if erasure.resident_id else HOUSEHOLD,
        key=erasure.resident_id or household.pk,
        homes=list(dict.fromkeys(str(one.uuid) for one in (*homes, erasure.household))),
        commune=household.village.commune_id or 0,
        at=(erasure.confirmed_at or erasure.asked_at).isoformat(),
        hashes=[list(one) for one in dict.fromkeys(hashes)],
    )


def _homes(household: Household) -> list[Household]:
    """Return the household, those that were merged with it, and those it was split from or into."""
    family = list(family_of(household))
    keys = [one.pk for one in family]
    pairs = Regrouping.unscoped.filter(Q(household__in=keys) | Q(other__in=keys))
    sides = {key for pair in pairs.values_list("household", "other") for key in pair}
    others = Household.unscoped.filter(pk__in=sides - set(keys)).order_by("pk")
    return [*family, *others]


def lines_of_all() -> list[Listed]:
    """Return the lines of all that were done, the oldest first."""
    rows = Erasure.unscoped.done().select_related(
        "household__village", "resident__household__village"
    )
    rows = rows.order_by("pk")
    return [line_of(one) for one in rows]


def known_here(line: Listed) -> Household | Resident | None:
    """Return whom a line names, None whom this database does not know.

    A key without any of its households is somebody else by now.
    """
    homes = Household.unscoped.filter(uuid__in=line.homes)
    if not line.is_of_a_person:
        return homes.filter(pk=line.key).first()
    people = Resident.unscoped.filter(pk=line.key, household__in=homes)
    return people.select_related("household__village__commune").first()


def names_in_files(line: Listed) -> set[str]:
    """Return the names of whom a line means in the files of its commune, told by their keyed hash."""
    wanted = {hashed for _commune, hashed in line.hashes}
    found = set[str]()
    rows = ImportRow.unscoped.filter(source__commune=line.commune).values_list("cells", "values")
    for cells, values in rows.iterator(2_000):
        told = {one for one in (*cells, values.get("name")) if isinstance(one, str) and one}
        for name in told - found:
            salts = {commune for commune, _hashed in line.hashes}
            if any(wanted & set(hashes_of(salt, name)) for salt in salts):
                found.add(name)
    return found
