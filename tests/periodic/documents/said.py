"""Every number that a report says, read back from each of its documents, by where it stands.

Keys are (place, …): "now", "of", "percent", "before", "change" of an indicator by its key, "row" with the number of the
row before them, "late" and "sentence" with their number. What is no number is not there.
"""

import re
from io import BytesIO
from itertools import pairwise

import docx
from lxml import html
from python_calamine import CalamineWorkbook

from tests.pdf_text import words_of_pages
from tests.periodic.documents.reading import NUMBER, tables_of_word, words_of_word

DAY = re.compile(r"\d\d/\d\d/\d{4}")
# A table that only places words has one row of two cells.
HALVES = ("left", "right")
# What each document has room for.
WORD = PDF = {"now", "of", "percent", "before", "change", "row", "late", "sentence"}
BOOK = WORD - {"sentence"}
PAGE = {"now", "of", "percent", "row", "late", "sentence"}


def frozen(data):
    """Return what a frozen content says: of its data alone, rounded here once more."""
    columns = [one for one in data["columns"] if not one["is_text"]]
    found = _values(data["total"], columns)
    for column in columns if data["previous"] else ():
        key = column["key"]
        now, was = (_cell(data[row], key) for row in ("total", "previous"))
        if was["n"] is not None:
            found["before", key] = float(was["n"])
            if now["n"] is not None:
                found["change", key] = round(float(now["n"]) - float(was["n"]), 2)
    for at, row in enumerate(data["rows"]):
        found |= {("row", at, *key): n for key, n in _values(row, columns).items()}
    found |= {("late", at): float(one["amount"]) for at, one in enumerate(data["late"])}
    return found | _sentences(data["sentences"])


def _values(row, columns):
    found = {}
    for key in (one["key"] for one in columns if one["source"] != "none"):
        value = _cell(row, key)
        n, of = value["n"], value["of"]
        if n is None:
            continue
        found["now", key] = float(n)
        if of is not None:
            found["of", key] = float(of)
        if of and value["is_said"]:
            share = round(100 * n / of, 1)
            found["percent", key] = min(max(share, 0.1), 99.9) if 0 < n < of else share
    return found


def _cell(row, key):
    return {"n": None, "of": None, "is_said": True, **row["values"].get(key, {})}


def _sentences(sentences):
    said = [[number(one) for one in NUMBER.findall(DAY.sub("", words))] for words in sentences]
    return {("sentence", at, n): one for at, some in enumerate(said) for n, one in enumerate(some)}


def number(words):
    """Read a number as it is written in Vietnamese."""
    return float(words.replace(".", "").replace(",", ".").replace("−", "-").rstrip("*%"))


def numbers(place, words):
    """Read a cell: n, n/N, n/N over its percentage; words are no numbers."""
    found = {}
    for part, said in zip(
        ("now", "of", "percent"), re.split(r"[/\n]", words.strip()), strict=False
    ):
        if NUMBER.fullmatch(said.rstrip("*%")):
            found[*place, part] = number(said)
    return found


def said_by_word(data, content):
    """Read a Word file."""
    tables, found = tables_of_word(data), {}
    for heads, *rows in tables:
        if "Chỉ tiêu" in heads and "Trên tổng số" in heads:
            found |= _indicators(heads, rows, content)
        elif "Việc" in heads:
            found |= {("late", at): number(row[-1]) for at, row in enumerate(rows)}
        elif heads[:2] == ["TT", "Đơn vị"]:
            found |= _units(heads, rows, content)
    lines = words_of_word(data)
    assert [one for one in content.sentences if one not in lines] == []
    return found | _sentences([one for one in lines if one in content.sentences])


def _indicators(heads, rows, content):
    end = heads.index("Trên tổng số")
    at = {"now": end - 1, "of": end, "percent": end + 1}
    if "Tăng, giảm" in heads:
        at |= {"before": end - 2, "change": end + 2}
    found = {}
    for row in rows:
        key = _key(row[1], row[2], content)
        for part, column in at.items():
            said = row[column]
            if NUMBER.fullmatch(said.rstrip("*")):
                found[part, key] = number(said)
    return found


def _key(name, unit, content):
    """Return the indicator of a row; two that are called the same ("là nữ") have units of their own."""
    (key,) = {one.key for one in content.columns if (one.name, one.unit) == (name, unit)}
    return key


def _units(heads, rows, content):
    names = _names(content)
    found = {}
    for at, row in enumerate(rows):
        whole = row[1] == "Tổng số"
        for head, words in zip(heads[2:], row[2:], strict=True):
            told = numbers((), words)
            if whole:
                # Said once more beneath the rows.
                found |= {("sum", part, names[head]): n for (part,), n in told.items()}
            else:
                found |= {("row", at, part, names[head]): n for (part,), n in told.items()}
    return found


def _names(content):
    """Map the headings of tables of units to indicators: a part is named with its whole."""
    found, whole = {}, ""
    for one in content.columns:
        whole = whole if one.is_part else one.name
        found[f"{whole}: {one.name}" if one.is_part else one.name] = one.key
    return found


def said_by_pdf(data):
    """Return all that is written in a PDF in its order: without numbers of pages, and headings said again on a page."""
    found, heads = [], []
    for lines in words_of_pages(data):
        rest = lines[1:] if lines[0].isdigit() else lines
        size = next((len(one) for one in heads if rest[: len(one)] == one), 0)
        rest = rest[size:]
        found += rest
        heads += [_heads(rest, at) for at, one in enumerate(rest) if one == "TT"]
    return [_squeezed(one) for one in found]


def _heads(lines, at):
    """Return the headings of a table, which end where its rows begin."""
    return lines[at : next(n for n in range(at, len(lines)) if lines[n] == "1")]


def said_in_word(data):
    """Return all that is written in a Word file in its order."""
    found = []
    for block in docx.Document(BytesIO(data)).iter_inner_content():
        cells = [cell for row in getattr(block, "rows", ()) for cell in row.cells]
        if len(cells) == len(HALVES):
            # The head and the foot: a cell of many lines.
            found += [line.text for cell in cells for line in cell.paragraphs]
        else:
            found += [one.text for one in cells or [block]]
    return [one for words in found if (one := _squeezed(words))]


def _squeezed(words):
    return "".join(words.replace("\u00a0", " ").split())


def said_by_book(data, content):
    """Read a workbook."""
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    found = {}
    for heads, rows in _tables(sheets["Tổng hợp"]):
        if "Trên tổng số" in heads:
            found |= _indicators(heads, [_written(row) for row in rows], content)
        elif "Việc" in heads:
            found |= {("late", at): row[heads.index("Số")] for at, row in enumerate(rows)}
    for heads, rows in _tables(sheets.get("Từng đơn vị", [])):
        found |= _spread(heads, rows, content)
    return found


def _tables(rows):
    """Yield the tables of a sheet: their headings, and the rows beneath."""
    starts = [at for at, row in enumerate(rows) if row[0] == "TT"]
    for start, end in pairwise([*starts, len(rows)]):
        body = [row for row in rows[start + 1 : end] if isinstance(row[0], float) or _is_sum(row)]
        yield [one for one in rows[start] if one], body


def _is_sum(row):
    return row[1] == "Tổng số"


def _written(row):
    """Write the numbers of a row as on paper, for they are read as there."""
    return [
        str(one).replace("-", "−").replace(".", ",") if isinstance(one, float) else one
        for one in row
    ]


def _spread(heads, rows, content):
    names, found = _names(content), {}
    parts = {": trên tổng số": "of", ": tỷ lệ (%)": "percent"}
    for at, row in enumerate(rows):
        place = ("sum",) if _is_sum(row) else ("row", at)
        for head, cell in zip(heads[2:], row[2:], strict=False):
            ending = next((one for one in parts if head.endswith(one)), "")
            key = names[head.removesuffix(ending)]
            if isinstance(cell, float):
                found[*place, parts.get(ending, "now"), key] = cell
    return found


def said_by_page(text, content):
    """Read the page of what was sent."""
    (told,) = html.fromstring(text).xpath("//article[@id='ban-da-gui']")
    columns = list(content.columns)
    found = {}
    indicators, *others = told.xpath(".//table")
    for column, row in zip(columns, indicators.xpath("./tbody/tr"), strict=True):
        name, _unit, sent, share = ("".join(cell.itertext()).strip() for cell in row)
        assert name == column.name
        if not column.is_text:
            found |= {(part, column.key): n for (part,), n in numbers((), sent).items()}
            if NUMBER.fullmatch(share.rstrip("%")):
                found["percent", column.key] = number(share)
    for at, row in enumerate(row for table in others for row in table.xpath("./tbody/tr")):
        for column, cell in zip(columns, row.xpath("./td"), strict=True):
            words = "" if column.is_text else "".join(cell.itertext())
            found |= {("row", at, p, column.key): n for (p,), n in numbers((), words).items()}
    lines = [p.text_content() for p in told.xpath(".//p")]
    assert [one for one in content.sentences if one not in lines] == []
    late = told.xpath(".//div/ul/li")
    found |= {("late", n): number(one.text.rpartition(": ")[2]) for n, one in enumerate(late)}
    return found | _sentences([one for one in lines if one in content.sentences])


def differences(expected, read, places):
    """Return what a document says otherwise than the frozen content does; it says a sum again as it says the whole."""
    wanted = {key: n for key, n in expected.items() if key[0] in places}
    if places == PAGE:
        wanted = {key: n for key, n in wanted.items() if key[0] != "row" or key[2] != "percent"}
    sums = {key[1:]: n for key, n in read.items() if key[0] == "sum"}
    read = {key: n for key, n in read.items() if key[0] != "sum"}
    wrong = {key for key in wanted.keys() | read.keys() if wanted.get(key) != read.get(key)}
    return wrong | {("sum", *key) for key, n in sums.items() if expected.get(key) != n}
