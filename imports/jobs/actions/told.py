"""What a file that was put in order says of itself, as JSON keeps it: tables, questions, answers, taken, left."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from areas.names import fold
from imports.spreadsheet.book import Book
from imports.tidy.asking import Asking, Inferred, Left, Question, Spot, Taken, about
from imports.tidy.columns.asked import asked_of_homes
from imports.tidy.file import Tidied
from imports.tidy.model import Table
from imports.tidy.roles import NO_FIELD, SKIP

# So many questions and reasons are shown at once; how many there are is said beside.
MOST = 200
# So many stretches of rows are named of what is left for one reason.
_STRETCHES = 3


def told_of(book: Book, tidied: Tidied, refused: Mapping[str, int]) -> dict[str, Any]:
    """Return tables, questions with their number, answers in use, what is taken and left."""
    asking = tidied.asking
    questions = sorted(asking.questions.values(), key=lambda one: -one.count)
    return {
        "sheets": {str(n): sheet.name for n, sheet in enumerate(book.sheets) if sheet.rows},
        "tables": [_table(table) for table in tidied.tables if table.kind],
        "unanswered": len(questions),
        "waiting": sum(one.count for one in questions),
        "questions": [_question(one, tidied.tables) for one in questions[:MOST]],
        "answers": _answers(asking, tidied.tables),
        "taken": [_taken(one) for one in asking.taken.values()],
        "inferred": [_inferred(one) for one in asking.inferred.values()],
        "undated": _undated(tidied),
        "explained": [
            {"kind": kind, "subject": subject, "meaning": meaning, "text": text}
            for (kind, subject), (meaning, text) in asking.explained.items()
        ],
        "typed_for": asking.font and asking.font.encoding.value,
        # Of files of these kinds fills and comments cannot be seen.
        "unread": sorted(asking.unread),
        "left": _left([*_cut(book, tidied), *asking.left], refused),
    }


def _table(table: Table) -> dict[str, Any]:
    rows = table.rows
    return {
        "sheet": table.sheet,
        "name": table.name,
        "kind": table.kind,
        "first": rows[0].number if rows else 0,
        "last": rows[-1].number if rows else 0,
        "columns": [table.left, table.right],
        "fields": {
            str(at): role.key
            for at, role in table.roles.items()
            if role.key != SKIP and role.key not in NO_FIELD.get(table.kind, ())
        },
        "of_homes": asked_of_homes(table),
        "headings": {str(at): words[0] for at, words in table.headings.items() if words},
    }


def _question(one: Question, tables: Iterable[Table]) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "subject": one.subject,
        "choices": list(one.choices),
        "count": one.count,
        "examples": [_spot(spot, tables) for spot in one.examples],
        "proposal": one.proposal,
        "source": one.source,
    }


def _spot(spot: Spot, tables: Iterable[Table]) -> dict[str, Any]:
    """Return where something stands, and under which heading: never what stands there."""
    words = next((found for table in tables if (found := _heading(table, spot))), "")
    return {"sheet": spot.sheet, "row": spot.row, "column": spot.column, "heading": words}


def _heading(table: Table, spot: Spot) -> str:
    if table.sheet != spot.sheet or not table.left <= spot.column <= table.right:
        return ""
    return (table.headings.get(spot.column) or ("",))[0]


def _answers(asking: Asking, tables: Iterable[Table]) -> list[dict[str, Any]]:
    """Return the answers that were used, those that decide most cells first."""
    # Whoever looked an answer up without asking offers no other.
    others = {key: Question(*key, (), count=n) for key, n in asking.used.items()}
    used = sorted((others | asking.answered).values(), key=lambda one: -one.count)[:MOST]
    return [
        {**_question(one, tables), "choice": asking.told(about(one.kind, one.subject))}
        for one in used
    ]


def _taken(one: Taken) -> dict[str, Any]:
    return {
        "sheet": one.sheet,
        "column": one.column,
        "heading": one.heading,
        "field": one.field,
        "count": one.count,
        "examples": one.examples,
    }


def _inferred(one: Inferred) -> dict[str, Any]:
    place = one.context
    return {
        "field": one.field,
        "value": one.value,
        "origin": place.origin,
        "sheet": place.sheet,
        "row": place.row,
        "count": one.count,
    }


def _undated(tidied: Tidied) -> dict[str, str] | None:
    """Return the day that figures have of which nobody says one, and the one that may be meant; None where there are none."""
    days = tidied.asking.undated
    if not days:
        return None
    likely = sorted(days - {""})
    return {"day": tidied.known.today.isoformat(), "likely": likely[0] if len(likely) == 1 else ""}


def _cut(book: Book, tidied: Tidied) -> Iterable[Left]:
    """Yield the columns of numbers of papers that were never kept, where nobody named them."""
    named = {(one.sheet, one.columns) for one in tidied.asking.left if one.why == "identity"}
    for place, sheet in enumerate(book.sheets):
        for column, cells in sheet.cut.items():
            if (place, (column, column)) not in named:
                words = (_heading(table, Spot(place, 0, column)) for table in tidied.tables)
                name = next(filter(None, words), "")
                yield Left("identity", place, None, (column, column), cells, name)
        if sheet.masked:
            yield Left("masked", place, None, None, sheet.masked)


def _left(every: Iterable[Left], refused: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return what is left, the same together: how many cells or rows, and where the first of them are."""
    found = dict[Any, dict[str, Any]]()
    for one in every:
        key = (one.why, one.sheet, one.columns, one.name)
        told = found.setdefault(
            key,
            {
                "why": one.why,
                "sheet": one.sheet,
                "columns": one.columns and list(one.columns),
                "name": one.name,
                "count": 0,
                "rows": [],
            },
        )
        told["count"] += one.count
        if one.rows and len(told["rows"]) < _STRETCHES:
            told["rows"].append(list(one.rows))
    kinds: list[dict[str, Any]] = [
        {"why": "not_allowed", "sheet": None, "columns": None, "name": kind, "count": n, "rows": []}
        for kind, n in refused.items()
    ]
    return [*(one for one in found.values() if one["count"]), *kinds][:MOST]


def texts_of(told: Mapping[str, Any]) -> set[str]:
    """Return what a file says of itself in words that may be names, folded."""
    subjects = {one["subject"] for name in ("questions", "answers") for one in told[name]}
    examples = {text for one in told["taken"] for text in one["examples"]}
    return {fold(text) for text in subjects | examples if " " in text}


def without(told: dict[str, Any], texts: Collection[str]) -> dict[str, Any]:
    """Return what a file says of itself without what rows say of somebody who was erased: `texts`, folded.

    Of no column an example is kept, and no question about a text of theirs.
    """
    taken = [{**one, "examples": []} for one in told["taken"]]
    kept = {
        name: [one for one in told[name] if not _is_among(fold(one["subject"]), texts)]
        for name in ("questions", "answers")
    }
    return {**told, **kept, "taken": taken}


def _is_among(subject: str, texts: Collection[str]) -> bool:
    # What is said of a mark or village is no person's: only longer words may be a name.
    long = len(subject.split()) > 1
    return long and any(subject in text or text in subject for text in texts if " " in text)
