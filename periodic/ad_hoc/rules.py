"""What is asked for once, as columns of a form: figures of the register, and questions that units answer themselves. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from periodic.catalogue.rules.columns import column_of, typed
from periodic.catalogue.rules.figure import Figure
from periodic.catalogue.rules.people import PEOPLE
from periodic.catalogue.rules.vocabulary import FIGURES
from periodic.content import Column, Measure, Source

# The most questions of one request: more than that is a form of its own.
MOST_QUESTIONS = 15


class Answer(TextChoices):
    """What a question is answered with."""

    NUMBER = "number", _("Số")
    TEXT = "text", _("Chữ")


@dataclass(frozen=True)
class Question:
    """A question to which the register knows no answer."""

    words: str
    answer: str = Answer.NUMBER


def names_of_figures() -> dict[str, str]:
    """Return the vocabulary by key, each as it is called where it stands alone: a part names its whole."""
    names, whole = {}, ""
    for one in FIGURES:
        whole = whole if one.is_part else str(one.name)
        names[one.key] = f"{whole}: {one.name}" if one.is_part else whole
    return names


def columns_asked(figures: Iterable[str], questions: Sequence[Question]) -> tuple[Column, ...]:
    """Return the columns of a request: the figures in the order of the vocabulary, then the questions as they stand."""
    wanted = set(figures)
    with translation.override("vi"):
        names = names_of_figures()
    known = [
        column_of(one.key, name=names[one.key], is_part=False)
        for one in FIGURES
        if one.key in wanted
    ]
    asked = [
        typed(f"cau-{number}", one.words, one.words, "", is_text=one.answer == Answer.TEXT)
        for number, one in enumerate(questions, 1)
    ]
    return (*known, *asked)


def figures_in(columns: Iterable[Column]) -> list[str]:
    """Return the figures of the register that a form asks for."""
    return [one.figure for one in columns if one.source == Source.REGISTER]


def questions_in(columns: Iterable[Column]) -> list[Question]:
    """Return the questions that a form asks."""
    kinds = {True: Answer.TEXT, False: Answer.NUMBER}
    return [Question(one.name, kinds[one.is_text]) for one in columns if one.source == Source.TYPED]


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the vocabulary to choose from: what there is on the last day, what happened within the days, and people."""
    names, people = names_of_figures(), {one.key for one in PEOPLE}
    groups = ((_("Số có đến ngày chốt"), Measure.STOCK), (_("Số trong thời gian"), Measure.FLOW))
    found = [
        (str(words), [one for one in FIGURES if one.key not in people and one.measure == measure])
        for words, measure in groups
    ]
    found.append((str(_("Số người dân trong sổ, đến ngày chốt")), list(PEOPLE)))
    return [(words, [(one.key, names[one.key]) for one in group]) for words, group in found]


def already_in(figures: Iterable[str], columns: Iterable[Column]) -> list[Figure]:
    """Return those of the figures that another form asks for, too."""
    there, wanted = set(figures_in(columns)), set(figures)
    return [one for one in FIGURES if one.key in wanted & there]
