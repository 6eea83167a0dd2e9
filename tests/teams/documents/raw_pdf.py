"""PDFs written byte by byte: with objects packed, tables that lie, versions on top of versions."""

import re
import struct
import zlib

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_OBJECT = re.compile(rb"(?m)^(\d+) 0 obj")


class Raw:
    """Objects by number; `end` writes their table, as text or packed, and may be called again for a new version."""

    def __init__(self, *, catalog=b"", page=b"", pages=None, data=HEAD):
        self.data, self.inside, self.start, self.last = data, {}, {}, None
        if data == HEAD:
            self.put(1, b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>")
            self.put(2, pages or b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
            self.put(3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] " + page + b" >>")

    def put(self, number, body):
        self.start[number] = len(self.data)
        self.data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        return self

    def stream(
        self, number, data, entries=b"/Filter /FlateDecode", *, pack=zlib.compress, word=b"stream\n"
    ):
        data = pack(data) if pack else data
        head = b"<< " + entries + b" /Length %d >>\n" % len(data)
        return self.put(number, head + word + data + b"\nendstream")

    def pack(self, number, objects, entries=b"/Filter /FlateDecode", *, pad=0, **how):
        """Pack objects, by number, into an object stream, with so many blanks behind them."""
        places, bodies = b"", b""
        for index, (inner, body) in enumerate(objects.items()):
            places += b"%d %d " % (inner, len(bodies))
            bodies += body + b" "
            self.inside[inner] = (number, index)
        told = b"/Type /ObjStm /N %d /First %d " % (len(objects), len(places))
        return self.stream(number, places + bodies + b" " * pad, told + entries, **how)

    def end(self, *, root=1, packed=False, more=b"", size=None):
        """Return the file with its table."""
        at, last = len(self.data), max([*self.start, *self.inside]) + 1
        is_packed = packed or bool(self.inside)
        told = b"/Size %d /Root %d 0 R " % (size or last + is_packed, root) + more
        if self.last is not None:
            told += b"/Prev %d " % self.last
        if is_packed:
            self.start[last] = at
            rows = {n: struct.pack(">BIH", 1, place, 0) for n, place in self.start.items()}
            rows |= {n: struct.pack(">BIH", 2, *place) for n, place in self.inside.items()}
            index = b" ".join(b"%d 1" % n for n in sorted(rows))
            told = b"/Type /XRef /W [1 4 2] /Index [" + index + b"] " + told
            self.stream(
                last, b"".join(rows[n] for n in sorted(rows)), told + b"/Filter /FlateDecode "
            )
        else:
            rows = b"".join(
                b"%d 1\n%010d 00000 n \n" % (n, p) for n, p in sorted(self.start.items())
            )
            self.data += (
                b"xref\n0 1\n0000000000 65535 f \n" + rows + b"trailer\n<< " + told + b">>\n"
            )
        self.data += b"startxref\n%d\n%%%%EOF\n" % at
        self.start, self.inside, self.last = {}, {}, at
        return self.data


def pdf(extra=b"", catalog=b"", version=b"1.4", tail=b"", head=b""):
    """Write a PDF of one empty page; `catalog` and `extra` are what is wrong with it."""
    body = (
        b"%PDF-" + version + b"\n%\xe2\xe3\xcf\xd3\n" + head
        + b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n" + extra
    )  # fmt: skip
    body += b"5 0 obj\n<< /Length 9 >>\nstream\nalert(1);\nendstream\nendobj\n" * (
        b"\n5 0 obj" not in body
    )
    rows = b"".join(b"%s 1\n%010d 00000 n \n" % (o[1], o.start()) for o in _OBJECT.finditer(body))
    table = b"xref\n0 1\n0000000000 65535 f \n" + rows
    end = b"trailer\n<< /Size 10 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + table + end + tail


def signed(raw, *, packed=False):
    """Add a signature on top, as programs that sign do: a new version, whose numbers leave out the signature."""
    field = b"<< /FT /Sig /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /T (S1) /V 91 0 R /P 3 0 R /F 132 >>"
    raw.put(90, field)
    room = b"<" + b"0" * 200 + b">"
    told = b"/ByteRange [0 0000000000 0000000000 0000000000] /Contents " + room
    raw.put(
        91, b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached " + told + b" >>"
    )
    raw.put(1, b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [90 0 R] /SigFlags 3 >> >>")
    raw.put(3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [90 0 R] >>")
    data = raw.end(packed=packed)
    at = data.index(room)
    after = at + len(room)
    spans = b"[0 %010d %010d %010d]" % (at, after, len(data) - after)
    raw.data = data.replace(b"[0 0000000000 0000000000 0000000000]", spans)
    return raw.data
