"""How well what stands in a column fits a role: 2 speaks for it, 1 says nothing, 0 speaks against it."""

from collections.abc import Callable, Mapping

from imports.tidy.columns.evidence import Evidence, looks_of_text
from imports.tidy.model import Known
from imports.tidy.roles import SKILLS
from imports.tidy.units import Whose
from imports.tidy.values import MEANS

FOR, PERHAPS, NOTHING, ENOUGH, HARDLY, AGAINST = 2.0, 1.5, 1.0, 0.9, 0.4, 0.0
# What few cells look like says nothing against a heading.
FEW = 3
MOST, MANY, SOME, ANY = 0.8, 0.5, 0.3, 0.05
_NO_MARKS = ("surname", "phone", "year", "date", "unit")
# So many different texts are looked up among villages.
_TEXTS = 40

type Fit = Callable[[Evidence], float]


def _mostly(*looks: str, least: float = MANY, instead: float = AGAINST) -> Fit:
    """Return a fit that asks for these looks, and knows what it is where there are none."""

    def fit(seen: Evidence) -> float:
        if seen.share(*looks) >= least:
            return FOR
        return NOTHING if seen.share(*looks) >= least / 3 else instead

    return fit


def _name(seen: Evidence) -> float:
    if seen.share("surname") >= MANY and seen.share("names") < MANY:
        return FOR
    if seen.share("tick", "sex", "relation", "role", "number", "phone", "unit") >= MANY:
        return AGAINST
    return PERHAPS if seen.share("name") >= MANY else NOTHING


def _given(seen: Evidence) -> float:
    if seen.share("word") >= MANY:
        return FOR
    return AGAINST if seen.share("surname", "number", "tick") >= MANY else NOTHING


def _family(seen: Evidence) -> float:
    return AGAINST if seen.share("number", "tick", "mark") >= MANY else PERHAPS


def _members(seen: Evidence) -> float:
    if seen.share("number", "tick", "mark", "phone") >= MANY:
        return AGAINST
    return FOR if seen.share("names") >= SOME else ENOUGH


def _half_sex(seen: Evidence) -> float:
    return FOR if seen.share("tick", "year", "date", "sex", "serial") >= MANY else AGAINST


def _birth(seen: Evidence) -> float:
    if (
        seen.share("year") + seen.share("date") + seen.share("serial") + seen.share("has_year")
        >= MANY
    ):
        return FOR
    if seen.share("age") >= MANY:
        return NOTHING if max(map(_number, seen.texts), default=0) > 31 else HARDLY
    return AGAINST if seen.share("surname", "tick", "phone") >= MANY else NOTHING


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _phone(seen: Evidence) -> float:
    if seen.share("phone") >= SOME:
        return FOR
    if any("phone" in looks_of_text(text) for text in seen.texts):
        return NOTHING  # the others have none: "không có", "x"
    return AGAINST if seen.share("tick", "surname", "year", "mark") >= MANY else NOTHING


def _hamlet(seen: Evidence) -> float:
    return AGAINST if seen.share("tick", "phone", "year") >= MANY else NOTHING


def _skill(seen: Evidence) -> float:
    is_count = (
        seen.filled > FEW and seen.share("int") >= MANY and seen.share("mark") < MANY
    )  # of people who know it
    return AGAINST if is_count or seen.share(*_NO_MARKS) >= MANY else NOTHING


def _means(seen: Evidence) -> float:
    return AGAINST if seen.share(*_NO_MARKS) >= MANY else NOTHING


def _role(seen: Evidence) -> float:
    if seen.share("role") >= SOME:
        return FOR
    return HARDLY if seen.share("office") >= SOME else NOTHING


def _organisation(seen: Evidence) -> float:
    if seen.share("role") >= MANY and seen.share("office") < SOME:
        return AGAINST
    return FOR if seen.share("office") >= SOME else NOTHING


def _decision(seen: Evidence) -> float:
    if seen.share("decision") >= SOME:
        return ENOUGH if seen.share("has_date") >= MANY else FOR
    return AGAINST if seen.share("surname", "full_date", "tick") >= MANY else NOTHING


def _decision_and_day(seen: Evidence) -> float:
    return FOR if seen.share("decision") >= SOME and seen.share("has_date") >= MANY else AGAINST


def _count(seen: Evidence) -> float:
    if seen.share("number") >= MANY:
        return AGAINST if seen.share("phone") >= MANY else FOR
    return AGAINST if seen.share("surname", "unit", "tick") >= MANY else NOTHING


def _tick_head(seen: Evidence) -> float:
    return FOR if seen.share("tick") >= MOST else AGAINST


def _household(seen: Evidence) -> float:
    """Tell ticks from numbers: all of a sheet may be of household 1."""
    is_ticked = seen.share("tick") >= MOST and len(seen.texts) == 1 and "1" not in seen.texts
    return AGAINST if seen.share("surname") >= MANY or is_ticked else NOTHING


def _order(seen: Evidence) -> float:
    if seen.share("int", "letter", "number") >= MANY:
        return FOR
    is_words = seen.filled > FEW and seen.share("int", "letter", "number") < ANY
    return HARDLY if is_words or seen.share("mark", "surname") >= MANY else NOTHING


def _sex(seen: Evidence) -> float:
    if seen.share("sex") >= MANY:
        return FOR
    return AGAINST if seen.share("surname", "phone", "year") >= MANY else NOTHING


def _relation(seen: Evidence) -> float:
    if seen.share("relation") >= MANY and not seen.share("mark") >= seen.share("relation"):
        return FOR
    return AGAINST if seen.share("surname", "phone", "year", "role") >= MANY else NOTHING


_DAY = _mostly("date", "has_date", "serial", instead=HARDLY)
FITS: Mapping[str, Fit] = {
    "stt": _order,
    "name": _name, "head": _name, "leader": _name, "deputy": _name,
    "family": _family, "given": _given, "members": _members, "tick_head": _tick_head,
    "sex": _sex, "m": _half_sex, "f": _half_sex,
    "birth": _birth, "age": _mostly("age", least=MOST),
    "born_day": _mostly("day", least=MOST), "born_month": _mostly("month", least=MOST),
    "born_year": _mostly("year", "age", least=MOST),
    "phone": _phone, "phone_of_head": _phone,
    "relation": _relation,
    "hamlet": _hamlet, "number": _household, "household_id": _household,
    "size": _mostly("age"), "role": _role, "organisation": _organisation,
    "decision": _decision, "decision_and_day": _decision_and_day,
    "signed_on": _DAY, "joined_on": _DAY, "held_on": _mostly("date", "has_date", "serial", "day", instead=HARDLY),
    "month": _mostly("month", instead=HARDLY), "declared_on": _DAY, "valid_from": _DAY,
    **dict.fromkeys(("people", "persons", "women", "households", "villages"), _count),
    **dict.fromkeys((*SKILLS, "all_five"), _skill), **dict.fromkeys(MEANS, _means),
}  # fmt: skip


def fit(role: str, seen: Evidence, known: Known) -> float:
    """Return how well a column fits a role."""
    if not seen.filled:
        return AGAINST if role == "stt" and seen.fills else NOTHING  # nobody is numbered by colours
    if role in {"village", "commune", "hamlet"}:
        return _unit(role, seen, known)
    how = FITS.get(role, _nothing)(seen)
    is_few = seen.filled + 1 < FEW and seen.share("tick", "names", "surname") < 1
    return NOTHING if how < NOTHING and is_few else how


def _nothing(seen: Evidence) -> float:
    return NOTHING


def _unit(role: str, seen: Evidence, known: Known) -> float:
    """Villages of the commune stand there, or other units, or something else."""
    villages = villages_in(seen, known)
    is_more = seen.share("long") >= ANY  # "Xóm 2, thôn Hội Phú"
    if role == "hamlet":
        return 0.95 if villages >= MOST and not is_more else _hamlet(seen)
    if seen.share("tick", "phone", "year") >= MANY:
        return AGAINST
    if role == "commune":
        is_own = seen.is_constant and villages < MANY and seen.share("name") >= MANY
        is_own = is_own or (villages < MANY and _is_own_commune(seen, known))
        return (
            FOR
            if seen.share("commune") >= MANY or is_own
            else HARDLY
            if villages >= MANY
            else NOTHING
        )
    if villages >= MANY:
        return FOR
    return (
        HARDLY
        if seen.share("commune") >= MANY
        else PERHAPS
        if seen.share("unit") >= MANY
        else NOTHING
    )


def _is_own_commune(seen: Evidence, known: Known) -> bool:
    """Tell whether most cells name the importer's commune."""
    own = known.commune
    named = sum(much for text, much in seen.texts.items() if own and own.read(text) is Whose.OWN)
    return named >= MOST * seen.filled


def villages_in(seen: Evidence, known: Known) -> float:
    """Return the share of a column's different texts that are villages of the commune."""
    texts = [text for text, _ in seen.texts.most_common(_TEXTS)]
    if not texts or known.villages is None:
        return 0.0
    return sum(known.villages.find(text).pk is not None for text in texts) / len(texts)


def lists_villages(seen: Evidence, known: Known) -> bool:
    """Tell a column in which villages of the register stand, and no numbers that could be theirs."""
    is_counted = seen.share("int") >= MANY
    return seen.filled > 1 and not is_counted and villages_in(seen, known) >= MOST
