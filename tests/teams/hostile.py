"""A hundred files that nobody should keep, made here: what each pretends to be, and why it is refused."""

import gzip
import io
import struct
import zipfile
import zlib
from random import Random

from PIL import Image

from teams.documents.rules import files
from tests.teams.documents.raw_pdf import pdf


def picture(kind="PNG", size=(40, 30), mode="RGB", **ways):
    out = io.BytesIO()
    Image.new(mode, size, 120).save(out, kind, **ways) if mode in {"L", "1"} else Image.new(
        mode, size, (200, 30, 60, 120)[: len(mode)]
    ).save(out, kind, **ways)
    return out.getvalue()


def noise(size, kind="PNG", **ways):
    out = io.BytesIO()
    width, height = size
    Image.frombytes("L", size, Random(7).randbytes(width * height)).save(out, kind, **ways)
    return out.getvalue()


def archive(name="a.txt"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr(name, "x")
    return out.getvalue()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width, height, data=b""):
    """Write a PNG that says it is so large; its content need not be."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def jpeg_of(width, height):
    """Write a JPEG whose frame says it is so large."""
    whole = picture("JPEG")
    at = whole.index(b"\xff\xc0") + 5
    return whole[:at] + struct.pack(">HH", height, width) + whole[at + 4 :]


def png_with(kind, data):
    whole = picture()
    return whole[:33] + chunk(kind, data) + whole[33:]


def jpeg_with(data, marker=b"\xff\xfe"):
    whole = picture("JPEG")
    return whole[:2] + marker + struct.pack(">H", len(data) + 2) + data + whole[2:]


SCRIPT = b"<script>alert(1)</script>"
HTML = b"<!DOCTYPE html><html><body>" + SCRIPT + b"</body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + SCRIPT + b"</svg>"


def wrong_types():
    yield "nothing", b"", files.EMPTY
    whole = {
        "html": HTML,
        "html after a mark": b"\xef\xbb\xbf" + HTML,
        "html after blanks": b"\n\n   " + HTML,
        "svg": SVG,
        "svg with a head": b'<?xml version="1.0"?>' + SVG,
        "svg with a foreign object": SVG.replace(b"<script>", b"<foreignObject><script>"),
        "packed svg": gzip.compress(SVG),
        "svg in another encoding": SVG.decode().encode("utf-16"),
        "xhtml": b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
        "javascript": b"alert(document.cookie)",
        "php": b"<?php system($_GET['c']); ?>",
        "shell": b"#!/bin/sh\nrm -rf /\n",
        "batch": b"@echo off\r\ndel *.*\r\n",
        "windows program": b"MZ\x90\x00" + b"\0" * 100 + b"PE\0\0",
        "linux program": b"\x7fELF\x02\x01\x01" + b"\0" * 100,
        "zip": archive(),
        "word": archive("word/document.xml"),
        "excel with macros": archive("xl/vbaProject.bin"),
        "java": archive("META-INF/MANIFEST.MF"),
        "old word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "rtf": b"{\\rtf1\\object\\objdata 01}",
        "postscript": b"%!PS-Adobe-3.0\n(x) print",
        "gif": picture("GIF"),
        "webp": picture("WEBP"),
        "tiff": picture("TIFF"),
        "bmp": picture("BMP"),
        "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        "film": b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2mp41",
        "rar": b"Rar!\x1a\x07\x01\x00" + b"\0" * 50,
        "text": "Quyết định thành lập tổ".encode(),
        "png after a blank": b" " + picture(),
        "jpeg after a line": b"\n" + picture("JPEG"),
        "pdf after something": b"GIF89a" + pdf(),
        "mail": b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + HTML,
    }
    for name, data in whole.items():
        yield name, data, files.SCAN.wrong_type


def active_pdfs():
    action = b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"
    wrong = {
        "script at opening": pdf(catalog=action),
        "script by reference": pdf(catalog=b"/OpenAction << /S /JavaScript /JS 5 0 R >>"),
        "script spelled in codes": pdf(catalog=action.replace(b"Java", b"J#61v#61")),
        "script spelled in other codes": pdf(catalog=action.replace(b"/JavaScript", b"/#4a#61vaScript")),
        "script in the names": pdf(catalog=b"/Names << /JavaScript 5 0 R >>"),
        "script of a page": pdf(b"4 0 obj\n<< /AA << /O << /S /JavaScript /JS (x) >> >> >>\nendobj\n"),
        "script in hexadecimal": pdf(catalog=b"/OpenAction << /S /J /JS <6170702E> >>"),
        "script without its kind": pdf(catalog=b"/AA << /WC << /JS (x) >> >>"),
        "a program to start": pdf(catalog=b"/OpenAction << /S /Launch /F (cmd.exe) >>"),
        "a file inside": pdf(catalog=b"/Names << /EmbeddedFiles 5 0 R >>", extra=b"5 0 obj\n<< /Type /EmbeddedFile >>\nendobj\n"),
        "a film inside": pdf(b"4 0 obj\n<< /Subtype /RichMedia >>\nendobj\n"),
        "a form that is sent": pdf(catalog=b"/OpenAction << /S /SubmitForm /F (https://x) >>"),
        "a form that is filled": pdf(catalog=b"/OpenAction << /S /ImportData /F (x.fdf) >>"),
        "a file in the file": pdf(catalog=b"/OpenAction << /S /GoToE >>"),
        "a form of its own language": pdf(catalog=b"/AcroForm << /XFA [(a) 5 0 R] >>"),
        "an address at opening": pdf(catalog=b"/OpenAction << /S /URI /URI (https://x) >>"),
        "another file at opening": pdf(catalog=b"/OpenAction << /S /GoToR /F (x.pdf) >>"),
        "printing at opening": pdf(catalog=b"/OpenAction << /S /Named /N /Print >>"),
        "an address of script": pdf(b"4 0 obj\n<< /Subtype /Link /A << /S /URI /URI (file:///etc/passwd) >> >>\nendobj\n"),
        "a screen": pdf(b"4 0 obj\n<< /Subtype /Screen /Rect [0 0 9 9] >>\nendobj\n"),
        "a file beside a note": pdf(b"4 0 obj\n<< /Subtype /FileAttachment /Rect [0 0 9 9] >>\nendobj\n"),
        "files in a collection": pdf(catalog=b"/Collection << /View /D >>"),
        "a drawing by a program": pdf(b"4 0 obj\n<< /Type /XObject /Subtype /PS >>\nendobj\n"),
        "a drawing from elsewhere": pdf(b"4 0 obj\n<< /Length 0 /F (x) >>\nstream\n\nendstream\nendobj\n"),
        "the same by reference": pdf(catalog=b"/AcroForm << /XFA 5 0 R >>"),
    }  # fmt: skip
    for name, data in wrong.items():
        yield name, data, files.ACTIVE


def mixtures():
    png, jpeg = picture(), picture("JPEG")
    wrong = {
        "png then zip": png + archive(),
        "png then page": png + HTML,
        "png then program": png + b"MZ" + b"\0" * 64,
        "png then anything": png + b"\0",
        "png with a script in a note": png_with(b"tEXt", b"Comment\0" + SCRIPT),
        "png with php in a note": png_with(b"tEXt", b"Comment\0<?php system('x'); ?>"),
        "png with a page in a chunk of its own": png_with(b"evIl", HTML),
        "png with a pdf in it": png_with(b"tEXt", b"Comment\0%PDF-1.4"),
        "png that moves": moving(),
        "jpeg then zip": jpeg + archive(),
        "jpeg then java": jpeg + archive("META-INF/MANIFEST.MF"),
        "jpeg then page": jpeg + HTML,
        "jpeg then php": jpeg + b"<?php phpinfo();",
        "jpeg then rar": jpeg + b"Rar!\x1a\x07\x01\x00",
        "jpeg then 7z": jpeg + b"7z\xbc\xaf\x27\x1c\0\4",
        "jpeg then program": jpeg + b"MZ" + b"\0" * 60 + b"This program cannot be run in DOS mode",
        "jpeg then linux program": jpeg + b"\x7fELF\x02\x01\x01",
        "jpeg with a script in its comment": jpeg_with(SCRIPT),
        "jpeg with a script in capitals": jpeg_with(SCRIPT.upper()),
        "jpeg with a link of script": jpeg_with(b"javascript:alert(1)"),
        "jpeg with a frame": jpeg_with(b"<iframe src=x>"),
        "jpeg with a pdf in it": jpeg_with(b"%PDF-1.4"),
        "jpeg with php in its data of the camera": jpeg_with(b"Exif\0\0<?php x", b"\xff\xe1"),
        "pdf with a page": pdf(b"% <html><body>" + SCRIPT + b"\n"),
        "pdf with a zip": pdf(archive()),
        "pdf then zip": pdf(tail=archive()),
        "pdf then page": pdf(tail=HTML),
    }  # fmt: skip
    for name, data in wrong.items():
        yield name, data, files.SCAN.mixed


def moving():
    out = io.BytesIO()
    frames = [Image.new("L", (4, 4), shade) for shade in (0, 120, 250)]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


def too_large():
    many = files.TOO_MANY_PIXELS
    yield "png of 100,000 × 100,000", png_of(100_000, 100_000), many
    yield "png of 2,147,483,647 × 1,000", png_of(2_147_483_647, 1_000), many
    yield "png of a thin long line", png_of(60_000_000, 1), many
    yield "jpeg of 65,500 × 65,500", jpeg_of(65_500, 65_500), many
    yield "jpeg of 8,000 × 7,000", jpeg_of(8_000, 7_000), many
    yield "png of 9,000 × 9,000, well packed", picture("PNG", (9_000, 9_000), "1"), many
    yield "png of more than 10 MB", noise((3_400, 3_200), compress_level=0), files.SCAN.too_large
    yield "jpeg and 10 MB", picture("JPEG") + b"\0" * files.MAX_BYTES, files.SCAN.too_large
    yield "pdf of more than 10 MB", pdf(b"%" + b" " * files.MAX_BYTES), files.SCAN.too_large


def broken():
    png, jpeg, paper = noise((200, 200)), noise((200, 200), "JPEG"), pdf()
    turned = bytearray(png)
    turned[600] ^= 0xFF
    wrong = {
        "the head of a png": b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0IEND\xaeB`\x82",
        "a png turned over": bytes(turned),
        "a png without content": png_of(40, 40),
        "a png of no width": png_of(0, 10),
        "the head of a jpeg": b"\xff\xd8\xff",
        "half a jpeg": jpeg[: len(jpeg) // 2],
        "a jpeg without tables": b"\xff\xd8\xff\xc0\x00\x0b\x08\0\x10\0\x10\x01\x01\x11\0\xff\xd9",
        "the head of a pdf": b"%PDF-1.4\n",
        "half a pdf": paper[: len(paper) // 2],
        "a pdf without pages": b"%PDF-1.4\nstartxref\n9\n%%EOF\n",
        "a pdf of no version": paper.replace(b"PDF-1.4", b"PDF-9.9"),
        "a pdf then anything": paper + b"\0\1\2",
    }
    for name, data in wrong.items():
        yield name, data, files.SCAN.broken


HOSTILE = [*wrong_types(), *active_pdfs(), *mixtures(), *too_large(), *broken()]
