"""More than five hundred files that are broken, lie or mean harm: name and bytes of each.

Made anew each time from a seed. The large ones are made when they are asked for, not before.
"""

import gzip
import io
import random
import struct
import zipfile
from functools import cache

import xlsxwriter

from tests.imports.files import parts, zipped
from tests.imports.old_files import (
    SECTOR,
    chart,
    error_cell,
    ods,
    ods_cell,
    ods_row,
    ods_table,
    xls,
)

SAYS = [["Họ tên chủ hộ", "Thôn", "KN1"], *[[f"Nguyễn Văn {n}", "Phú Hội", "x"] for n in range(40)]]
ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@cache
def good():
    """Return the bytes of each kind of workbook as it should be."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet("Hộ")
    for number, row in enumerate(SAYS):
        sheet.write_row(number, 0, row)
    sheet.merge_range("E1:F2", "Gộp")
    sheet.write_formula("E5", "=1+1", None, 2)
    book.close()
    csv = "\r\n".join(";".join(row) for row in SAYS).encode("utf-8-sig")
    return {"xlsx": made.getvalue(), "xls": xls(SAYS), "ods": ods(ods_table(SAYS)), "csv": csv}


def damaged():
    """Yield good files cut off, with bits turned, runs wiped, pieces moved."""
    chance = random.Random(20261126)
    for kind, data in good().items():
        for n in range(20):
            yield f"{kind} cut {n}", data[: len(data) * (n + 1) // 21]
        for n in range(35):
            yield f"{kind} turned {n}", _turned(data, chance)
        for n in range(12):
            start = chance.randrange(len(data))
            yield f"{kind} wiped {n}", data[:start] + bytes(64) + data[start + 64 :]
        for n in range(8):
            cut = chance.randrange(1, len(data))
            yield f"{kind} moved {n}", data[cut:] + data[:cut] if n % 2 else data + data[cut:]


def _turned(data, chance):
    turned = bytearray(data)
    for _ in range(chance.choice([1, 3, 30])):
        turned[chance.randrange(len(turned))] ^= 1 << chance.randrange(8)
    return bytes(turned)


def rewritten():
    """Yield packages that are whole, of XML that is not what it was: the parser itself is tried."""
    chance = random.Random(57)
    with zipfile.ZipFile(io.BytesIO(good()["xlsx"])) as archive:
        whole = {name: archive.read(name) for name in archive.namelist()}
    for name in whole:
        yield f"without {name}", zipped({n: c for n, c in whole.items() if n != name})
        yield f"empty {name}", zipped({**whole, name: b""})
        yield f"half {name}", zipped({**whole, name: whole[name][: len(whole[name]) // 2]})
        yield f"noise in {name}", zipped({**whole, name: chance.randbytes(500)})
    for n in range(90):
        name = chance.choice([SHEET, SHEET, STRINGS, "xl/workbook.xml", "xl/styles.xml"])
        yield f"{name} turned {n}", zipped({**whole, name: _turned(whole[name], chance)})
    yield "sheet is strings", zipped({**whole, SHEET: whole[STRINGS]})
    yield "strings are sheet", zipped({**whole, STRINGS: whole[SHEET]})


CELLS = {
    "bad values": '<row r="1"><c r="A1" t="d"><v>9999-99-99</v></c><c r="B1" t="e"><v>#REF!</v></c>'
    '<c r="C1"><v>1e999</v></c><c r="D1" t="s"><v>7</v></c><c r="E1" t="b"><v>7</v></c></row>',
    "far cell": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "two far cells": ROW + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "far row": ROW + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
    "far column": ROW + '<row r="2"><c r="XFD2"><v>1</v></c></row>',
    "beyond the sheet": '<row r="99999999"><c r="ZZZZ99999999"><v>1</v></c></row>',
    "row zero": '<row r="0"><c r="A0"><v>1</v></c></row>',
    "row below zero": '<row r="-1"><c r="A-1"><v>1</v></c></row>',
    "no places": "<row><c><v>1</v></c><c><f>A1</f></c></row>",
    "places backwards": '<row r="9"><c r="C9"><v>1</v></c><c r="A9"><v>1</v></c></row>' + ROW,
    "place of letters": '<row r="A"><c r="1A"><v>1</v></c></row>',
    "long place": f'<row r="1"><c r="{"A" * 70_000}1"><v>1</v></c></row>',
    "style of none": '<row r="1"><c r="A1" s="99999999"><v>1</v></c></row>',
    "huge day": '<row r="1"><c r="A1" s="1"><v>1e17</v></c></row>',
    "not a number": '<row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>abc</v></c></row>',
    "open tags": '<row r="1"><c r="A1"><v>1',
    "wrong order": "</c></row></sheetData><row>",
    "controls": '<row r="1"><c r="A1" t="inlineStr"><is><t>a&#0;&#1;&#xFFFF;</t></is></c></row>',
    "lone entity": '<row r="1"><c r="A1" t="inlineStr"><is><t>&lol;</t></is></c></row>',
    "long text": f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"a" * 40_000}</t></is></c></row>',
    "formula names": '<row r="1"><c r="A1" t="str"><f>SYSTEM("x")</f><v>=cmd|x</v></c></row>',
    "many columns": '<row r="1">' + "<c><v>1</v></c>" * 16_384 + "</row>",
    "merged sheet": ROW
    + '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells><sheetData>',
    "merged backwards": ROW
    + '</sheetData><mergeCells><mergeCell ref="Z9:A1"/></mergeCells><sheetData>',
    "hidden nowhere": '<row hidden="1"><c r="A1"><v>1</v></c></row>',
}
LAUGHS = '<!DOCTYPE x [<!ENTITY a "' + "A" * 1000 + '">' + "".join(
    f'<!ENTITY b{n} "{(f"&b{n - 1};" if n else "&a;") * 10}">' for n in range(6)
) + "]>"  # fmt: skip
XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
ERROR = 'calcext:value-type="error"'
XML = '<?xml version="1.0"?>'


def odd_packages():
    """Yield packages with something in them that no officer put there."""
    for name, cells in CELLS.items():
        yield name, zipped(parts(cells))
    yield "billion laughs", zipped(parts(ROW.replace("a<", "&b5;<"), head=XML + LAUGHS))
    yield "own file", zipped(parts(ROW.replace("a<", "&e;<"), head=XML + XXE))
    wide = (XML + XXE + parts(ROW)[SHEET]).encode("utf-16")
    yield "own file in UTF-16", zipped(parts(ROW) | {SHEET: wide})
    yield "laughing relations", zipped(parts(ROW) | {"xl/_rels/workbook.xml.rels": XML + LAUGHS})
    for lie in ("A1:XFD1048576", "A1", "Z9:A1", "", "A0:A99999999"):
        told = parts(ROW)[SHEET].replace("<sheetData>", f'<dimension ref="{lie}"/><sheetData>')
        yield f"says it is {lie}", zipped(parts(ROW) | {SHEET: told})
    for extra in (
        "xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "xl/externalLinks/externalLink1.xml",
        "../../etc/passwd", "/etc/passwd", "C:\\a", "EncryptedPackage", "a" * 60_000,
    ):  # fmt: skip
        yield f"with {extra[:40]}", zipped(parts(ROW, extra={extra: "x"}))
    yield "nested", zipped(parts(ROW, extra={"xl/a.zip": zipped({"b": b"\0" * 10_000_000})}))
    for kind in ("word", "ppt"):
        yield (
            f"{kind} file",
            zipped({"[Content_Types].xml": "<x/>", f"{kind}/document.xml": "<x/>"}),
        )
    yield "xlsb", zipped({"[Content_Types].xml": "<x/>", "xl/workbook.bin": b"\x83\x01\0"})
    yield "nothing in it", zipped({})
    yield "no workbook", zipped({"[Content_Types].xml": "<x/>", "xl/a.xml": "<x/>"})
    looped = parts(ROW)["xl/_rels/workbook.xml.rels"]
    for target in (
        "workbook.xml",
        "../../../../etc/passwd",
        "",
        "/",
        "worksheets",
        "file:///etc/passwd",
    ):
        name = "xl/_rels/workbook.xml.rels"
        yield (
            f"sheet at {target!r}",
            zipped(parts(ROW) | {name: looped.replace("worksheets/sheet1.xml", target)}),
        )


def odd_archives():
    """Yield archives whose own bookkeeping lies."""
    data = zipped(parts(ROW))
    yield "encrypted", _flagged(data, 0x1)
    yield "strongly encrypted", _flagged(data, 0x41)
    for method in (1, 9, 12, 14, 93, 99):
        yield f"packed by {method}", _changed(data, b"PK\x01\x02", 10, struct.pack("<H", method))
    for size in (0, 1, 0x7FFFFFFF, 0xFFFFFFFF):
        yield f"says it holds {size}", _changed(data, b"PK\x01\x02", 24, struct.pack("<I", size))
        yield f"stands at {size}", _changed(data, b"PK\x01\x02", 42, struct.pack("<I", size))
    for count in (0, 1, 65_535):
        yield (
            f"has {count} parts",
            _changed(data, b"PK\x05\x06", 8, struct.pack("<HH", count, count)),
        )
    twice = io.BytesIO()
    with zipfile.ZipFile(twice, "w") as archive:
        for name, content in (*parts(ROW).items(), *parts("").items()):
            archive.NameToInfo.clear()  # else it warns
            archive.writestr(name, content)
    yield "every part twice", twice.getvalue()
    yield "30,000 parts", zipped(parts(ROW) | {f"xl/{n}": "" for n in range(30_000)})
    yield "before a zip", b"x" * 100_000 + data
    yield "behind a zip", data + b"x" * 100_000


def _flagged(data, flags):
    marked = _changed(data, b"PK\x01\x02", 8, struct.pack("<H", flags))
    return _changed(marked, b"PK\x03\x04", 6, struct.pack("<H", flags))


def _changed(data, signature, offset, value):
    """Write a value at an offset behind every signature."""
    changed, at = bytearray(data), data.find(signature)
    while at >= 0:
        changed[at + offset : at + offset + len(value)] = value
        at = data.find(signature, at + 4)
    return bytes(changed)


HEADS = {
    "pdf": b"%PDF-1.7\n", "png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff\xe0", "gif": b"GIF89a",
    "rtf": b"{\\rtf1", "exe": b"MZ\x90\0", "elf": b"\x7fELF", "7z": b"7z\xbc\xaf\x27\x1c", "rar": b"Rar!\x1a",
    "zip": b"PK\x03\x04", "ole": OLE, "html": b"<html><table><tr><td>1", "svg": b"<svg onload=alert(1)>",
    "xml 2003": b'<?xml version="1.0"?><Workbook>', "json": b'{"a": 1}', "nothing": b"",
    "encrypted ole": OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
    "macro ole": OLE + bytes(600) + "_VBA_PROJECT".encode("utf-16-le"),
    "word ole": OLE + bytes(600) + "WordDocument".encode("utf-16-le"),
    "workbook ole": OLE + bytes(600) + "Workbook".encode("utf-16-le"),
}  # fmt: skip


def others():
    """Yield files of other kinds, and text that is no table."""
    chance = random.Random(3)
    yield "gzip", gzip.compress(good()["csv"])
    for name, head in HEADS.items():
        yield name, head
        yield f"{name} and noise", head + chance.randbytes(3000)
        yield f"{name} and zeros", head + bytes(3000)
    for name, data in {
        "zeros": bytes(9000), "blanks": b" \r\n" * 3000, "only a mark": b"\xef\xbb\xbf", "UTF-16 mark": b"\xff\xfe",
        "half a letter": b"\xff\xfea", "lone surrogates": b"\xff\xfe" + b"\x00\xd8" * 50, "one quote": b'a,"b\n' * 9,
        "quotes": b'"' * 100_000, "separators": b"," * 200_000, "zeros within": b"a,\0b\n\0,c\n" * 50,
        "long cell": b"a" * 200_000, "many rows": b"a\n" * 120_000, "turned text": "a\u202eb,c\n".encode(),
        "bytes of all kinds": bytes(range(256)) * 20, "carriage returns": b"a,b\rc,d\r" * 9,
    }.items():  # fmt: skip
        yield name, data
    for table in (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" '
        'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>',
        '<table:table-row table:number-rows-repeated="-1"/>', '<table:table-row table:number-rows-repeated="x"/>',
        '<table:table-row table:number-rows-repeated="99999999999999999999"><table:table-cell/></table:table-row>',
        '<table:table-row><table:table-cell office:value-type="date" office:date-value="9999-99-99"/></table:table-row>',
        "<table:table-row>" * 20_000, "<table:table>" * 50_000, ods_row(ods_cell(ERROR, times=16_384), times=1_048_576),
        ods_row(ods_cell(ERROR), times=99_999) * 40, ods_row("a", ods_cell(ERROR, times=-1)), ods_row(hidden=True, times=10**30),
        ods_row(ods_cell(says="#" * 9_000_000)), ods_row(ods_cell(ERROR), ods_cell("x" * 300_000)), ods_row("a", times="-0x1"),
    ):  # fmt: skip
        yield f"ods {table[:70]} {len(table)}", ods(table)
    old, error = xls(SAYS), error_cell(2, 0)
    yield "xls in a circle", old[: SECTOR + 8] + b"\2\0\0\0" + old[SECTOR + 12 :]
    yield "xls without an end", xls(SAYS, more=error, ended=False)
    yield "xls of errors alone", xls([], more=error_cell(65_535, 255) + error * 3_000)
    yield (
        "xls of charts within charts",
        xls(SAYS, more=chart(chart(chart(error)) * 500) + b"\x09\x08\0\0" * 9),
    )
    yield "xls of short records", xls(SAYS, more=error[:2] + b"\1\0\0" + error[:2] + b"\0\0")
    yield "ods laughs", ods(ods_table([["&b5;"]]), head=XML + LAUGHS)
    yield "ods encrypted", ods("", encrypted=True)


def bombs():
    """Yield what is small and would become large; the first two stand for them in CI."""
    cells = (
        f'<row r="{n}"><c r="A{n}"><v>{n * 7919 % 100_003}</v></c></row>' for n in range(200_000)
    )
    yield "two hundred thousand rows", zipped(parts("".join(cells)))
    strings = "<sst><si><t>" + "B" * 60_000_000 + "</t></si></sst>"
    yield "shared strings of 60 MB", zipped(parts(ROW) | {STRINGS: strings})
    yield "two million rows", zipped(parts("<row><c><v>1</v></c></row>" * 2_000_000))
    noise = random.Random(9).randbytes(7_000_000).hex()
    noise = f"<sst><si><t>{noise}</t></si></sst>"
    yield "strings that do not shrink", zipped(parts(ROW) | {STRINGS: noise})
    yield "deep nesting", zipped(parts("<a>" * 1_000_000))
    yield "deep nesting of many names", zipped(parts("".join(f"<a{n}>" for n in range(300_000))))
    many = " ".join(f'a{n}="{n}"' for n in range(300_000))
    yield "many attributes", zipped(parts(f"<row {many}/>"))
    areas = (f'<mergeCell ref="A{n}:B{n * 31 % 1_000_000 + 2}"/>' for n in range(1, 300_000))
    merged = f"</sheetData><mergeCells>{''.join(areas)}</mergeCells><sheetData>"
    yield "many merged areas", zipped(parts(ROW + merged))
    sheets = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r1"/>' for n in range(60_000))
    book = parts(ROW)["xl/workbook.xml"].replace("<sheets>", f"<sheets>{sheets}")
    yield "60,000 sheets", zipped(parts(ROW) | {"xl/workbook.xml": book})
    yield "over the size", random.Random(1).randbytes(21 * 1024 * 1024)


FAMILIES = (damaged, rewritten, odd_packages, odd_archives, others, bombs)
