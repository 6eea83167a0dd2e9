"""Files of a commune forget somebody: what rows say of them, what was typed of the file, and the bytes that were sent."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from areas.models import Area, Placement
from areas.named import ENOUGH, Named
from areas.names import clean
from imports.jobs.actions import keeping, reading
from imports.jobs.queries.tables import Table, columns_of, tables_of
from imports.models import AnswerMemory, Import, ImportRow, State, Verdict

SAID = ("cells", "values", "changes", "problems", "notes")
# Which columns name whom a row is about, the nearest first.
_NAMES = ("full_name", "name", "head_name", "head", "leader", "deputy")


@dataclass(frozen=True)
class Whom:
    """Who is forgotten: their keys, what they are called, where they live; a household with all its people, or one of it."""

    named: Named
    residents: frozenset[int]
    households: frozenset[int]
    villages: frozenset[int]
    # All people of the households.
    whole: bool = False


@dataclass
class Found:
    """What files hold of somebody: rows about them, rows of others that name them, and files whose bytes may."""

    about: list[ImportRow] = field(default_factory=list)
    beside: list[ImportRow] = field(default_factory=list)
    sources: list[Import] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows say something."""
        return len(self.about) + len(self.beside)


def find(*, commune: Area, whom: Whom) -> Found:
    """Find what the files of a commune hold of somebody; rows that no key links are found by name and village.

    Those of its district and province hold rows of it, too, and those of communes that its villages came from. Of a file that is kept any sheet may name anybody, also one that was not read: all of them are found.
    """
    found = Found(sources=list(_files_of(commune)))
    places, tables = _places_of(commune), {one.pk: tables_of(one) for one in found.sources}
    rows = ImportRow.unscoped.filter(source__in=tables).order_by("pk")
    for row in _with_results(rows):
        if row.values.get("commune", commune.pk) not in places:
            continue
        if _is_about(row, whom, tables[row.source_id]):
            found.about.append(row)
        elif _is_beside(row, whom):
            found.beside.append(row)
    return found


def _files_of(commune: Area) -> Any:
    """Return the files that may hold rows of a commune: its own, and those of what it is in."""
    return Import.unscoped.filter(commune__in=_places_of(commune)).order_by("pk")


def _places_of(commune: Area) -> list[int]:
    """Return the commune and what is above it, and the communes in which its villages stood before, with what was above these."""
    now = [pk for pk in (commune.pk, commune.district_id, commune.province_id) if pk]
    stood = Placement.unscoped.filter(area__commune=commune).order_by().values("parent")
    others = Area.unscoped.filter(pk__in=stood).exclude(pk=commune.pk)
    above = others.values_list("pk", "district_id", "province_id")
    return [*now, *sorted({pk for row in above for pk in row if pk} - set(now))]


def _with_results(rows: Any) -> Iterator[ImportRow]:
    """Read rows along with whom they wrote, a good many at a time."""
    marked = rows.annotate(wrote=F("result__resident"), to=F("result__household"))
    yield from marked.annotate(outcome=F("result__outcome")).iterator(2_000)


def _is_about(row: Any, whom: Whom, tables: Sequence[Table]) -> bool:
    linked = {row.resident_id, row.wrote} - {None}
    if linked:
        return bool(linked & whom.residents) or (whom.whole and _is_of(row, whom))
    if not _may_be(row, whom):
        return False
    own = row.values.get("name") or _own_name(row, tables)
    return bool(own) and whom.named.is_called(str(own))


def _own_name(row: ImportRow, tables: Sequence[Table]) -> Any:
    """Return whom a row is about that has no name any more because something is wrong in it."""
    columns = columns_of(tables, row)
    for key in _NAMES:
        at = columns.get(key)
        if at is not None and at < len(row.cells) and row.cells[at]:
            return row.cells[at]
    return ""


def _is_of(row: Any, whom: Whom) -> bool:
    return bool({row.household_id, row.to} & whom.households)


def _may_be(row: Any, whom: Whom) -> bool:
    """Say whether a row that means nobody of the register may mean them: of their village, or of none that is known."""
    return row.village_id is None or row.village_id in whom.villages


def _is_beside(row: Any, whom: Whom) -> bool:
    linked = {row.resident_id, row.wrote} - {None}
    if not _is_of(row, whom) and (linked or not _may_be(row, whom)):
        return False
    return any(whom.named.is_in_value(getattr(row, name)) for name in SAID)


@transaction.atomic
def forget(*, commune: Area, whom: Whom) -> tuple[Found, list[str]]:
    """Forget somebody in the files of a commune; return what was found, and the names of the files to remove.

    Files that are being read are read anew, for who was erased is left out then. Those bytes that are to go
    are no row's any more when this returns: whoever calls removes them once it is committed.
    """
    list(_files_of(commune).select_for_update())
    found = find(commune=commune, whom=whom)
    for row in found.about:
        _blank(row)
    for row in found.beside:
        _redact(row, whom.named)
    rows = [*found.about, *found.beside]
    ImportRow.unscoped.bulk_update(rows, (*SAID, "verdict", "noted"), batch_size=200)
    _forget_words(commune, whom.named)
    return found, [name for source in found.sources if (name := _forget_file(source, whom, found))]


def _redact(row: ImportRow, named: Named) -> None:
    """Empty what a row about somebody else says of them; whom it is about stays."""
    own = row.values.get("name")
    for name in SAID:
        setattr(row, name, named.without(getattr(row, name)))
    if own is not None:
        row.values["name"] = own


def _blank(row: Any) -> None:
    """Leave nothing of a row but its place; one that was not written yet is not written any more."""
    row.was, row.cells, row.values, row.changes = row.verdict, [], {}, {}
    row.notes, row.noted = [], False
    row.problems = []
    if row.outcome is None:
        row.verdict = Verdict.ERROR
        row.problems = [
            {"column": "", "value": "", "what": _("Đã xóa theo yêu cầu."), "how": "", "guess": ""}
        ]


def _forget_words(commune: Area, named: Named) -> None:
    """Forget headings, marks and names of villages that were a name: a file read wrongly once."""
    rows = AnswerMemory.unscoped
    said = rows.filter(commune__in=_places_of(commune)).values_list("pk", "subject")
    rows.filter(pk__in=[pk for pk, text in said if named.is_in(text, ENOUGH)]).delete()


def _forget_file(source: Import, whom: Whom, found: Found) -> str:
    """Forget what was typed of a file, and its bytes; return under which name these lie, "" for none."""
    named = whom.named
    source.name = clean(source.name) if not named.is_in(source.name) else "?"
    # An answer about a text that is gone would be one about rows that say nothing.
    source.answers = [one for one in source.answers if named.without(one) == one]
    for name in ("questions", "answers"):
        if told := source.layout.get(name):
            source.layout[name] = [one for one in told if named.without(one) == one]
    source.layout, source.villages = named.without(source.layout), named.without(source.villages)
    _count_anew(source, [row for row in found.about if row.source_id == source.pk])
    if source.state == State.READING:
        source.save()
        reading.ask(source, at_once=False)
        return ""
    kept, source.stored_as = source.stored_as, ""
    # Its rows stay as they were found; to be asked anew it must be sent again.
    if kept:
        source.narrowed_at = timezone.now()
        keeping.narrow_rows(source)
    source.save()
    return kept


def _count_anew(source: Import, rows: Collection[Any]) -> None:
    """Count rows that are not written any more among those with something wrong."""
    for row in rows:
        if row.verdict == row.was:
            continue
        source.found[row.was] = source.found.get(row.was, 1) - 1
        source.found["error"] = source.found.get("error", 0) + 1
        _move(source.found.get("kinds", {}).get(row.kind, {}), row)
        if row.was in {Verdict.NEW, Verdict.CHANGES}:
            source.to_write -= 1


def _move(counts: dict[str, int], row: Any) -> None:
    """Count a row of a kind as one with something wrong; the first of its group also by itself."""
    for prefix in ("", "first.") if row.number == row.group else ("",):
        for verdict, more in ((row.was, -1), (Verdict.ERROR, 1)):
            key = f"{prefix}{verdict}"
            counts[key] = counts.get(key, 0) + more
