"""Rows of many communes, in a file of their district or province: first their commune, then a village of that commune."""

from typing import NamedTuple

from areas.kinds import Kind
from imports.spreadsheet.values import Wrong, village_kind
from imports.tidy.asking import COMING, OF_COMMUNE, Asking
from imports.tidy.model import Known, Record
from imports.tidy.places import Settling, Texts
from imports.tidy.spelling import parts, words
from imports.tidy.surroundings import Place
from imports.tidy.territory import Territory, is_only_commune
from imports.tidy.units import Communes, Found, Whose
from imports.tidy.village_words import kind_and_name


class Coming(NamedTuple):
    """A village that the file itself brings: its commune, kind and name."""

    commune: int
    kind: str
    name: str

    @property
    def full_name(self) -> str:
        """Its kind and name."""
        return f"{Kind(self.kind).label} {self.name}"


def settle_below(known: Known, asking: Asking) -> None:
    """Let the rows of a file be settled among all communes of its place."""
    asking.memory["places"] = Below(known, asking)


class Below(Settling):
    """The records of a file of a district or province."""

    def __init__(self, known: Known, asking: Asking) -> None:
        super().__init__(known, asking)
        self.seats, self.units = Territory(known.seats), Territory(known.units)
        self.within = dict[int, Within]()

    def _settle(self, record: Record) -> bool:
        if record.kind in {"communes", "accounts", "platforms"}:
            return self._unit(record)
        texts = self._texts(record)
        commune = self._commune_of(record, self.seats, texts)
        if commune is None:
            return False
        record.cells["commune"] = commune
        only = record.kind == "teams" and bool(words(texts[0])) and is_only_commune(texts[0])
        record.is_of_commune = record.is_of_commune or only
        return record.is_of_commune or self._in(commune, record, texts)

    def _unit(self, record: Record) -> bool:
        """Give a declaration its commune, somebody who is to sign in the unit they work in."""
        text = self._text(record, "commune")
        if record.kind == "accounts":
            text = record.cells["commune"] = self.units.fill(record.entry.table, text)
        if record.kind == "communes" or words(text):
            return self._commune(record)
        told = self.units.around(tuple(record.entry.context))
        unit = self._unit_of(record, self.units.units, *told) if told.text else None
        if unit is not None:
            record.cells["commune"] = unit
        return unit is not None or not told.text

    def _in(self, commune: int, record: Record, texts: Texts) -> bool:
        own = self.within.get(commune)
        if own is None:
            known = self.known.of(commune) if self.known.of else self.known
            own = self.within[commune] = Within(commune, known, self.asking)
        is_taken = own.settle_in(record, texts)
        self.left = own.left
        return is_taken

    def _commune_of(self, record: Record, among: Territory, texts: Texts) -> int | None:
        """Return the commune of a record; None where it waits for an answer, or is of none here."""
        village, commune, district, _province, *others = texts
        commune = among.fill(record.entry.table, commune)
        told = among.of_cells(commune, district, (village, *others))
        told = told if told.text else among.around(tuple(record.entry.context))
        # Of rows that name none their sheet is asked about.
        text = told.text or record.entry.table.name
        return self._unit_of(record, among.units, told.found, text)

    def _unit_of(self, record: Record, units: Communes, found: Found, text: str) -> int | None:
        """Leave, unasked, what is like nothing here and is called as a commune elsewhere in the country."""
        if not (found.pk or found.proposals) and self._is_elsewhere(record, text):
            self.asking.hide(record.entry.table.sheet, record.entry.row.number)
            self._leave("foreign", record)
            return None
        return super()._unit_of(record, units, found, text)

    def _is_elsewhere(self, record: Record, text: str) -> bool:
        if self.known.country is None or text == record.entry.table.name:
            return False
        named = [name for part in parts(text)[:1] for name in (part.name, part.words)]
        return any(map(self.known.country().has, filter(None, named)))


class Within(Settling):
    """The records of one of those communes, which is known of them already."""

    def __init__(self, commune: int, known: Known, asking: Asking) -> None:
        super().__init__(known, asking)
        self.commune = commune
        # Villages that rows above brought, by a key of their own below 0.
        self.coming = dict[int, Coming]()

    def settle_in(self, record: Record, texts: Texts) -> bool:
        """Give a record of the commune its village."""
        self.left = ""
        texts = self._named(record, texts)
        place = self._place(record, texts)
        if not place.is_said and record.kind != "villages":
            groups = (one for one in record.entry.context if one.origin == "group")
            place = self.surroundings.read(tuple(groups))
        return self._take(record, place)

    def _named(self, record: Record, texts: Texts) -> Texts:
        """Put the kind that a cell tells before the name of a village that has none."""
        kind = _kind(record)
        if record.kind != "villages" or not kind or kind_and_name(texts[0])[0]:
            return texts
        return (f"{Kind(kind).label} {texts[0]}", *texts[1:])

    def _whose(self, commune: str, district: str, province: str) -> tuple[Whose, str]:
        return Whose.OWN, ""

    def _asked(self, record: Record, place: Place) -> bool:
        """Ask about a village once for its commune; one that is like none there is new where villages come in."""
        if record.kind == "villages" and words(place.subject) and not place.found.proposals:
            return self._brings(record, place.subject)
        return super()._asked(record, place)

    def _choices(self, kind: str) -> list[str]:
        coming = [] if kind == "villages" else map(self._choice, self.coming)
        return [*super()._choices(kind), *coming]

    def _choice(self, pk: int) -> str:
        return f"{COMING}{self.coming[pk].full_name}" if pk in self.coming else str(pk)

    def _key(self, choice: str) -> int | None:
        coming = (pk for pk in self.coming if self._choice(pk) == choice)
        return next(coming, super()._key(choice))

    def _subject(self, record: Record, place: Place) -> str:
        return OF_COMMUNE.format(text=place.subject, commune=self.commune).strip()

    def _brings(self, record: Record, text: str) -> bool:
        """Take a village as new: rows of teams below may be of it."""
        kind, name = kind_and_name(text)
        if kind:
            key = -1 - len(self.coming)
            self.coming[key] = Coming(self.commune, kind, name)
            self.known.villages.add(key, kind, name)
        return super()._brings(record, text)

    def _give(self, record: Record, pk: int, place: Place) -> bool:
        if pk >= 0:
            return super()._give(record, pk, place)
        is_village = record.kind == "villages"
        record.cells["village"] = place.subject if is_village else self.coming[pk]
        return True


def _kind(record: Record) -> str:
    """Return the kind of village that a cell tells, "" for none."""
    try:
        return str(village_kind(record.cells.get("kind")).value or "")
    except Wrong:
        return ""
