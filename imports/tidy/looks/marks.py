"""Fills and comments that stand for an answer: what each means, by a legend or by whom is asked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from imports.tidy.asking import Asking, about
from imports.tidy.looks.legend import Legend
from imports.tidy.looks.survey import Survey
from imports.tidy.model import Table

MEANINGS = ("alone", "help", "none", "unasked", "skip")
# Where so many of the cells have words, a fill is no answer.
_WORDED = 0.25


@dataclass
class Told:
    """What the fills and comments of a file mean, as far as that is known."""

    fills: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    of_fills: bool = False

    def meaning(self, fill: str, comment: str) -> str:
        """Return what a blank cell means, "" where nothing says it."""
        if comment:
            return self.comments.get(comment, "")
        return self.fills.get(fill, "") if self.of_fills else ""


def settle(surveys: Sequence[tuple[Table, Survey]], legend: Legend, asking: Asking) -> Told:
    """Return what fills and comments mean; ask about those of which nothing says it."""
    told = Told(of_fills=are_marks([survey for _, survey in surveys]))
    fills, comments = dict[str, str](), dict[str, str]()
    for _, survey in surveys:
        for text, count in survey.comments.items():
            _ask(survey, ("comment", text), count, comments, Legend(), asking)
        for fill, count in survey.fills.items() if told.of_fills else ():
            _ask(survey, ("colour", fill), count, fills, legend, asking)
    if told.of_fills and "" in legend.fills:
        fills[""] = legend.fills[""].meaning
    told.fills, told.comments = fills, comments
    return told


def are_marks(surveys: Sequence[Survey]) -> bool:
    """Tell whether fills of blank cells are answers: they differ, or there is but one row, and hardly a cell has words."""
    fills = sum((survey.fills for survey in surveys), Counter[str]())
    blank = sum(survey.blank for survey in surveys)
    worded = sum(survey.worded for survey in surveys)
    differ = len(fills) > 1 or fills.total() < blank or sum(one.rows for one in surveys) == 1
    return bool(fills) and differ and worded <= _WORDED * (worded + fills.total())


def _ask(
    survey: Survey,
    known_by: tuple[str, str],
    count: int,
    told: dict[str, str],
    legend: Legend,
    asking: Asking,
) -> None:
    kind, text = known_by
    said = legend.fills.get(text) if kind == "colour" else None
    if said is not None and said.is_sure and about(kind, text) not in asking.answers:
        told[text] = said.meaning
        asking.explained[about(kind, text)] = (said.meaning, said.text)
        return
    spots = survey.spots[kind, text]
    proposal, source = (said.meaning, said.text) if said else ("", "")
    answer = None
    for number in range(count):
        spot = spots[number] if number < len(spots) else None
        answer = asking.ask(kind, text, MEANINGS, spot=spot, proposal=proposal, source=source)
    if answer is not None:
        told[text] = answer
    if answer == "skip":
        asking.leave("skipped", sheet=survey.table.sheet, count=count)
