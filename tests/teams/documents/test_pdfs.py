"""A PDF shows pages and does nothing else, however that is packed, hidden or signed; honest ones pass."""

import io
import re

import pikepdf
import pytest
from PIL import Image

from teams.documents.rules.files import CAGE
from teams.documents.rules.inside.pdf import clean
from tests.proving import share_of_today
from tests.sandbox_cost import MEGABYTES, measure
from tests.teams.documents import bombs
from tests.teams.documents.raw_pdf import Raw, pdf, signed
from web.sandbox.inside.limits import Refused
from web.sandbox.run import Cage


@pytest.fixture
def judged(tmp_path):
    """Return what is kept of a PDF, or why it is refused."""

    def judge(data):
        try:
            return (tmp_path / "kept").read_bytes() if clean(data, tmp_path / "kept") else data
        except Refused as refused:
            return refused.why

    return judge


ACTIONS = {
    "script": b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>",
    "script in codes": b"<< /S /J#61vaScript /#4aS (x) >>",
    "script without its kind": b"<< /JS (x) >>",
    "program": b"<< /S /Launch /F (cmd.exe) >>",
    "address": b"<< /S /URI /URI (https://a.vn) >>",
    "other file": b"<< /S /GoToR /F (a.pdf) /D [0 /Fit] >>",
    "file inside": b"<< /S /GoToE /T << /R /C >> >>",
    "form sent": b"<< /S /SubmitForm /F (https://a.vn) >>",
    "form filled": b"<< /S /ImportData /F (a.fdf) >>",
    "form emptied": b"<< /S /ResetForm >>",
    "film": b"<< /S /Rendition /OP 0 >>",
    "sound": b"<< /S /Sound >>",
    "hiding": b"<< /S /Hide /T (a) >>",
    "printing": b"<< /S /Named /N /Print >>",
    "page, then script": b"<< /S /GoTo /D [3 0 R /Fit] /Next << /S /JavaScript /JS (x) >> >>",
    "kind that is no name": b"<< /S (JavaScript) /D (x) >>",
    "kind nobody knows": b"<< /S /Surprise /D (x) >>",
    "script for an address": b"<< /S /Named /N /NextPage /Next << /S /URI /URI (javascript:x) >> >>",
}
WAYS = {
    "as it is": lambda action: Raw(catalog=b"/OpenAction " + action).end(),
    "by reference": lambda action: Raw(catalog=b"/OpenAction 4 0 R").put(4, action).end(),
    "by two references": lambda action: Raw(catalog=b"/OpenAction 4 0 R").put(4, b"5 0 R").put(5, action).end(),
    "packed": lambda action: Raw(catalog=b"/OpenAction 5 0 R").pack(4, {5: action}).end(),
    "packed by an indirect filter": lambda action: (
        Raw(catalog=b"/OpenAction 5 0 R").put(6, b"/FlateDecode").pack(4, {5: action}, b"/Filter 6 0 R").end()
    ),
    "packed with a far dictionary": lambda action: (
        Raw(catalog=b"/OpenAction 5 0 R").pack(4, {5: action}, b"/Pad (" + b"x" * 9000 + b") /Filter /FlateDecode").end()
    ),
    "packed after a blank": lambda action: (
        Raw(catalog=b"/OpenAction 5 0 R").pack(4, {5: action}, word=b"stream \r\n").end()
    ),
    "packed in letters": lambda action: (
        Raw(catalog=b"/OpenAction 5 0 R")
        .pack(4, {5: action}, b"/Filter /AHx", pack=lambda data: data.hex().encode() + b">").end()
    ),
    "at a press": lambda action: (
        Raw(page=b"/Annots [4 0 R]").put(4, b"<< /Subtype /Link /Rect [0 0 9 9] /A 5 0 R >>")
        .put(5, action.replace(b"https:", b"file:")).end()
    ),
    "in an outline": lambda action: (
        Raw(catalog=b"/Outlines 4 0 R").put(4, b"<< /First 5 0 R /Last 5 0 R >>")
        .put(5, b"<< /Title (a) /A " + action.replace(b"https:", b"ftp:") + b" >>").end()
    ),
    "under a signature": lambda action: signed(Raw(catalog=b"/OpenAction " + action, data=Raw().end())),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("action", ACTIONS)
def test_what_does_something_is_refused(judged, action, way):
    made = WAYS[way](ACTIONS[action])
    if way == "under a signature":
        under = Raw(catalog=b"/OpenAction " + ACTIONS[action])
        under.end()
        made = signed(under)
    assert judged(made) == "active"


HOLDS = {
    "a file": {"catalog": b"/Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >>"},
    "a file by its note": {"page": b"/Annots [<< /Subtype /FileAttachment /Rect [0 0 9 9] >>]"},
    "a file of its own": {"catalog": b"/X << /Type /Filespec /EF << /F 4 0 R >> >>"},
    "a collection": {"catalog": b"/Collection << /View /D >>"},
    "a film": {"page": b"/Annots [<< /Subtype /RichMedia /Rect [0 0 9 9] >>]"},
    "a screen": {"page": b"/Annots [<< /Subtype /Screen /Rect [0 0 9 9] >>]"},
    "a body": {"page": b"/Annots [<< /Subtype /3D /Rect [0 0 9 9] /3DD 4 0 R >>]"},
    "a note of an unknown kind": {"page": b"/Annots [<< /Subtype /Surprise /Rect [0 0 9 9] >>]"},
    "a note without a kind that is a name": {"page": b"/Annots [<< /Subtype (Link) /Rect [0 0 9 9] >>]"},
    "a form of its own language": {"catalog": b"/AcroForm << /XFA [(a) 4 0 R] >>"},
    "scripts by name": {"catalog": b"/Names << /JavaScript << /Names [(a) 4 0 R] >> >>"},
    "doing at closing": {"catalog": b"/AA << /WC << /S /GoTo >> >>"},
    "doing at a page": {"page": b"/AA << /O << /S /GoTo >> >>"},
}  # fmt: skip


@pytest.mark.parametrize("held", HOLDS)
def test_what_holds_something_else_is_refused(judged, held):
    assert judged(Raw(**HOLDS[held]).put(4, b"<< /A 1 >>").end()) == "active"


@pytest.mark.parametrize(
    "entries",
    [b"/F (https://a.vn/x)", b"/F << /Type /Filespec /F (x) >>", b"/FFilter /FlateDecode"],
)
def test_what_is_drawn_from_elsewhere_is_refused(judged, entries):
    raw = Raw(page=b"/Contents 4 0 R").stream(4, b"q Q", entries, pack=None)
    assert judged(raw.end()) == "active"


# --- what is hidden from one reader and not from another ---

SCRIPT = b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (x) >> >>"


def hidden():
    old = Raw()
    old.put(1, SCRIPT)
    old.end()
    old.put(1, b"<< /Type /Catalog /Pages 2 0 R >>")
    yield "an older version", old
    loose = Raw()
    loose.put(1, SCRIPT)
    loose.start[1] = loose.data.index(b"1 0 obj")
    yield "an object that the table leaves out", loose
    later = Raw()
    later.data += b"% 9 0 obj << /S /JavaScript /JS (x) >> endobj in a note\n"
    later.put(7, SCRIPT)
    del later.start[7]
    yield "an object of its own that the table leaves out", later
    hybrid = Raw()
    at = len(hybrid.data)
    hybrid.inside[1] = (8, 0)
    plain = hybrid.start.pop(1)
    hybrid.pack(8, {1: SCRIPT})
    at = len(hybrid.data)
    hybrid.end()
    hybrid.start = {1: plain}
    hybrid.last = None
    yield "an object of a second table", (hybrid, b"/XRefStm %d " % at)


@pytest.mark.parametrize(("way", "made"), list(hidden()))
def test_what_is_hidden_is_gone_from_what_is_kept(judged, way, made):
    raw, more = made if isinstance(made, tuple) else (made, b"")
    kept = judged(raw.end(more=more))
    assert kept == "active" or b"JavaScript" not in kept


@pytest.mark.parametrize(("way", "made"), list(hidden())[:3:2])
def test_what_is_hidden_under_a_signature_is_refused(judged, way, made):
    made.end()
    assert judged(signed(made)) == "active"


# --- honest ones ---


def drawn(size=(1240, 1754), mode="L", pages=2, **ways):
    """Return pages as a scanner or a telephone's app makes them."""
    out = io.BytesIO()
    sheets = [Image.effect_noise(size, 40).convert(mode) for _ in range(pages)]
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:], **ways)
    return out.getvalue()


def changed(data, change=lambda pdf: None, **how):
    """Return a PDF as a program writes it that knows all ways to pack it."""
    out = io.BytesIO()
    with pikepdf.Pdf.open(io.BytesIO(data)) as made:
        change(made)
        made.save(out, **how)
    return out.getvalue()


def written_by_an_office(number=3000):
    """Return what Word writes: parts of the text by their sense, links, a second, packed table."""
    sense = {
        100 + n: b"<< /Type /StructElem /S /P /P 50 0 R /K %d /A << /O /Layout >> >>" % n
        for n in range(number)
    }
    raw = Raw(
        catalog=b"/StructTreeRoot 50 0 R /MarkInfo << /Marked true >> /OpenAction [3 0 R /XYZ 0 0 1]",
        page=b"/Contents 4 0 R /Annots [5 0 R]",
    )
    raw.stream(4, b"BT (Quyet dinh) Tj ET " * 4000)
    raw.put(5, b"<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (mailto:ubnd@a.vn) >> >>")
    raw.put(50, b"<< /Type /StructTreeRoot /K 100 0 R >>")
    for n in range(0, number, 100):
        raw.pack(60 + n // 100, {k: sense[k] for k in range(100 + n, 200 + n)})
    plain = dict(raw.start)
    at = len(raw.data)
    raw.end()
    raw.start, raw.last = plain, None
    return raw.end(more=b"/XRefStm %d " % at)


HONEST = {
    "an empty page": lambda: Raw().end(),
    "of version 1.4": pdf,
    "of version 2.0": lambda: pdf(version=b"2.0"),
    "grey pages": drawn,
    "pages in colour": lambda: drawn(mode="RGB"),
    "black and white pages of a fax": lambda: drawn(mode="1"),
    "twenty pages": lambda: drawn((800, 1100), pages=20),
    "a page of A3 at 400 dots an inch": lambda: drawn((4677, 6614), "1", 1),
    "pages packed": lambda: changed(drawn(), object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "pages for the web": lambda: changed(drawn(), linearize=True),
    "a paper of an office": written_by_an_office,
    "opening at a page": lambda: Raw(catalog=b"/OpenAction << /S /GoTo /D [3 0 R /Fit] >>").end(),
    "a damaged table": lambda: pdf().replace(b"0000000015", b"0000000099"),
    "a scanner's blanks behind it": lambda: drawn() + b"\r\n\0\0",
    "corrected twice": lambda: (raw := Raw(), raw.end(), raw.put(4, b"1"), raw.end(), raw.put(4, b"2"), raw.end())[-1],
    "a password for changes only": lambda: changed(drawn(), encryption=pikepdf.Encryption(owner="a", user="")),
}  # fmt: skip


def pictures_of(page):
    found = page.get("/Resources", {}).get("/XObject", {})
    return [found[name].read_raw_bytes() for name in found.keys()]  # noqa: SIM118 - no dict


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_paper_is_kept_with_its_pages(judged, name):
    data = HONEST[name]()
    kept = judged(data)
    with pikepdf.Pdf.open(io.BytesIO(kept)) as after, pikepdf.Pdf.open(io.BytesIO(data)) as before:
        assert not after.is_encrypted
        assert len(after.pages) == len(before.pages)
        assert list(map(pictures_of, after.pages)) == list(map(pictures_of, before.pages))


def test_the_same_paper_sent_twice_is_kept_alike(judged):
    data = drawn()
    assert judged(data) == judged(data)


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
@pytest.mark.parametrize("under", ["scan", "office", "page"])
def test_a_signed_paper_is_kept_to_the_byte(judged, under, packed):
    data = {"scan": drawn, "office": written_by_an_office, "page": Raw().end}[under]()
    raw = Raw()
    raw.end()
    if under != "page":
        raw = on_top_of(data)
    made = signed(raw, packed=packed)
    assert judged(made) is made
    twice = signed(continued(made), packed=packed)
    assert judged(twice) is twice


def continued(data):
    """Go on with a file of ours that is whole."""
    raw = Raw(data=data)
    raw.last = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    return raw


def on_top_of(data):
    """Write a paper anew so that our next version fits it: its catalog is 1, its page is 3."""
    raw = Raw(page=b"/Contents 4 0 R")
    raw.stream(4, data[:200_000])
    raw.end()
    return raw


def test_a_paper_with_a_password_is_refused(judged):
    locked = changed(drawn(), encryption=pikepdf.Encryption(owner="a", user="b"))
    assert judged(locked) == "locked"


def test_half_a_paper_is_refused(judged):
    data = drawn()
    for end in (9, len(data) // 3, len(data) - 40):
        assert judged(data[:end]) == "broken"


# --- bombs ---


def played(files):
    """Return the bombs that cost more than one file may, whether they were refused or taken apart."""
    return {name: cost for name, cost in measure(CAGE, files, "pdf", 4000) if not cost.is_small}


@pytest.mark.by_turns(2)
@pytest.mark.slow
def test_a_bomb_is_refused_in_time_and_within_memory():
    chosen = share_of_today(bombs.each(first_only=True), of=8)
    assert len(chosen) >= 3
    assert played(chosen) == {}


@pytest.mark.long
def test_every_bomb_of_every_size_is_refused_in_time_and_within_memory():
    assert played(bombs.each(first_only=False)) == {}


@pytest.mark.by_turns(4)
@pytest.mark.slow
def test_a_bomb_bites_whoever_does_not_judge_it():
    free = Cage("tests.unjudged_pdf", memory=4 << 30, seconds=60, written=1 << 30)
    for _name, cost in measure(free, [("contents", bombs.contents(1, 400))]):
        assert cost.megabytes > MEGABYTES


@pytest.mark.slow
def test_an_honest_paper_as_large_as_they_come_passes():
    data = drawn((2480, 3508), pages=3, quality=60)
    assert 3 << 20 < len(data) < 10 << 20
    for _name, cost in measure(CAGE, [("scan", data)], "pdf", 4000):
        assert cost.said == {"anew": True}
        assert cost.is_small
