"""What was answered of a file, and what its commune remembers of files before: nothing of it is asked again."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from areas.kinds import Level
from areas.models import Area
from areas.names import PHONE_DIGITS, digits_of, fold
from households.erasing.queries import erased_among
from households.models import Household
from imports.models import AnswerMemory, Import
from imports.spreadsheet import identity
from imports.tidy.asking import COMING, OF_COMMUNE, About, about, is_unsaid, parted

# Of other kinds the text may be a person's, or the answer is of one file.
_REMEMBERED = frozenset(
    {"mark", "colour", "comment", "sex", "relation", "role", "organisation", "column", "village"}
    | {"grouping", "date_order", "ditto", "link", "tables", "numbered", "body"}
)
# Their texts stand in cells of people, or beside them.
_IN_CELLS = frozenset({"mark", "comment", "sex", "relation", "role", "organisation"})
_LONGEST_SUBJECT, _LONGEST_CHOICE = 200, 80
# What is no village to one file may be one to the next: only where it is was said for good.
_PASSING = frozenset({("village", "new")})


def answers_of(source: Import) -> dict[About, str]:
    """Return all answers that hold for a file: its own, and those its commune remembers that it does not ask anew."""
    memory = AnswerMemory.unscoped.filter(commune=source.commune_id)
    found = {(kind, subject): choice for kind, subject, choice in memory.values_list(*_COLUMNS)}
    found |= _of_communes_below(source.commune)
    found |= {(kind, subject): choice for kind, subject, choice in source.answers}
    return {key: choice for key, choice in found.items() if choice}


_COLUMNS = ("kind", "subject", "choice")


def _of_communes_below(place: Area) -> dict[About, str]:
    """Return what the communes below a place remember of their villages, asked about with the key of each."""
    if not place.is_above_communes:
        return {}
    rows = AnswerMemory.unscoped.inside(place.path or "-").filter(kind="village")
    rows = rows.filter(commune__level=Level.COMMUNE)
    return {
        about("village", OF_COMMUNE.format(text=subject, commune=commune)): choice
        for commune, subject, choice in rows.values_list("commune", "subject", "choice")
    }


def villages_told(answers: Mapping[About, str]) -> dict[str, int]:
    """Return which villages names mean, by the name as it is asked about; 0 for a new one."""
    said = {text: choice for (kind, text), choice in answers.items() if kind == "village"}
    return {
        text: int(choice) if choice.isdecimal() else 0
        for text, choice in said.items()
        if choice.isdecimal() or choice == "new"
    }


def note(source: Import, answers: Mapping[About, str]) -> None:
    """Put answers to those of a file; "" asks anew."""
    told = {(kind, subject): choice for kind, subject, choice in source.answers}
    told |= {about(*key): choice for key, choice in answers.items()}
    source.answers = [[kind, subject, choice] for (kind, subject), choice in told.items()]


def remember(source: Import, answers: Mapping[About, str]) -> None:
    """Remember answers for the commune, where no person's text is among them; what is asked anew is forgotten."""
    told = {about(*key): choice for key, choice in answers.items()}
    below = _communes_told(source.commune, told)
    people = _people(source, {subject for _kind, subject in told if " " in subject})
    for (kind, text), choice in told.items():
        rows, subject, commune = AnswerMemory.unscoped, text, source.commune_id
        if kind == "village" and source.commune.is_above_communes:
            subject, commune = parted(text)
            if commune not in below:
                continue
        where: dict[str, Any] = {"commune_id": commune, "kind": kind, "subject": subject}
        if not choice:
            rows.filter(**where).delete()
        elif _may_be_kept(kind, subject, choice) and (kind == "village" or text not in people):
            rows.update_or_create(**where, defaults={"choice": choice})


def _communes_told(place: Area, told: Iterable[About]) -> set[int]:
    """Return the communes below a place with whose keys villages were asked about: for these it is remembered."""
    if not place.is_above_communes:
        return set()
    keys = {parted(subject)[1] for kind, subject in told if kind == "village"}
    return {
        *Area.unscoped.within(place).communes().filter(pk__in=keys).values_list("pk", flat=True)
    }


def _people(source: Import, subjects: set[str]) -> set[str]:
    """Return which texts are the name of a household of the commune, or of somebody there whose data were erased."""
    homes = Household.unscoped.inside(source.commune.path or "-")
    called = {
        one
        for one in subjects
        if homes.filter(
            Q(search_key=fold(one)) | Q(search_key__startswith=f"{fold(one)} ")
        ).exists()
    }
    return called | erased_among(source.commune, subjects)


def is_remembered(kind: str, subject: str) -> bool:
    """Tell whether what is said to a question of this kind is remembered, where no person's text is in it."""
    # The next file that names no village may be of another one.
    return kind in _REMEMBERED and not (kind == "village" and is_unsaid(subject))


def _may_be_kept(kind: str, subject: str, choice: str) -> bool:
    short = len(subject) <= _LONGEST_SUBJECT and len(choice) <= _LONGEST_CHOICE
    is_passing = (kind, choice) in _PASSING or (kind == "village" and choice.startswith(COMING))
    kept = is_remembered(kind, subject) and not is_passing
    # A telephone is somebody's: what is said beside it is, too.
    reached = kind in _IN_CELLS and len(digits_of(subject)) >= PHONE_DIGITS
    return kept and short and not reached and identity.masked(subject) == subject
