"""PDFs that are small and become large, endless or deep: for each kind several, by its size."""

import zlib

from tests.teams.documents.raw_pdf import HEAD, Raw, pdf

MB = 1 << 20


def blanks(megabytes, first=b""):
    """Return so many megabytes of blanks, packed, behind what stands first; one of them is packed, and said again."""
    packer, block = zlib.compressobj(9), b" " * MB
    begin = packer.compress(first) + packer.flush(zlib.Z_FULL_FLUSH)
    one = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    check = zlib.adler32(first)
    for _ in range(megabytes):
        check = zlib.adler32(block, check)
    return begin + one * megabytes + b"\x03\x00" + check.to_bytes(4)


def packed_objects(streams, megabytes, entries=b"/Filter /FlateDecode"):
    """Many object streams, each as large; every one holds an object that the catalog names."""
    raw = Raw(catalog=b"/X [" + b" ".join(b"%d 0 R" % (5000 + n) for n in range(streams)) + b"]")
    body = blanks(megabytes, b"%04d 0 " % 0 + b"<< /A 1 >> ")
    raw.put(4, b"/FlateDecode")
    for n in range(streams):
        raw.inside[5000 + n] = (10 + n, 0)
        raw.stream(10 + n, body, b"/Type /ObjStm /N 1 /First 7 " + entries, pack=None)
    return raw.end()


def contents(streams, megabytes, entries=b"/Filter /FlateDecode", wrap=bytes):
    """Pages drawn by streams that are as large."""
    names = b" ".join(b"%d 0 R" % (10 + n) for n in range(streams))
    raw = Raw(page=b"/Contents [" + names + b"]")
    body = wrap(blanks(megabytes))
    raw.put(4, b"/FlateDecode")
    for n in range(streams):
        raw.stream(10 + n, body, entries, pack=None)
    return raw.end()


def run_lengths(megabytes):
    """A stream in which each pair of bytes stands for 128."""
    raw = Raw(page=b"/Contents 4 0 R")
    return raw.stream(
        4, b"\x81 " * (megabytes * 8192) + b"\x80", b"/Filter /RunLengthDecode", pack=None
    ).end()


def pictures(side, megabytes, number=1):
    """Pictures that say how large they are, and hold so much."""
    named = b" ".join(b"/I%d %d 0 R" % (n, 10 + n) for n in range(number))
    raw = Raw(page=b"/Resources << /XObject << " + named + b" >> >>")
    told = b"/Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray " % (
        side,
        side,
    )
    for n in range(number):
        raw.stream(10 + n, blanks(megabytes), told + b"/Filter /FlateDecode", pack=None)
    return raw.end()


def deep(depth, opening=b"[", closing=b"]"):
    """Brackets within brackets."""
    return Raw().put(4, opening * depth + closing * depth).end()


def page_tree(depth, *, loop=False):
    """A tree of pages in which each branch has one branch; or that comes back to its root."""
    raw = Raw(pages=b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>")
    for n in range(depth):
        kid = (2 if loop else 3) if n == depth - 1 else 11 + n
        raw.put(10 + n, b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (n + 9, kid))
    return raw.end()


def many_pages(number):
    kids = b" ".join(b"%d 0 R" % (10 + n) for n in range(number))
    raw = Raw(pages=b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % number)
    for n in range(number):
        raw.put(10 + n, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>")
    return raw.end()


def many_objects(number, *, packed=False):
    """As many objects as fit, in the table or packed."""
    raw = Raw()
    if packed:
        for n in range(number // 500):
            first = 10_000 + 500 * n
            raw.pack(10 + n, {first + k: b"<</A[1 2]>>" for k in range(500)})
        return raw.end()
    parts, at = [], len(raw.data)
    for n in range(number):
        raw.start[10 + n] = at
        parts.append(b"%d 0 obj\n<</A[1 2]/B<</C/D>>>>\nendobj\n" % (10 + n))
        at += len(parts[-1])
    raw.data += b"".join(parts)
    return raw.end()


def long_values(number, value=b"1 "):
    """One array of very many values."""
    return Raw().put(4, b"[" + value * number + b"]").end()


def circles():
    """Yield what refers to itself, by every key that a parser follows."""
    yield (
        "a length that is itself",
        Raw(page=b"/Contents 4 0 R").put(4, b"<< /Length 4 0 R >>\nstream\nx\nendstream").end(),
    )
    yield (
        "a filter that is itself",
        Raw(page=b"/Contents 4 0 R")
        .put(5, b"5 0 R")
        .put(4, b"<< /Filter 5 0 R /Length 1 >>\nstream\nx\nendstream")
        .end(),
    )
    yield (
        "two references in a circle",
        Raw(catalog=b"/X 4 0 R").put(4, b"5 0 R").put(5, b"4 0 R").end(),
    )
    raw = Raw()
    raw.last = len(raw.data)
    yield "a table before itself", raw.end()
    raw = Raw()
    raw.last = len(raw.data)
    yield "a packed table before itself", raw.end(packed=True)
    yield (
        "a packed stream that goes on in itself",
        Raw().pack(4, {5: b"<< /A 6 0 R >>"}, b"/Filter /FlateDecode /Extends 4 0 R").end(),
    )
    raw = Raw()
    raw.inside[4] = (4, 0)
    yield "an object packed in itself", raw.end()
    yield (
        "a page that is its own parent",
        Raw(pages=b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>").end(),
    )
    yield (
        "an outline in a circle",
        Raw(catalog=b"/Outlines 4 0 R")
        .put(4, b"<< /First 5 0 R /Last 5 0 R >>")
        .put(5, b"<< /Title (a) /Next 5 0 R /Prev 5 0 R >>")
        .end(),
    )


def versions(number):
    """A file with so many versions on top of each other."""
    raw = Raw()
    raw.end()
    for n in range(number):
        raw.put(4, b"<< /N %d >>" % n)
        raw.end()
    return raw.data


def lying_tables():
    """Yield tables that promise more than there is."""
    yield "a size of two thousand million", Raw().end(size=2**31 - 2)
    yield "a packed size of two thousand million", Raw().end(packed=True, size=2**31 - 2)
    table = Raw()
    told = b"/Type /XRef /W [1 4 2] /Index [0 2000000000] /Size 2000000001 /Root 1 0 R /Filter /FlateDecode"
    at = len(table.data)
    table.stream(9, blanks(64), told, pack=None)
    yield "an index of two thousand million", table.data + b"startxref\n%d\n%%%%EOF\n" % at
    wide = Raw()
    told = b"/Type /XRef /W [100000000 4 2] /Index [0 10] /Size 11 /Root 1 0 R /Filter /FlateDecode"
    at = len(wide.data)
    wide.stream(9, blanks(200), told, pack=None)
    yield "numbers of a hundred million bytes", wide.data + b"startxref\n%d\n%%%%EOF\n" % at
    rows = b"0000000000 65535 f \n" * 450_000
    body = Raw().data
    end = b"trailer\n<< /Size 450001 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    yield "a table of nothing", body + b"xref\n0 450000\n" + rows + end
    yield "no table, all to be searched", HEAD + b"1 0 obj\n<<>>\nendobj\n" * 450_000 + end
    yield "words of streams alone", pdf(b"stream\n" * 1_000_000)
    yield "words of objects alone", pdf(b"1 0 obj " * 1_000_000)


def twice(data):
    return zlib.compress(data, 9)


def thrice(data):
    return zlib.compress(zlib.compress(data, 9), 9)


FLATE = b"/Filter /FlateDecode"
# Name, how it is made, and the sizes it is made in: the first is played in `make test`.
KINDS = {
    "object streams": (packed_objects, [(40, 15), (1, 17), (1, 400), (200, 15), (600, 4), (3000, 1)]),
    "object streams by an indirect filter": (
        lambda *size: packed_objects(*size, b"/Filter 4 0 R"), [(1, 60), (1, 400), (100, 15)],
    ),
    "object streams with a far dictionary": (
        lambda *size: packed_objects(*size, b"/Pad (" + b"x" * 5000 + b") /Filter /FlateDecode"),
        [(60, 15), (1, 300)],
    ),
    "object streams with a guess": (
        lambda *size: packed_objects(*size, FLATE + b" /DecodeParms << /Predictor 12 /Columns 2000000000 >>"),
        [(1, 15), (20, 15), (1, 300)],
    ),
    "contents": (contents, [(1, 300), (1, 17), (1, 1000), (30, 15), (500, 3)]),
    "contents by an indirect filter": (lambda *size: contents(*size, b"/Filter 4 0 R"), [(1, 300), (90, 10)]),
    "contents packed twice": (
        lambda *size: contents(*size, b"/Filter [/FlateDecode /FlateDecode]", twice), [(1, 1000), (20, 300)],
    ),
    "contents packed three times": (
        lambda *size: contents(*size, b"/Filter [/Fl /Fl /Fl]", thrice), [(1, 1000), (300, 1000)],
    ),
    "contents packed a hundred times": (
        lambda *size: contents(*size, b"/Filter [" + b"/Fl " * 100 + b"]"), [(1, 100)],
    ),
    "contents spelled in letters": (
        lambda *size: contents(*size, b"/Filter [/AHx /Fl]", lambda data: data.hex().encode() + b">"),
        [(1, 300), (1, 30), (30, 15)],
    ),
    "run lengths": (run_lengths, [(300,), (17,), (600,)]),
    "pictures": (pictures, [(100, 900), (100_000, 1), (9_999, 400, 20), (1, 20, 100)]),
    "deep arrays": (deep, [(100_000,), (60,), (120,), (3_000_000,)]),
    "deep dictionaries": (
        lambda depth: deep(depth, b"<</A", b">>"), [(100_000,), (60,), (1_000_000,)],
    ),
    "deep trees of pages": (page_tree, [(20_000,), (200,), (60_000,)]),
    "trees of pages in a circle": (lambda depth: page_tree(depth, loop=True), [(1,), (2,), (1000,)]),
    "many pages": (many_pages, [(5_000,), (1_001,), (50_000,)]),
    "many objects": (many_objects, [(150_000,), (61_000,)]),
    "many packed objects": (lambda number: many_objects(number, packed=True), [(600_000,), (61_000,)]),
    "long arrays": (long_values, [(4_000_000,), (1_200_000,), (400_000,)]),
    "long arrays of arrays": (lambda number: long_values(number, b"[] "), [(3_000_000,), (199_000,)]),
    "long arrays of dictionaries": (lambda number: long_values(number, b"<</A 1>> "), [(1_000_000,), (199_000,)]),
    "many versions": (versions, [(3_000,), (300,)]),
}  # fmt: skip


def each(*, first_only):
    """Yield name and bytes of each bomb."""
    for name, (make, sizes) in KINDS.items():
        for size in sizes[:1] if first_only else sizes:
            yield f"{name} {size}", make(*size)
    others = [*circles(), *lying_tables()]
    yield from others[::3] if first_only else others
