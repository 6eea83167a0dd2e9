"""Who stands in a file twice, and who clashes with the register: told where it is plain, else asked by name.

Households wait until all rows came: whether somebody comes again is known only then.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from imports.spreadsheet.lines import Line
from imports.tidy.askers import ASKERS, Askers, asked, of_one_name, twice
from imports.tidy.asking import Asking
from imports.tidy.looks.hidden import WITHHELD_BIRTHS
from imports.tidy.model import Known
from imports.tidy.registered import ask_of_register
from imports.tidy.waiting import (
    UNREAD,
    Home,
    Waiting,
    are_told_apart,
    called_otherwise,
    home_of,
    nickname,
    without_nickname,
)

# Named so in the file's list of what is not taken.
_LEFT = "same"
# In a file of so few people one name and year of birth in two villages is no coincidence yet.
_FEW_PEOPLE = 500


def settled(lines: Iterable[Line], known: Known, asking: Asking) -> Iterator[Line]:
    """Yield the lines of households, each person once; those of which is still asked wait, and are not among them."""
    waiting = Waiting()
    homes = [
        home_of([line for _, line in own], waiting)
        for _, own in groupby(_numbered(lines), key=_block)
    ]
    asking.memory[ASKERS] = Askers.of(homes)
    _heads(homes, asking)
    ask_of_register(homes, known, asking)
    _people(homes, asking)
    # Whoever takes the lines holds them: none is held here as well.
    homes.reverse()
    while homes:
        home = homes.pop()
        if not home.waits:
            yield from home.lines()


def _numbered(lines: Iterable[Line]) -> Iterator[tuple[str, Line]]:
    for number, line in enumerate(lines):
        yield line.block or f"\0{number}", line


def _block(pair: tuple[str, Line]) -> str:
    return pair[0]


# --- Two heads of one name ---


def _heads(homes: Sequence[Home], asking: Asking) -> None:
    """Take a household that says the same twice as one; ask about others whose heads have one name."""
    by_name = defaultdict[tuple[int | None, str], list[Home]](list)
    again = twice(hash((home.village, home.alike)) for home in homes)
    for home in homes:
        key = (home.village, home.alike)
        if hash(key) in again and not home.is_broken:
            by_name[key].append(home)
    for alike in by_name.values():
        if len(alike) > 1:
            for some in of_one_name(alike):
                _settle_heads(_without_copies(some, asking), asking)


def _without_copies(homes: Sequence[Home], asking: Asking) -> list[Home]:
    kept = dict[tuple[str, ...], Home]()
    others = list[Home]()
    for home in homes:
        first = kept.setdefault(home.said(), home)
        if first is home:
            others.append(home)
        elif home.is_told:
            _leave(home, asking)
        else:
            others.append(home)
    return others


def _settle_heads(homes: Sequence[Home], asking: Asking) -> None:
    if len(homes) < 2 or _are_called_otherwise(homes):
        return
    asker = ("heads", homes[0].village)
    told = asked(without_nickname(homes[0].name), homes, asking, asker)
    if told == "same":
        for home in homes[1:]:
            _join(homes[0], home, asking)
    elif told is None:
        for home in homes:
            home.waits = True


def _are_called_otherwise(homes: Sequence[Home]) -> bool:
    """Tell whether what people call them tells heads apart: of one telephone it is the same head."""
    are_one = len({home.phone for home in homes}) == 1 and bool(homes[0].phone)
    return not are_one and len({nickname(home.name) for home in homes} - {""}) > 1


def _join(first: Home, other: Home, asking: Asking) -> None:
    """Put a household into that which is the same; where its cells contradict, those written before stay."""
    lines = list(other.lines())
    first.bare |= called_otherwise([*first.waiting.lines(first.at), *lines])
    for line in first.take(lines):
        asking.leave("differs", sheet=other.sheet, rows=(line.row or line.number,) * 2)
    _leave(other, asking)


def _leave(home: Home, asking: Asking) -> None:
    """Leave out a household that is another one of the file."""
    rows = (home.first, home.last)
    asking.leave(_LEFT, sheet=home.sheet, rows=rows, count=len(home.people))
    home.is_left = home.is_broken = True


# --- One person twice ---

type _Where = tuple[Home, int]


def _people(homes: Sequence[Home], asking: Asking) -> None:
    """Find people of one name and year of birth in a village, in one household or in two.

    Of years that cannot be read two may be the same: that is asked in a small file.
    """
    found = [home for home in homes if not home.is_broken]
    is_small = sum(len(home.people) for home in found) <= _FEW_PEOPLE
    places = {id(home): None if is_small else home.village for home in found}
    again = twice(hash((places[id(home)], *one)) for home in found for one in home.people)
    by_person = defaultdict[tuple[object, ...], list[_Where]](list)
    for home in found:
        for at, person in enumerate(home.people):
            key = (places[id(home)], *person)
            if hash(key) in again:
                by_person[key].append((home, at))
    for (_, name, year), spots in by_person.items():
        at_home = defaultdict[int, list[_Where]](list)
        for place in spots:
            if not place[0].is_left:  # it may have been put to another one meanwhile
                at_home[id(place[0])].append(place)
        kept = [_once(own, asking, str(name)) for own in at_home.values()]
        if len(kept) > 1 and name and not _are_asked(kept):
            _settle_by_year(kept, year, asking, is_small=is_small)
    _half_told([home for home in found if not home.is_left], asking)


def _half_told(homes: Sequence[Home], asking: Asking) -> None:
    """Ask about people of one name in one household of whom one has no year of birth, where nothing else tells them apart."""
    for home in homes:
        names = [name for name, _year in home.people]
        if len(set(names)) == len(names):
            continue
        by_name = defaultdict[str, list[int]](list)
        for at, name in enumerate(names):
            if name and at not in home.without:
                by_name[name].append(at)
        for spots in by_name.values():
            years = [home.people[at][1] for at in spots]
            if None in years and len({*filter(None, years)}) == 1 and home.may_be_one(spots):
                _settle_half(
                    home, sorted(spots, key=lambda at: (at > 0, not home.people[at][1])), asking
                )


def _settle_half(home: Home, spots: Sequence[int], asking: Asking) -> None:
    """Keep of one person the row that tells the year; a head is told it by the other."""
    _settle_person([(home, at) for at in spots], asking)
    head, other, *_ = spots
    if head == 0 and other in home.without and not (home.waits or home.copies):
        home.copies = [(0, home.waiting.lines(home.at)[other])]


def _settle_by_year(
    places: Sequence[_Where], year: object, asking: Asking, *, is_small: bool
) -> None:
    if year is None or (year == UNREAD and not is_small):
        _hold(places, asking)
    elif year != UNREAD or _may_be_one(places):
        _settle_person(places, asking)


def _may_be_one(places: Sequence[_Where]) -> bool:
    """Tell people whose years nobody can read, but who are of one village or the same to their heads."""
    lines = [home.waiting.lines(home.at)[at].values for home, at in places]
    is_one_village = len({home.village for home, _ in places}) == 1
    return is_one_village or len({(one.get("sex"), one.get("relation")) for one in lines}) == 1


def _hold(places: Sequence[_Where], asking: Asking) -> None:
    """Let people of one name wait where their years are in a column that nobody said is to be taken."""
    withheld = asking.memory.get(WITHHELD_BIRTHS, ())
    for home, at in places if any(home.sheet in withheld for home, _ in places) else ():
        if at:
            home.without |= {at}
        else:
            home.waits = True


def _are_asked(places: Sequence[_Where]) -> bool:
    """Tell whether it is asked already of their households as a whole: whether they are the same."""
    homes = {(home.village, home.alike) for home, _ in places}
    return len(homes) == 1 and all(home.waits for home, _ in places)


def _once(places: Sequence[_Where], asking: Asking, name: str) -> _Where:
    """Leave out who stands twice in one household with the same cells; ask about others of one name and year."""
    (home, first), *others = places
    for _, at in others:
        if not name:
            continue
        said = home.said()
        if said[at] == said[first]:
            _leave_person(home, at, asking)
        elif home.people[at][1] is not None:
            _settle_person([(home, first), (home, at)], asking)
    return home, first


def _settle_person(places: Sequence[_Where], asking: Asking) -> None:
    lines = [(home, at, home.waiting.lines(home.at)[at]) for home, at in places]
    are_heads = all(at == 0 for _, at, _ in lines)
    is_asked = are_heads and len({home.village for home, *_ in lines}) == 1
    if is_asked or are_told_apart([line for *_, line in lines]):
        return
    first, at, _ = lines[0]
    asker = ("people", *first.people[at])
    told = asked(without_nickname(lines[0][2].name), [home for home, *_ in lines], asking, asker)
    if told == "different":
        return
    for home, at, _ in lines[1:] if told == "same" else lines:
        if told == "same" and are_heads:
            _join(lines[0][0], home, asking)
        elif told == "same" and at:
            _leave_person(home, at, asking)
        elif told is None and at == 0:
            home.waits = True
        elif told is None:
            home.without |= {at}


def _leave_person(home: Home, at: int, asking: Asking) -> None:
    number = home.waiting.lines(home.at)[at].number
    home.without |= {at}
    asking.leave(_LEFT, sheet=home.sheet, rows=(number, number))
