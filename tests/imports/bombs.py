"""Files of rows that are small and become large, endless or slow: for each kind several, by its size."""

import io
import random
import zipfile

from tests.imports.files import parts, zipped
from tests.imports.old_files import ods, ods_cell, ods_row, xls

ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
BOOK = "xl/workbook.xml"


def behind_the_rows(rows, more):
    """Return a workbook with something behind the rows of its sheet."""
    return zipped(parts(f"{rows}</sheetData>{more}<sheetData>"))


def rows_of(number, cell='<c r="{c}{n}"><v>{n}</v></c>', columns="AB"):
    return "".join(
        f'<row r="{n}">{"".join(cell.format(c=c, n=n) for c in columns)}</row>'
        for n in range(1, number + 1)
    )


def overlapping(areas, rows, width=2):
    """Areas that all begin in the first rows and reach to the last: each row lies in each of them."""
    last = chr(ord("A") + width - 1)
    merged = "".join(f'<mergeCell ref="A{n % 50 + 1}:{last}{rows}"/>' for n in range(areas))
    return behind_the_rows(rows_of(rows), f"<mergeCells>{merged}</mergeCells>")


def staircase(areas, rows):
    """Areas that begin in row after row and all reach to the end."""
    merged = "".join(f'<mergeCell ref="A{n % rows + 1}:GR{rows}"/>' for n in range(areas))
    return behind_the_rows(rows_of(rows), f"<mergeCells>{merged}</mergeCells>")


def wide_area(rows, letters):
    """One long text in an area over all rows and columns."""
    text = f'<c r="A1" t="inlineStr"><is><t>{"a" * letters}</t></is></c><c r="GR1"><v>1</v></c>'
    rest = "".join(f'<row r="{n}"><c r="GR{n}"><v>1</v></c></row>' for n in range(2, rows))
    return behind_the_rows(
        f'<row r="1">{text}</row>{rest}', f'<mergeCells><mergeCell ref="A1:GQ{rows}"/></mergeCells>'
    )


def shared_strings(number, letters, uses=1):
    """Strings that are said once and used often."""
    strings = f"<sst>{f'<si><t>{"b" * letters}</t></si>' * number}</sst>"
    cells = "".join(
        f'<row r="{n}">{f'<c t="s"><v>{n % number}</v></c>' * 20}</row>' for n in range(1, uses + 1)
    )
    return zipped(parts(cells) | {STRINGS: strings} | _strings_known())


def _strings_known():
    relations = parts(ROW)["xl/_rels/workbook.xml.rels"]
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    more = f'<Relationship Id="r2" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    return {"xl/_rels/workbook.xml.rels": relations.replace("</Relationships>", more)}


def inline(rows, letters):
    """Long texts in each cell of a row."""
    text = "c" * letters
    return zipped(
        parts(
            "".join(
                f"<row>{f'<c t="inlineStr"><is><t>{text}</t></is></c>' * 20}</row>"
                for _ in range(rows)
            )
        )
    )


def far(*places):
    """Cells far from each other."""
    cells = ((int(p.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), p) for p in places)
    return zipped(parts("".join(f'<row r="{n}"><c r="{p}"><v>1</v></c></row>' for n, p in cells)))


def archives(depth, megabytes):
    """An archive within an archive within an archive."""
    data = b"\0" * (megabytes << 20)
    for _ in range(depth):
        data = zipped({"a.zip": data})
    return zipped(parts(ROW, extra={"xl/embeddings/a.zip": data}))


def many_parts(number, size=0):
    return zipped(parts(ROW) | {f"xl/media/{n}.png": "x" * size for n in range(number)})


def lying_sizes(told, megabytes):
    """A part that says it is smaller than it is."""
    data = bytearray(zipped(parts(ROW, extra={"xl/theme/theme1.xml": " " * (megabytes << 20)})))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        if int.from_bytes(data[at + 24 : at + 28], "little") > 1 << 20:
            data[at + 24 : at + 28] = told.to_bytes(4, "little")
        at += 4
    return bytes(data)


def one_content_many_names(number, megabytes):
    """Parts of an archive that all stand at the same place."""
    data = zipped(parts(ROW, extra={"xl/media/a.xml": b" " * (megabytes << 20)}))
    whole = zipfile.ZipFile(io.BytesIO(data))
    one = whole.getinfo("xl/media/a.xml")
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a") as archive:
        for n in range(number):
            twin = zipfile.ZipInfo(f"xl/media/{n:04}.xml")
            for key in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(twin, key, getattr(one, key))
            archive.filelist.append(twin)
        archive._didModify = True
    return made.getvalue()


def tags(text, number, part=SHEET, *, noise=True):
    """Very many tags of one kind, in a part that is read; with noise between, so that they do not pack too well."""
    if noise:
        chance = random.Random(number)
        text, number = text * 200, number // 200
        some = (f"{text}<!--{chance.randbytes(len(text) // 90).hex()}-->" for _ in range(number))
        text, number = "".join(some), 1
    if part == SHEET:
        return zipped(parts(text * number))
    return zipped(parts(ROW) | {part: f"<x>{text * number}</x>"} | _strings_known())


def tags_alone(text, number):
    chance = random.Random(number)
    some = (text * 100 + f"<!--{chance.randbytes(30).hex()}-->" for _ in range(number // 100))
    return f"<mergeCells>{''.join(some)}</mergeCells>"


def attributes(number):
    return zipped(parts("<row " + " ".join(f'a{n}="1"' for n in range(number)) + "/>"))


def names(number):
    """Names defined in a workbook, each by the one before."""
    defined = "".join(
        f'<definedName name="N{n}">N{n - 1}+N{n - 1}</definedName>' for n in range(number)
    )
    book = parts(ROW)[BOOK].replace("</sheets>", f"</sheets><definedNames>{defined}</definedNames>")
    return zipped(parts(ROW) | {BOOK: book})


def sheets(number, rows):
    """Sheets that are all the same part."""
    told = "".join(f'<sheet name="S{n}" sheetId="{n + 1}" r:id="r1"/>' for n in range(number))
    whole = parts(rows_of(rows))
    start = whole[BOOK].index("<sheets>") + 8
    end = whole[BOOK].index("</sheets>")
    return zipped(whole | {BOOK: whole[BOOK][:start] + told + whole[BOOK][end:]})


def formulas(number, text='<c r="A1"><f>{}</f></c>'):
    return zipped(parts("".join(f"<row>{text.format('A' * 50)}</row>" for _ in range(number))))


def repeated(rows, columns, inside="x"):
    """A row of an .ods that is there very often, of a cell that is there very often."""
    cell = ods_cell('office:value-type="string"', says=inside, times=columns)
    return ods(ods_row(cell, times=rows))


def csv_line(letters):
    return b"a" * letters


def csv_columns(number):
    return b"x;" * number


def csv_quotes(number):
    return b'a;"' + b'b""' * number


def csv_zeros(number):
    return b"a;b\r\n" + b"\0" * number + b"c;d\r\n"


def csv_rows(number, columns):
    return (b";".join([b"x"] * columns) + b"\r\n") * number


def csv_noise(number):
    return random.Random(5).randbytes(number).replace(b"\0", b"a")


def old_strings(number, letters):
    """An .xls of many long texts."""
    return xls([["d" * letters for _ in range(10)] for _ in range(number)])


NESTED_TABLE = "<table:table-row><table:table-cell><table:table>"
# Name, how it is made, and the sizes it is made in: the first is played in `make test`.
KINDS = {
    "overlapping areas": (overlapping, [(20_000, 4_900), (199_000, 5_000), (300_000, 100), (2_000, 60_000, 20)]),
    "areas like stairs": (staircase, [(100_000, 20_000), (1_000, 1_000), (20_000, 4_900)]),
    "one text over all": (wide_area, [(4_000, 30_000), (60_000, 100), (90_000, 3)]),
    "shared strings": (shared_strings, [(100, 30_000, 60_000), (1, 150_000_000), (2_000_000, 1), (40, 32_000, 5_000)]),
    "inline strings": (inline, [(300, 30_000), (2_000, 2_000), (90_000, 30)]),
    "far cells": (far, [("A1", "GR1048576"), ("A1", "XFD1048576"), ("A1", "T1048576"), ("B1", "D900000"), ("A1048576",)]),
    "archives in archives": (archives, [(3, 150), (1, 180), (6, 20)]),
    "many parts": (many_parts, [(60_000,), (1_990, 90_000)]),
    "sizes that lie": (lying_sizes, [(1_000, 300), (0xFFFFFFFF, 30), (0, 100)]),
    "one content under many names": (one_content_many_names, [(1_900, 90), (100, 1)]),
    "empty rows": (lambda n: tags("<row/>", n), [(5_000_000,), (20_000_000,)]),
    "empty cells": (lambda n: tags("<row><c/></row>", n), [(3_000_000,)]),
    "deep tags": (lambda n: tags("<a>", n), [(5_000_000,), (50_000,)]),
    "rules of colour": (lambda n: tags('<conditionalFormatting sqref="A1:XFD1048576"/>', n), [(900_000,)]),
    "merged nowhere": (lambda n: behind_the_rows(ROW, tags_alone('<mergeCell ref="A1:B2"/>', n)), [(700_000,), (3_000_000,)]),
    "links": (lambda n: tags('<hyperlink ref="A1" display="x"/>', n), [(900_000,)]),
    "strings of nothing": (lambda n: tags("<si/>", n, STRINGS), [(9_000_000,)]),
    "styles": (lambda n: tags('<xf numFmtId="14"/>', n, STYLES), [(3_000_000,), (9_000_000,)]),
    "formats": (lambda n: tags('<numFmt numFmtId="164" formatCode="dd/mm"/>', n, STYLES), [(2_000_000,)]),
    "attributes": (attributes, [(200_000,), (20_000,), (3_000_000,)]),
    "names": (names, [(600_000,), (10_000,)]),
    "sheets of one part": (sheets, [(299, 3_000), (60_000, 1), (299, 330)]),
    "formulas": (formulas, [(900_000,), (99_000,)]),
    "formulas without an end": (lambda n: formulas(n, '<c r="A1"><f><f><f>{}'), [(600_000,)]),
    "repeated rows": (repeated, [(1_000_000, 16_000), (100_000, 200), (1_000_000, 1), (2**40, 2**40)]),
    "repeated errors": (lambda r, c: ods(ods_row(ods_cell(times=c), times=r)), [(1_000_000, 16_000), (5_000, 19)]),
    "tables in tables": (lambda n: ods(NESTED_TABLE * n), [(300_000,)]),
    "an endless line": (csv_line, [(9_900_000,)]),
    "columns without end": (csv_columns, [(4_900_000,), (1_000_000,), (201,)]),
    "quotes without end": (csv_quotes, [(3_000_000,), (10_000,)]),
    "zeros": (csv_zeros, [(9_000_000,)]),
    "many rows": (csv_rows, [(2_400_000, 2), (25_000, 199), (99_000, 40)]),
    "noise": (csv_noise, [(9_900_000,)]),
    "old strings": (old_strings, [(10, 100)]),
}  # fmt: skip


def each(*, first_only):
    """Yield name and bytes of each bomb."""
    for name, (make, sizes) in KINDS.items():
        for size in sizes[:1] if first_only else sizes:
            yield f"{name} {size}", make(*size)
