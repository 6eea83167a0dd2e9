"""Word templates of provinces: good ones are filled, and whatever does more than show a page is refused, in words."""

import io
import zipfile
from dataclasses import asdict, replace
from pathlib import Path

import docx
import pytest

from periodic.content import Value
from periodic.documents.rules import templates
from periodic.documents.rules.inside import engine, package
from periodic.documents.rules.placeholders import REQUIRED, TABLES, WORDS, filling_of
from periodic.documents.rules.templates import Refused, fill, judge, must_be_whole, reason_of
from periodic.drafts.rules.sentences import number_text
from tests.periodic.documents import hostile
from tests.periodic.documents.contents import ad_hoc, commune_month, province_quarter
from tests.periodic.documents.reading import tables_of_word, words_of_word
from tests.proving import share_of_today
from web.sandbox.rooms import room
from web.sandbox.turns import Busy

pytestmark = pytest.mark.usefixtures("own_process_by_turns")


def filled(data, content=None, others=()):
    """Fill a template as the process does, but within this one: a process for each would take minutes."""
    filling = filling_of(content or commune_month(), others)
    with room() as name:
        path, made = Path(name, "file"), Path(name, "made")
        path.write_bytes(data)
        package.judge(path)
        names = engine.fill(path, made, asdict(filling))
        must_be_whole(names, filling)
        return made.read_bytes()


def refused(data, content=None):
    """Return why a template is refused; None where it is taken."""
    try:
        filled(data, content)
    except package.Bad as bad:
        return str(reason_of({"refused": bad.why, "words": bad.words}))
    except Refused as said:
        return str(said.reason)
    return None


def refused_outside(data):
    """Return why a template is refused by the process of its own."""
    try:
        judge(data, filling_of(commune_month()))
    except Refused as said:
        return str(said.reason)
    return None


def test_the_starter_is_taken_and_says_what_our_own_paper_says():
    content = commune_month()
    judge(hostile.good(), filling_of(content))
    data = fill(hostile.good(), filling_of(content))
    said = words_of_word(data)
    for words in (
        "XÃ TUY AN ĐÔNG",
        "Kết quả hoạt động của tổ công nghệ số cộng đồng tháng 11/2026",
        *content.sentences,
        *content.texts.values(),
    ):
        assert words in said
    assert not [line for line in said if "{" in line]
    ours = {row[1]: row for table in tables_of_word(data) for row in table}
    assert ours["Hộ đã khảo sát"][3:] == ["10.287", "10.668", "11.536", "92,5", "+381"]
    assert ours["Buổi hướng dẫn, thôn Tân Long"][-1] == "41"


def test_a_filled_table_breaks_where_its_page_ends_and_nothing_is_said_of_no_warning():
    document = docx.Document(io.BytesIO(filled(hostile.good(), commune_month())))
    table = next(one for one in document.tables if len(one.rows) > 10)
    # The headings alone stand with what comes after them.
    assert ["keepNext" in row._tr.xml for row in table.rows] == [True] + [False] * 14
    assert "()" not in [one.text for one in document.paragraphs]
    said = words_of_word(filled(hostile.good(), ad_hoc(demo=True)))
    assert "(Bản nháp, chưa gửi) (Số liệu minh họa)" in said


def test_what_was_not_written_and_what_did_not_come_late_leaves_no_heading():
    whole = "".join(words_of_word(filled(hostile.good(), commune_month())))
    for words in ("3. Bổ sung kỳ trước", "II. Khó khăn", "III. Kiến nghị"):
        assert words in whole
    texts = {"proposals": "Thêm máy chiếu."}
    said = words_of_word(filled(hostile.good(), commune_month(late=(), texts=texts)))
    assert "II. Kiến nghị, đề xuất" in said
    assert not [one for one in said if "Bổ sung" in one or "Khó khăn" in one or "%" in one[:2]]


@pytest.mark.parametrize("content", [province_quarter(), ad_hoc()])
def test_every_report_fills_the_starter(content):
    said = words_of_word(filled(hostile.good(), content))
    assert content.sentences[0] in said
    assert not [line for line in said if "{" in line]


def test_every_listed_name_can_be_used():
    filling = filling_of(commune_month())
    assert set(WORDS) <= set(filling.words)
    assert set(TABLES) == set(filling.tables) == set(filling.fields)
    for name, (_what, fields) in TABLES.items():
        assert set(fields) <= set(filling.fields[name])
        assert all(set(row) == set(filling.fields[name]) for row in filling.tables[name])
    everything = "".join(f"{{{{ {name} }}}} " for name in filling.words)
    loops = "".join(
        f"{{%p for d in {name} %}}</w:t></w:r></w:p><w:p><w:r><w:t>"
        + "".join(f"{{{{ d.{field} }}}}" for field in fields)
        + "</w:t></w:r></w:p><w:p><w:r><w:t>{%p endfor %}</w:t></w:r></w:p><w:p><w:r><w:t>"
        for name, fields in filling.fields.items()
    )
    assert refused(hostile.saying(everything)) is None
    assert refused(hostile.saying(loops)) is None


def test_a_number_by_its_key_and_a_row_for_each_unit():
    words = "{{ so_covered }} trên {{ so_covered_tren }} ({{ so_covered_ty_le }}%), trước {{ so_covered_ky_truoc }}"
    said = words_of_word(filled(hostile.saying(words)))
    assert "5.712 trên 11.536 (49,5%), trước 5.508" in said


def test_a_number_alone_says_how_many_units_it_adds_up_where_some_are_missing():
    whole = province_quarter()
    total = whole.total.values | {"money": Value(120, told=100, parts=102)}
    said = replace(whole, total=replace(whole.total, values=total))
    data = hostile.saying("Chi {{ so_money }}, có {{ so_covered }}")
    words = words_of_word(filled(data, said))
    assert f"Chi 120 (cộng 100/102 xã, phường), có {number_text(total['covered'].n)}" in words


def test_a_name_that_is_split_by_word_is_read_all_the_same():
    split = "{{ don</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>_vi }}"
    assert "Xã Tuy An Đông" in words_of_word(filled(hostile.saying(split)))


def test_an_indicator_of_another_form_is_blank_and_not_unknown():
    others = commune_month().columns
    data = hostile.saying("Có {{ so_covered }} hộ")
    assert refused(data, ad_hoc()) is not None
    assert "Có … hộ" in words_of_word(filled(data, ad_hoc(), others))


def test_what_a_report_says_is_never_taken_for_a_template_or_for_xml():
    texts = {"difficulties": "{{ 7*7 }} {% for %} <w:p/> &amp; \x01\x00 a & b"}
    said = words_of_word(filled(hostile.good(), commune_month(texts=texts)))
    assert "{{ 7*7 }} {% for %} <w:p/> &amp;  a & b" in said


def test_paragraphs_stay_paragraphs():
    content = commune_month(texts={"difficulties": "Một\nHai"})
    said = words_of_word(filled(hostile.good(), content))
    assert said.index("Hai") == said.index("Một") + 1


EXPRESSIONS = [
    "{{ don_vi.__class__ }}",
    "{{ don_vi.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''.__class__ }}",
    "{{ don_vi|attr('__class__') }}",
    "{{ don_vi|safe }}",
    "{{ don_vi['x'] }}",
    "{{ don_vi.format() }}",
    "{{ don_vi() }}",
    "{{ 9**9**9 }}",
    "{{ 'a' * 999999999 }}",
    "{{ don_vi ~ ky }}",
    "{{ don_vi if ky else ky }}",
    "{{ [1, 2] }}",
    "{{ 1 }}",
    "{{ bang_cuoi_ky }}",
    "{% set don_vi = ky %}",
    "{% set x = 1 %}",
    "{% include 'x' %}",
    "{% extends 'x' %}",
    "{% import 'x' as y %}",
    "{% macro x() %}{% endmacro %}",
    "{% block x %}{% endblock %}",
    "{% filter upper %}a{% endfilter %}",
    "{% with x = ky %}{% endwith %}",
    "{% autoescape false %}{{ ky }}{% endautoescape %}",
    "{% if 1 == 1 %}a{% endif %}",
    "{% if ky is defined %}a{% endif %}",
    "{% for d in bang_cuoi_ky %}{% for e in bang_trong_ky %}{% endfor %}{% endfor %}",
    "{% for d in bang_cuoi_ky recursive %}{{ loop(d) }}{% endfor %}",
    "{% for d in bang_cuoi_ky if d.ten %}{{ d.ten }}{% endfor %}",
    "{% for d, e in bang_cuoi_ky %}{% endfor %}",
    "{% for d in bang_cuoi_ky %}{{ loop.index }}{% endfor %}",
    "{% for d in bang_cuoi_ky %}{{ d.ten.__class__ }}{% endfor %}",
    "{% for d in bang_cuoi_ky %}{{ d }}{% endfor %}",
    "{% for d in bang_cuoi_ky.items() %}{% endfor %}",
    "{% for ky in bang_cuoi_ky %}{{ ky.ten }}{% endfor %}",
    "{% for d in range(999999999) %}{% endfor %}",
    "{% for d in don_vi %}{{ d }}{% endfor %}" * 13,
]


@pytest.mark.parametrize("words", share_of_today(EXPRESSIONS, of=5))
def test_nothing_runs_but_names_loops_and_conditions(words):
    said = refused(hostile.saying(words.replace("<", "&lt;")))
    assert said is not None
    assert "Ô điền chỉ được là" in said or "Không có ô điền" in said


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("{{ ten_xa }}", "ten_xa"),
        ("{{ cycler }}", "cycler"),
        ("{{ self }}", "self"),
        ("{{ namespace }}", "namespace"),
        ("{% for d in bang_la %}{% endfor %}", "bang_la"),
        ("{% for d in bang_cuoi_ky %}{{ d.items }}{% endfor %}", "d.items"),
        ("{% for d in bang_cuoi_ky %}{{ d.__class__ }}{% endfor %}", "d.__class__"),
    ],
)
def test_an_unknown_name_is_said(words, name):
    assert f"“{name}”" in refused(hostile.saying(words))


@pytest.mark.parametrize(
    "words",
    [
        *("{{ ky", "{% for d in bang_cuoi_ky %}", "{% nothing %}", "{{ }}", "{% if %}"),
        pytest.param("{{ " * 3_000, id="braces within braces"),
    ],
)
def test_what_is_not_written_well_is_refused(words):
    assert "viết chưa đúng" in refused(hostile.saying(words))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (hostile.saying("{{ don_vi.__class__ }}"), "Ô điền chỉ được là"),
        (hostile.bomb(), "quá lớn"),
        (hostile.with_part("word/vbaProject.bin", b"x"), "macro"),
        (b"PK\x03\x04", "không phải tệp Word"),
    ],
)
def test_the_process_says_the_same(data, words):
    assert words in refused_outside(data)


def test_loops_are_few():
    loop = "{% for d in bang_cuoi_ky %}{{ d.ten }}{% endfor %}"
    assert refused(hostile.saying(loop * 5)) is None
    assert "Ô điền chỉ được là" in refused(hostile.saying(loop * 20))


@pytest.mark.parametrize("name", share_of_today(REQUIRED, of=3))
def test_a_template_without_what_every_report_has_is_refused(name):
    def change(parts):
        body = parts[hostile.DOCUMENT].replace(f"{{{{ {name} }}}}".encode(), b"...")
        return {**parts, hostile.DOCUMENT: body}

    said = refused(hostile.with_parts(change))
    assert said == f"Mẫu thiếu ô điền phải có: “{name}”."


def test_a_template_without_any_figure_is_refused():
    words = "".join(f"<w:p><w:r><w:t>{{{{ {name} }}}}</w:t></w:r></w:p>" for name in REQUIRED)

    def change(parts):
        body = f'<w:document xmlns:w="{hostile.W}"><w:body>{words}</w:body></w:document>'
        return {**parts, hostile.DOCUMENT: body.encode()}

    assert "chưa có con số nào" in refused(hostile.with_parts(change))


UNPACKED = {
    "a program": (lambda: hostile.with_part("word/vbaProject.bin", b"x"), "macro"),
    "its type": (
        lambda: hostile.typed(b"document.main+xml", b"document.macroEnabled.main+xml"),
        "macro",
    ),
    "a template of Word's own": (
        lambda: hostile.typed(b"document.main+xml", b"template.main+xml"),
        "không phải tệp Word",
    ),
    "a control": (lambda: hostile.with_part("word/activeX/activeX1.xml", b"<a/>"), "macro"),
    "an object": (lambda: hostile.with_part("word/embeddings/oleObject1.bin", b"x"), "nhúng"),
    "a workbook within": (lambda: hostile.with_part("word/embeddings/x.xlsx", b"x"), "nhúng"),
    "a page within": (lambda: hostile.with_part("word/x.html", b"<html/>"), "nhúng"),
    "a picture that is none": (
        lambda: hostile.with_part("word/media/a.png", b"MZ"),
        "PNG hoặc JPEG",
    ),
    "a vector picture": (lambda: hostile.with_part("word/media/a.emf", b"x"), "nhúng"),
    "a link": (
        lambda: hostile.related("hyperlink", "https://a.example/", external=True),
        "liên kết",
    ),
    "a picture from elsewhere": (
        lambda: hostile.related("image", "https://a.example/a.png", external=True),
        "liên kết",
    ),
    "a template from elsewhere": (
        lambda: hostile.related("attachedTemplate", "file:///a.dotm", external=True),
        "liên kết",
    ),
    "an address that says it is within": (
        lambda: hostile.related("image", "http://a.example/a"),
        "liên kết",
    ),
    "a script behind words": (
        lambda: hostile.related("hyperlink", "javascript:alert(1)", external=True),
        "liên kết",
    ),
    "a picture from another machine": (
        lambda: hostile.related("image", "\\\\a.example\\b.png"),
        "liên kết",
    ),
    "an address without its beginning": (
        lambda: hostile.related("image", "//a.example/b.png"),
        "liên kết",
    ),
    "a template from elsewhere, in the settings": (
        lambda: hostile.with_part("word/_rels/settings.xml.rels", hostile.REMOTE_TEMPLATE),
        "liên kết",
    ),
    "a drawing from elsewhere": (
        lambda: hostile.drawing('<v:imagedata src="http://a.example/x.png"/>'),
        "liên kết",
    ),
    "a drawing with a script": (
        lambda: hostile.drawing('<v:rect href="javascript:alert(1)"/>'),
        "liên kết",
    ),
    "a fill from another machine": (
        lambda: hostile.drawing('<v:fill o:althref="\\\\a.example\\x.png"/>'),
        "liên kết",
    ),
    "a part above the others": (
        lambda: hostile.with_part("../../etc/x.xml", b"<a/>"),
        "không phải tệp Word",
    ),
    "a part of the machine": (
        lambda: hostile.with_part("/etc/x.xml", b"<a/>"),
        "không phải tệp Word",
    ),
    "a part above, spelled as Windows does": (
        lambda: hostile.with_part("word\\..\\x.xml", b"<a/>"),
        "không phải tệp Word",
    ),
    "a sheet of styles from elsewhere": (
        lambda: hostile.with_part(
            "word/settings.xml", b'<?xml-stylesheet href="http://a.example/x.xsl"?><a/>'
        ),
        "không phải tệp Word",
    ),
    "ten thousand pictures": (hostile.pictures, "quá lớn"),
    "a picture that is a page": (
        lambda: hostile.with_part("word/media/a.svg", b"<svg onload='x()'/>"),
        "nhúng",
    ),
    "a field in one piece": (
        lambda: hostile.with_xml('<w:p><w:fldSimple w:instr=" DDEAUTO c:\\cmd.exe "/></w:p>'),
        "trường tự động",
    ),
    "a piece of another": (lambda: hostile.related("aFChunk", "afchunk.xml"), "nhúng"),
    "a piece put in": (lambda: hostile.with_xml('<w:altChunk w:val="x"/>'), "nhúng"),
    "an object put in": (lambda: hostile.with_xml("<w:p><w:r><w:object/></w:r></w:p>"), "nhúng"),
    "a document type": (
        lambda: hostile.with_part("word/settings.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        "không phải tệp Word",
    ),
    "another spelling": (
        lambda: hostile.with_part(
            "word/settings.xml", '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16")
        ),
        "không phải tệp Word",
    ),
    "a spelling that says another": (
        lambda: hostile.with_part(
            "word/settings.xml", b'<?xml version="1.0" encoding="utf-7"?><a/>'
        ),
        "không phải tệp Word",
    ),
    "broken XML": (lambda: hostile.with_part("word/settings.xml", b"<a>"), "không phải tệp Word"),
    "no document": (
        lambda: hostile.with_parts(
            lambda parts: {k: v for k, v in parts.items() if k != hostile.DOCUMENT}
        ),
        "không phải tệp Word",
    ),
    "no archive": (lambda: b"%PDF-1.7", "không phải tệp Word"),
    "an old Word file": (lambda: b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "không phải tệp Word"),
    "a bomb": (hostile.bomb, "quá lớn"),
    "many parts": (
        lambda: hostile.with_parts(
            lambda parts: {**parts, **{f"word/{at}.xml": b"<a/>" for at in range(400)}}
        ),
        "quá lớn",
    ),
}


@pytest.mark.parametrize("case", share_of_today(UNPACKED, of=4))
def test_a_file_that_does_more_than_show_a_page_is_refused(case):
    make, words = UNPACKED[case]
    assert words in (refused(make()) or "")


@pytest.mark.parametrize(
    "words",
    [
        "INCLUDETEXT C:\\a.txt",
        "INCLUDEPICTURE https://a.example/a.png",
        "DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe",
        "HYPERLINK https://a.example/",
        "LINK Excel.Sheet.8 a",
        "MACROBUTTON a b",
        "",
        "</w:instrText></w:r><w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT a",
    ],
)
def test_a_field_that_fetches_or_runs_is_refused(words):
    assert "trường tự động" in (refused(hostile.field(words)) or "")


def test_the_number_of_a_page_is_a_field_that_may_be():
    assert refused(hostile.field(" PAGE \\* MERGEFORMAT ")) is None


def test_a_field_that_begins_with_another_is_refused():
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    inner = f"{begin}<w:r><w:instrText>PAGE</w:instrText></w:r>{end}"
    assert "trường tự động" in (refused(hostile.with_xml(f"<w:p>{begin}{inner}{end}</w:p>")) or "")


def test_what_the_library_takes_for_xml_when_it_fills_is_judged_again():
    """Within "raw" braces keep what stands in them, and the library reads it as XML."""
    words = "{% raw %}{{ &lt;/w:t&gt;&lt;/w:r&gt;&lt;w:r&gt;&lt;w:object/&gt;&lt;/w:r&gt;&lt;w:r&gt;&lt;w:t&gt; }}{% endraw %}"
    said = refused(hostile.saying(words))
    assert said is not None


def test_the_head_of_a_page_is_read_as_strictly():
    def change(parts):
        name = next(name for name in parts if name.startswith("word/header"))
        body = parts[name].replace("Trang đầu".encode(), b"{{ ky.__class__ }}")
        assert body != parts[name]
        return {**parts, name: body}

    assert "Ô điền chỉ được là" in refused(hostile.with_parts(change))


def test_what_a_template_says_of_its_maker_goes_and_nothing_runs_there():
    def change(parts):
        name = "docProps/core.xml"
        body = parts[name].replace(b"python-docx<", b"{{ ky.__class__ }} Tran Van A<")
        assert body != parts[name]
        return {**parts, name: body}

    said = docx.Document(io.BytesIO(filled(hostile.with_parts(change)))).core_properties
    assert (said.author, said.last_modified_by, said.comments) == ("", "", "")
    assert said.title == "Kết quả hoạt động của tổ công nghệ số cộng đồng tháng 11/2026"


def test_a_template_saved_by_another_office_program_is_taken():
    """It writes the relation to what a file says of itself in a spelling of its own."""

    def change(parts):
        name = "_rels/.rels"
        ours = b"package/2006/relationships/metadata/core-properties"
        theirs = b"officedocument/2006/relationships/metadata/core-properties"
        assert ours in parts[name]
        return {**parts, name: parts[name].replace(ours, theirs)}

    data = filled(hostile.with_parts(change))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist().count("docProps/core.xml") == 1
    assert docx.Document(io.BytesIO(data)).core_properties.author == ""


def test_a_password_is_refused():
    target = bytearray(hostile.good())
    # The bit that says so, in each entry of the directory at the end.
    at = target.find(b"PK\x01\x02")
    target[at + 8] |= 1
    assert "mật khẩu" in refused(bytes(target))


@pytest.mark.parametrize("data", [b"", b"x" * (templates.MAX_BYTES + 1)])
def test_nothing_and_too_much_are_refused_before_they_are_opened(data, monkeypatch):
    monkeypatch.setattr(templates, "ask", lambda *_: pytest.fail("opened"))
    with pytest.raises(Refused):
        templates.read(io.BytesIO(data))


def test_whoever_comes_while_others_wait_is_told_so(monkeypatch):
    def busy(*_):
        raise Busy

    monkeypatch.setattr(templates, "ask", busy)
    assert refused_outside(hostile.good()) == str(templates.BUSY)


@pytest.mark.parametrize(
    ("why", "words"), [("memory", "quá lớn"), ("slow", "quá lâu"), ("odd", "Không đọc được")]
)
def test_how_a_process_ends_is_said_in_words(why, words, monkeypatch):
    monkeypatch.setattr(templates, "ask", lambda *_: {"refused": why})
    assert words in refused_outside(hostile.good())


@pytest.mark.usefixtures("own_process")
def test_a_template_that_needs_too_much_work_is_ended(monkeypatch):
    monkeypatch.setattr(templates, "CAGE", replace(templates.CAGE, memory=30 << 20))
    assert refused_outside(hostile.good()) is not None


def test_filled_files_have_no_clock_in_them():
    filling = filling_of(commune_month())
    data = fill(hostile.good(), filling)
    assert data == fill(hostile.good(), filling)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
