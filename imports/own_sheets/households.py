"""The sheet of households: a row is a person, the head first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import FilteredRelation, Q
from django.utils.translation import gettext_lazy, gettext_noop

from areas.models import Area
from households.models import Household, Resident
from imports.kinds.households.register import code_of, code_of_home
from imports.own_sheets.sheet import Cells, Days, Offer, Sheet
from imports.spreadsheet.columns import HOUSEHOLDS
from imports.spreadsheet.exported_values import pack
from skills.catalogue import COLUMNS, Result

MARKS = {Result.ALONE: "biết", Result.WITH_HELP: "có hỗ trợ", Result.NONE: "chưa"}
_OF_PERSON = (
    "full_name",
    "is_head",
    "relation",
    "birth_year",
    "sex",
    "phone",
    "assessed_on",
    *COLUMNS,
)
_CHUNK = 2_000


def rows_of(households: Any, villages: Iterable[Area]) -> Iterator[Cells]:
    """Yield the cells of everybody in these households, the head first; one query for all.

    `villages` are all that they stand in. A household in which nobody is left has one row.
    """
    names = {village.pk: village.full_name for village in villages}
    living = FilteredRelation("residents", condition=Q(residents__left_on=None))
    columns = [f"living__{name}" for name in ("pk", *_OF_PERSON)]
    order = ("village__path", "sort_key", "pk", "-living__is_head", "living__pk")
    found = households.annotate(living=living).order_by(*order)
    own = ("pk", "village", "head_name", "hamlet", "phone", "version")
    for one in found.values_list(*own, *columns).iterator(_CHUNK):
        yield _cells(dict(zip(own, one, strict=False)), names, *one[len(own) :])


def _cells(home: Cells, names: Mapping[int, str], pk: int | None, *person: Any) -> Cells:
    """Return the cells of one row, and what it says in its hidden one."""
    said = dict(zip(_OF_PERSON, person, strict=True))
    said["id"] = code_of(pk) if pk else code_of_home(home["pk"])
    said["village"], said["head_name"] = names[home["village"]], home["head_name"]
    if said["is_head"] or pk is None:
        said["hamlet"], said["phone"] = home["hamlet"], home["phone"]
    given = pack(HOUSEHOLDS, said)
    shown = {key: MARKS[Result(said[key])] for key in COLUMNS if said[key] is not None}
    if pk:
        shown["relation"] = str(Resident.Relation(said["relation"]).label)
        shown["sex"] = str(Resident.Sex(said["sex"]).label) if said["sex"] else ""
    code = code_of_home(home["pk"])
    return {**said, **shown, "household": code, "version": home["version"], "given": given}


def _rows(user: Any, place: Area, villages: Sequence[Area], _days: Days) -> Iterator[Cells]:
    """Yield everybody of a place whom somebody may see; the roster's rule, as the roster's page."""
    households = Household.objects.visible_to(user).open().inside(place.path or "")
    return rows_of(households.filter(village__closed_on=None), villages)


def _offers(villages: Iterable[Area]) -> list[Offer]:
    """Offer what cells may hold; "Vợ, chồng" is one choice, so none is written as a list in words."""
    return [
        (("village",), [village.full_name for village in villages]),
        (("relation",), [str(label) for label in Resident.Relation.labels]),
        (("sex",), [str(label) for label in Resident.Sex.labels]),
        (COLUMNS, list(MARKS.values())),
    ]


SHEET = Sheet(
    HOUSEHOLDS,
    title=gettext_lazy("Hộ"),
    file_name="ho",
    taken=gettext_noop("Tải mẫu có sẵn hộ"),
    rows=_rows,
    offers=_offers,
    forms={"birth_year": "number", "assessed_on": "day"},
    fixed=frozenset({"household"}),
    widths={
        "village": 20,
        "head_name": 24,
        "full_name": 24,
        "relation": 12,
        "hamlet": 18,
        "phone": 14,
    },
    hints=dict.fromkeys(
        COLUMNS, gettext_lazy("Chọn biết, có hỗ trợ hoặc chưa. Để trống: chưa hỏi.")
    ),
    frozen=2,
)
