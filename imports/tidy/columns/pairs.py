"""Several columns that make one field: a name in two, a day of birth in three."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from imports.tidy.columns.fits import FOR, HARDLY, MOST, fit
from imports.tidy.columns.look import Column
from imports.tidy.columns.spelling import SURE
from imports.tidy.model import Known

_NAME_LIKE = ("name", "head", "leader")
_BORN = ("born_day", "born_month", "born_year")


def join(columns: Sequence[Column], kind: str, known: Known) -> None:
    """Say which columns belong together, where headings and what stands below say it."""
    if kind not in {"households", "teams"}:
        return
    for one, other in _beside(columns):
        # "Họ tên chủ hộ" beside "Tên" is no half of a name whose other half, "Họ đệm", stands elsewhere.
        if one.is_sure("family") or not _has_family(columns, one.group):
            _name_in_two(one, other, known)
    for at in range(len(columns) - 2):
        if any(column.is_sure("f") for column in columns[at + 3 : at + 4]):
            continue
        _born_in_three(columns[at : at + 3], known)
    _year_alone(columns)


def _year_alone(columns: Sequence[Column]) -> None:
    """Call a year of birth without a day and a month beside it a birth."""
    in_three = any(column.is_sure("born_month", "born_day") for column in columns)
    for column in columns:
        if column.is_sure("born_year") and not in_three:
            column.means = {"birth": SURE}
        elif not column.is_sure(*_BORN):
            column.means = {role: much for role, much in column.means.items() if role not in _BORN}


def _has_family(columns: Sequence[Column], group: int) -> bool:
    """Tell whether a column of a group is of family names alone, by its heading."""
    return any(column.is_sure("family") and column.group == group for column in columns)


def _beside(columns: Sequence[Column]) -> Iterator[tuple[Column, Column]]:
    for one, other in pairwise(columns):
        if other.at == one.at + 1 and one.group == other.group:
            yield one, other


def _name_in_two(one: Column, other: Column, known: Known) -> None:
    """Tell family and given name: "Họ đệm", "Tên"; or "Họ và tên" above both columns, or above the first alone."""
    if not {"given", "name"} & other.means.keys() and other.words and other.words != one.words:
        return
    if one.is_sure("family") and ("given" in other.means or not other.words):
        if fit("given", other.seen, known) >= HARDLY:
            one.means, other.means = {"family": SURE}, {"given": SURE}
        return
    is_name = any(one.is_sure(role) for role in _NAME_LIKE) or "family" in one.means
    is_half = other.seen.share("word") >= MOST and not fit("given", other.seen, known) < FOR
    if is_name and is_half and not other.seen.share("sex", "relation", "mark") >= MOST:
        one.means, other.means = {"family": SURE}, {"given": SURE}


def _born_in_three(three: Sequence[Column], known: Known) -> None:
    """Tell day, month and year of birth: beside each other, in this order, and numbers that may be so."""
    # Without marks "Năm" looks like "Nam".
    could = (("born_day", "birth"), ("born_month",), ("born_year", "birth", "m"))
    for column, roles in zip(three, could, strict=True):
        if not set(roles) & column.means.keys():
            return
    if any(fit(role, column.seen, known) < 1 for column, role in zip(three, _BORN, strict=True)):
        return
    for column, role in zip(three, _BORN, strict=True):
        column.means = {role: SURE}
