"""Which village a row is of, by its cells and what stands around it; rows of other communes are left out unseen."""

from dataclasses import replace
from typing import Any

from areas.names import clean, fold
from imports.spreadsheet.caches import cleaned
from imports.spreadsheet.values.choices import KINDS_OF_VILLAGE
from imports.tidy.addresses import Addresses
from imports.tidy.asking import Asking
from imports.tidy.leaving import leave_groups, leave_row, note_groups
from imports.tidy.model import Context, Known, Record
from imports.tidy.spelling import words
from imports.tidy.surroundings import (
    LONGEST,
    Place,
    Surroundings,
    beside,
    by_address,
    by_village,
    joined,
    says_village,
)
from imports.tidy.titles import Titles
from imports.tidy.units import Communes, Found, Whose, whose_by_cells
from imports.tidy.unsaid import subject_of

# The cells of a row that say where it is of; in the last a village stands among other words, by kind of record.
_CELLS = ("village", "commune", "district", "province")
_AMONG = {"households": ("hamlet",), "teams": ("place",), "activities": ("team", "place")}

__all__ = ["are_all_foreign", "leave_groups", "settle", "settling_of"]

# A village may be new, a team or a session the commune's own.
_MORE_CHOICES = {"villages": ("new",), "teams": ("commune",), "activities": ("commune",)}

type Texts = tuple[str, ...]


def settle(record: Record, known: Known, asking: Asking) -> bool:
    """Give a record its village, as a key in `cells["village"]`; say whether the record is taken.

    One that waits for an answer, or that is of another commune, is not. Of a new village the name stays.
    """
    return settling_of(known, asking).settle(record)


def are_all_foreign(asking: Asking) -> bool:
    """Tell whether there were records, and each was of another commune."""
    settling: Settling | None = asking.memory.get("places")
    return settling is not None and settling.whys == {"foreign"}


def settling_of(known: Known, asking: Asking) -> "Settling":
    """Return what settles the records of a file."""
    settling: Settling | None = asking.memory.get("places")
    if settling is None:
        settling = asking.memory["places"] = Settling(known, asking)
    return settling


class Settling:
    """The records of one file on their way to their villages; each text is looked at once."""

    def __init__(self, known: Known, asking: Asking) -> None:
        self.known, self.asking = known, asking
        self.surroundings = Surroundings(Titles(known.villages, known.commune))
        self.keys = [str(pk) for pk in known.villages.pks]
        self.addresses = Addresses(known.villages, known.commune)
        self.by_cells = dict[tuple[int, Texts], Place]()
        self.blocks = dict[tuple[int, str], Texts]()
        self.texts = dict[Texts, Texts]()
        # Why the last record is left, and all those that were there: "" for one that is not.
        self.left = ""
        self.whys = set[str]()

    def settle(self, record: Record) -> bool:
        """Settle one record."""
        self.left = ""
        is_taken = self._settle(record)
        self.whys.add(self.left)
        note_groups(self.left, record, self.asking)
        return is_taken

    def _settle(self, record: Record) -> bool:
        if record.kind in {"communes", "accounts", "platforms"}:
            return self._commune(record)
        texts = self._texts(record)
        place = self._place(record, texts)
        around = self.surroundings.read(tuple(record.entry.context))
        if place.whose is Whose.FOREIGN and not (texts[0] or texts[1]) and around.found.pk:
            # An address against a title: neither is sure.
            place = replace(place, whose=Whose.UNSURE)
        if record.kind == "households" and not texts[0]:
            place = beside(place, around)
        whose = place if place.whose is not Whose.UNSAID else around
        if not self._is_own(record, whose):
            return False
        is_nearly = bool(place.subject) and around.found.pk is None
        if not (place.is_said or is_nearly) and record.kind != "villages":
            place = around
        return self._take(record, place)

    # --- what the cells say ---

    def _texts(self, record: Record) -> Texts:
        """Return what the cells say of the place; where they are blank, what those of its household or team said before."""
        texts = (*(self._text(record, key) for key in _CELLS), *self._among(record))
        if not record.block:
            return texts
        key = (id(record.entry.table), record.block)
        before = self.blocks.get(key)
        if before is None and record.kind == "households":
            self.blocks.clear()  # the people of one follow each other
        if before is not None and before != texts:
            texts = tuple(
                own or (other if at or not texts[0] else "")
                for at, (own, other) in enumerate(zip(texts, before, strict=True))
            )
        # Households of one village say the same: it is held once.
        texts = self.blocks[key] = self.texts.setdefault(texts, texts)
        return texts

    def _text(self, record: Record, key: str) -> str:
        cell = record.cells.get(key)
        if cell is None:
            cell = record.entry.get(key)
        if cell is None:
            return ""
        text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
        text = cleaned(text)
        return self._numbered(record, text) if key == "village" and len(text) <= 3 else text

    def _among(self, record: Record) -> Texts:
        """Return the texts in which a village may stand among other words."""
        return tuple(self._text(record, key) for key in _AMONG.get(record.kind, ()))

    def _numbered(self, record: Record, text: str) -> str:
        """Put the kind that the heading tells before a number: "Thôn | 3" is thôn 3, if no other village is 3."""
        if not text.isdecimal():
            return text
        table = record.entry.table
        headings = table.headings.get(record.entry.spot("village").column, ())
        head = next((one for one in headings if fold(one) in KINDS_OF_VILLAGE), "")
        is_one = len(self.known.villages.find(text).proposals) == 1
        return f"{clean(head)} {text}" if head and is_one else text

    def _place(self, record: Record, texts: Texts) -> Place:
        """Return what the cells of a row say: what several say is looked at once."""
        enough = self.addresses.enough(record.entry.table)
        place = self.by_cells.get((enough, texts))
        if place is None:
            place = self.by_cells[enough, texts] = self._by_cells(enough, texts)
        return place

    def _by_cells(self, enough: int, texts: Texts) -> Place:
        village, commune, district, province, *among = texts
        own = self.known.commune
        whose, told = self._whose(commune, district, province)
        if whose is Whose.FOREIGN:
            return Place(whose=whose)
        if words(village):
            former = commune if whose is Whose.OWN else ""
            said = self.known.villages.read(village, own, former)
            place = self.addresses.without(by_village(said, village, commune, whose), among)
            return joined(place, whose, told)
        for text in (*among, commune):
            said = self.known.villages.read_among(text, own, enough)
            if said is not None and (text is not commune or says_village(said, text, whose)):
                return joined(by_address(said, text), whose, told)
        return self.addresses.nearly(among, Place(whose=whose, commune=told))

    def _whose(self, commune: str, district: str, province: str) -> tuple[Whose, str]:
        """Return whose commune cells name, and the text where that is not sure."""
        return whose_by_cells(self.known.commune, commune, district, province)

    # --- what becomes of the record ---

    def _is_own(self, record: Record, place: Place) -> bool:
        """Tell whether a record is of the importer's commune; leave it, unseen, where it is not."""
        if place.whose is Whose.UNSURE:
            told = self.asking.ask(
                "commune", place.commune, ("own", "foreign"), spot=self._spot(record, "commune")
            )
            if told == "own":
                return True
        elif place.whose is Whose.FOREIGN:
            told = "foreign"
        else:
            return True
        self.asking.hide(record.entry.table.sheet, record.entry.row.number)
        if told == "foreign":
            self._leave("foreign", record)
        return False

    def _leave(self, why: str, record: Record) -> None:
        self.left = why
        leave_row(why, record, self.asking)

    def _take(self, record: Record, place: Place) -> bool:
        """Give a record its village: the one found, the one that was chosen, or the one that is answered."""
        pk, chosen = place.found.pk, self.known.village
        if record.kind == "villages":
            chosen = None
        is_weak = place.context is not None and pk is None
        if chosen is not None and (not place.is_said or is_weak):
            pk = chosen
        elif pk is None or (chosen is not None and pk != chosen):
            return self._asked(record, place)
        return self._give(record, pk, place)

    def _asked(self, record: Record, place: Place) -> bool:
        choices = [*self._choices(record.kind), *_MORE_CHOICES.get(record.kind, ()), "skip"]
        proposals = [self._choice(pk) for pk in place.found.proposals]
        told = self.asking.ask(
            "village",
            self._subject(record, place),
            choices,
            spot=self._spot(record, "village", place.context),
            proposal=proposals[0] if len(proposals) == 1 else "",
            source=place.context.text[:LONGEST] if place.context else "",
        )
        if told == "skip":
            self._leave("skipped", record)
        elif told == "commune":
            record.is_of_commune = True
            return True
        elif told == "new":
            return self._brings(record, place.subject)
        pk = self._key(told or "")
        return False if pk is None else self._give(record, pk, place)

    def _choices(self, kind: str) -> list[str]:
        return self.keys

    def _choice(self, pk: int) -> str:
        return str(pk)

    def _key(self, choice: str) -> int | None:
        return int(choice) if choice.isdecimal() else None

    def _subject(self, record: Record, place: Place) -> str:
        return place.subject or subject_of(record, self.asking)

    def _brings(self, record: Record, text: str) -> bool:
        record.cells["village"] = text
        return True

    def _give(self, record: Record, pk: int, place: Place) -> bool:
        record.cells["village"] = pk
        if place.context is not None and place.found.pk == pk:
            self.asking.infer("village", str(pk), place.context)
        if place.rest is not None and record.kind == "households" and "hamlet" in record.cells:
            record.cells["hamlet"] = place.rest or None
        if place.beside and record.is_head and record.cells.get("hamlet") is None:
            record.cells["hamlet"], record.spots["hamlet"] = (
                place.beside,
                record.entry.spot("village"),
            )
        return True

    def _spot(self, record: Record, key: str, context: Context | None = None) -> Any:
        spot = record.entry.spot(key)
        if context is not None and context.row:
            return type(spot)(context.sheet, context.row, record.entry.table.left)
        return record.spots.get(key, spot)

    def _commune(self, record: Record) -> bool:
        """Give a declaration its commune, where those below the importer's territory are known."""
        communes = self.known.communes if record.kind == "communes" else self.known.units
        text = self._text(record, "commune")
        if communes is None or not words(text):
            return True
        found = communes.find(text, self._text(record, "district"))
        told = self._unit_of(record, communes, found, text)
        if told is not None:
            record.cells["commune"] = told
        return told is not None

    def _unit_of(self, record: Record, units: Communes, found: Found, text: str) -> int | None:
        """Return the unit that a text names, or that is answered; where none is called so, any of them may be meant."""
        if found.pk is not None:
            return found.pk
        every = list(map(str, units.keys()))
        # A unit of before may have gone in part to where the importer has nothing to say.
        named = [str(pk) for pk in found.proposals if str(pk) in every]
        others = [] if units.are_called(text) else every
        answer = self.asking.ask(
            "commune",
            text,
            [*dict.fromkeys((*named, *others)), "foreign"],
            spot=self._spot(record, "commune"),
            proposal=named[0] if len(named) == 1 else "",
        )
        if answer == "foreign":
            self._leave("foreign", record)
        return None if answer in {None, "foreign"} else int(answer or 0)
