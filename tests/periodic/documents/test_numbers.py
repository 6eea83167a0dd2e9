"""Numbers in sentences = table = Word = PDF = Excel = page: all of them, and no other; one that is changed is found."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override
from lxml import etree, html

from periodic.content import Content
from periodic.documents.exports.pdf import pdf
from periodic.documents.exports.word import word
from periodic.documents.exports.workbook import workbook
from periodic.documents.rules.placeholders import filling_of
from periodic.drafts.rules.sentences import number_text
from periodic.filing.queries.copy_page import CopyPage
from tests.periodic.documents import said
from tests.periodic.documents.contents import ad_hoc, commune_month, province_quarter
from tests.proving import sample_or_all

GOLDEN = {
    "commune": commune_month,
    "province": lambda: province_quarter(communes=sample_or_all(17, 102)),
    "ad hoc": ad_hoc,
}
NOBODY = SimpleNamespace()


def page(content):
    """Draw what was sent as its page does."""
    shown = CopyPage(NOBODY, NOBODY, content, (), ())
    return render_to_string("periodic/filing/frozen.html", {"page": shown, "content": content})


def told(content):
    """Return by document how it is read, and which places it has."""
    return {
        "word": (said.said_by_word(word(content), content), said.WORD),
        "book": (said.said_by_book(workbook(content), content), said.BOOK),
        "page": (said.said_by_page(page(content), content), said.PAGE),
    }


@pytest.mark.parametrize("name", GOLDEN)
def test_every_number_stands_in_all_documents_as_it_was_frozen(name):
    content = GOLDEN[name]()
    expected = said.frozen(content.as_data())
    for document, (read, places) in told(content).items():
        assert said.differences(expected, read, places) == set(), document
    assert said.said_by_pdf(pdf(content)) == said.said_in_word(word(content))


def test_documents_are_in_vietnamese_whoever_takes_them():
    content = commune_month()
    total, column = content.total, content.columns[0]
    partial = replace(total.values[column.key], n=1_200, of=None, told=1_200, parts=1_300)
    content = replace(content, total=replace(total, values={**total.values, column.key: partial}))
    made = []
    for language in ("vi", "en"):
        with override(language):
            made.append((filling_of(content), word(content), workbook(content)))
    assert made[0] == made[1]
    first = made[0][0].tables["bang_cuoi_ky"][0]
    assert first["ky_nay"] == "1.200 (cộng 1.200/1.300 thôn)"


@pytest.mark.parametrize(
    ("number", "words"),
    [(1204, "1.204"), (-3, "−3"), (12.5, "12,5"), (-0.004, "0"), (-0.25, "−0,25")],
)
def test_a_number_is_written_as_on_paper(number, words):
    assert number_text(number) == words


def test_a_number_of_a_sentence_that_no_table_has_would_be_found():
    content = commune_month()
    assert untraced(content) == set()
    (first, *rest) = content.sentences
    wrong = replace(content, sentences=(first.replace("140", "141"), *rest))
    assert untraced(wrong) == {141.0}


def untraced(content):
    """Return the numbers of the sentences that stand in no cell."""
    expected = said.frozen(content.as_data())
    cells = {abs(n) for key, n in expected.items() if key[0] != "sentence"}
    return {n for key, n in expected.items() if key[0] == "sentence"} - cells


# --- One number changed in one of them ---

SMALL = commune_month(rows=commune_month().rows[1:3])
EXPECTED = said.frozen(SMALL.as_data())
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def other(words):
    """Write another last digit."""
    at = max(n for n, letter in enumerate(words) if letter.isdigit())
    return f"{words[:at]}{(int(words[at]) + 1) % 10}{words[at + 1 :]}"


def some(found):
    """Return a few of them, from all over; every one in `make prove`."""
    found = list(found)
    return found[:: sample_or_all(max(1, len(found) // 6), 1)]


def with_part(data, name, change):
    """Return an archive in which one part is another."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for one in old.namelist():
            new.writestr(one, change(old.read(one)) if one == name else old.read(one))
    return target.getvalue()


def test_a_number_changed_in_the_word_file_is_found():
    data = word(SMALL)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        tree = etree.fromstring(archive.read("word/document.xml"))
    # Every cell that is a number, but the numbers of rows.
    cells = tree.xpath("//w:tc[position()>1]//w:t", namespaces={"w": W[1:-1]})
    numbers = [one for one in cells if said.NUMBER.match(one.text) and "/20" not in one.text]
    assert len(numbers) > 130
    for node in some(numbers):
        before, node.text = node.text, other(node.text)
        changed = with_part(data, "word/document.xml", lambda _: etree.tostring(tree))
        assert said.differences(EXPECTED, said.said_by_word(changed, SMALL), said.WORD), before
        node.text = before


def test_a_number_changed_in_the_workbook_is_found():
    data = workbook(SMALL)
    for sheet in (1, 2):
        name = f"xl/worksheets/sheet{sheet}.xml"
        with zipfile.ZipFile(BytesIO(data)) as archive:
            text = archive.read(name).decode()
        # Words are numbered, too; the first column has the numbers of rows.
        cells = re.finditer(r'<c r="[B-Z]+\d+" s="\d+"><v>([\d.]+)</v>', text)
        spans = [one.span(1) for one in cells]
        assert len(spans) > 40
        for start, end in some(spans):
            new = f"{text[:start]}{other(text[start:end])}{text[end:]}".encode()
            read = said.said_by_book(with_part(data, name, lambda _, new=new: new), SMALL)
            assert said.differences(EXPECTED, read, said.BOOK), text[start:end]


def test_a_number_changed_on_the_page_is_found():
    tree = html.fromstring(page(SMALL))
    cells = tree.xpath("//td[contains(@class, 'num')] | //section/div/ul/li")
    numbers = [one for one in cells if re.search(r"\d", one.text_content())]
    assert len(numbers) > 50
    for node in some(numbers):
        before, node.text = node.text, other(node.text)
        read = said.said_by_page(html.tostring(tree, encoding="unicode"), SMALL)
        assert said.differences(EXPECTED, read, said.PAGE), before
        node.text = before


def test_a_number_changed_in_the_pdf_is_found():
    written = said.said_in_word(word(SMALL))
    assert said.said_by_pdf(pdf(SMALL)) == written
    data = SMALL.as_data()
    rows = [data["total"], data["previous"], *data["rows"]]
    values = [one for row in rows for one in row["values"].values() if one["n"] is not None]
    for value in some(values):
        value["n"] += 1
        assert said.said_by_pdf(pdf(Content.of_data(data))) != written
        value["n"] -= 1
    data["late"][0]["amount"] += 1
    assert said.said_by_pdf(pdf(Content.of_data(data))) != written
