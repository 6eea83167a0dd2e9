"""What stands around a row says of its village and commune: group rows, titles, the names of sheet and file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from imports.tidy.model import Context
from imports.tidy.spelling import parts
from imports.tidy.titles import Titles
from imports.tidy.units import UNKNOWN, Found, Whose
from imports.tidy.villages import Said

_NEAR = ("title", "sheet", "file", "foot")
# So much of a text is shown.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Place:
    """What a row's cells, or what stands around it, say: perhaps a question about `subject`.

    `rest` is what is left of an address that names the village, None where it names none; `beside` what the cell for the
    village says besides ("Tổ 3"). `is_said`: something names a village, known or not; `context` what it was, where it was
    no cell.
    """

    found: Found = UNKNOWN
    whose: Whose = Whose.UNSAID
    commune: str = ""
    subject: str = ""
    is_said: bool = False
    rest: str | None = None
    beside: str = ""
    context: Context | None = None


NOTHING = Place()


def by_village(said: Said, text: str, commune: str, whose: Whose) -> Place:
    """Return what the cell for the village says; of two of one name the commune beside it belongs to the question."""
    several = len(said.found.proposals) > 1 and whose is Whose.OWN
    subject = f"{text}, {commune}" if several and said.is_same else text
    if said.found.pk is None and said.named and said.rest:
        subject = said.named
    rest = said.rest if said.found.pk is not None or subject == said.named else ""
    return Place(said.found, said.whose, said.commune, subject, is_said=True, beside=rest)


def by_address(said: Said, text: str) -> Place:
    """Return what an address says of the village; it keeps what is not the village's name, also of one that is asked."""
    rest = said.rest if said.found.pk is not None or said.named else None
    is_said = said.found.pk is not None or bool(said.named)
    return Place(said.found, said.whose, said.commune, said.named or text, is_said, rest)


def says_village(said: Said, commune: str, whose: Whose) -> bool:
    """Tell whether a cell for the commune names a village, too; the own one of before may sound like one ("Buôn Triết")."""
    is_commune = whose is Whose.OWN and len(parts(commune)) == 1 and said.found.pk is None
    return bool(said.named) and not is_commune


def beside(place: Place, around: Place) -> Place:
    """Return what an address says below a title that names another village: neither is sure."""
    both = (place.found.pk, around.found.pk)
    if None in both or both[0] == both[1]:
        return place
    return replace(place, found=Found(None, tuple(pk for pk in both if pk)))


def joined(place: Place, whose: Whose, commune: str) -> Place:
    """Put what the cells for commune, district and province say to what the village's own text says."""
    if whose is Whose.UNSAID or (whose is Whose.OWN and place.whose is Whose.UNSAID):
        return _of(place, place.whose if whose is Whose.UNSAID else whose, place.commune)
    if whose is Whose.UNSURE and place.whose is not Whose.FOREIGN:
        return _of(place, whose, commune)
    if whose is Whose.OWN and place.whose is Whose.FOREIGN:
        return _of(place, Whose.UNSURE, place.commune)
    return place


def _of(place: Place, whose: Whose, commune: str) -> Place:
    return replace(place, whose=whose, commune=commune)


class Surroundings:
    """What stands around the rows of a file; each text, and each set of them, is looked at once."""

    def __init__(self, titles: Titles) -> None:
        self.titles = titles
        self.said = dict[tuple[Context, ...], Place]()

    def read(self, context: tuple[Context, ...]) -> Place:
        """Return what the texts around a row say, the nearest before the others."""
        if context not in self.said:
            village = self._village_around(context)
            whose, commune = self._commune_around(context)
            self.said[context] = replace(village, whose=whose, commune=commune)
        return self.said[context]

    def _village_around(self, context: Sequence[Context]) -> Place:
        """Return the village that the nearest text names; where title and sheet name two, neither is sure."""
        for one in reversed([one for one in context if one.origin == "group"]):
            said = self.titles.read(one)
            if said.pks or said.unknown:
                return self._named([one])
        near = {name: [one for one in context if one.origin == name] for name in _NEAR}
        for names in (("title", "sheet"), ("title", "file"), ("sheet", "file"), ("foot",)):
            place = self._named([one for name in names for one in near[name]])
            is_near = place.context is not None and place.context.origin == names[0]
            if place.is_said and (is_near or len(place.found.proposals) > 1):
                return place
            if place.is_said and not any(self._says(one) for one in near[names[0]]):
                return place
        return NOTHING

    def _says(self, context: Context) -> bool:
        said = self.titles.read(context)
        return bool(said.pks or said.unknown)

    def _named(self, context: Sequence[Context]) -> Place:
        """Return what texts say together; a name that nobody knows counts where none is known."""
        telling = [one for one in context if self._says(one)]
        pks = {pk for one in telling for pk in self.titles.read(one).pks}
        known = [one for one in telling if self.titles.read(one).pks]
        if len(pks) == 1:
            said = self.titles.read(known[0])
            return Place(Found(pks.pop()), subject=said.named, is_said=True, context=known[0])
        if not telling:
            return NOTHING
        first = (known or telling)[0]
        said = self.titles.read(first)
        subject = said.unknown if not pks else first.text[:LONGEST]
        return Place(Found(None, tuple(sorted(pks))), subject=subject, is_said=True, context=first)

    def _commune_around(self, context: Sequence[Context]) -> tuple[Whose, str]:
        """Return whose commune stands around: what a group row says holds, what a title says of another is asked."""
        for one in reversed([one for one in context if one.origin == "group"]):
            said = self.titles.read(one)
            if said.whose is not Whose.UNSAID:
                return said.whose, said.commune
        said_by = [
            self.titles.read(one) for one in context if one.origin in {"title", "sheet", "file"}
        ]
        others = [said for said in said_by if said.whose in {Whose.FOREIGN, Whose.UNSURE}]
        return (Whose.UNSURE, others[0].commune) if others else (Whose.UNSAID, "")
