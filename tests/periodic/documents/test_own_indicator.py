"""An indicator of a province's own, from its form to the paper: typed on the page, the same in workbook, Word and summary."""

import pytest
from django.urls import reverse

from periodic.catalogue.actions import make_form
from periodic.catalogue.rules.columns import column_of, typed
from periodic.content import Content
from periodic.filing.actions.sending import send
from periodic.filing.actions.writing import open_report
from periodic.filing.queries.live import write
from periodic.models import Schedule, Submission
from tests.books import body_of, sheets
from tests.factories import VillageFactory
from tests.pages import signed_in
from tests.periodic.documents import said
from tests.periodic.filing.worlds import Asked

pytestmark = pytest.mark.django_db
OWN = (
    column_of("thon", key="thon-cua-tinh", name="Thôn (tỉnh gọi khác)"),
    typed("loa", "Loa thông minh", "Loa đang dùng được", "cái", needs_evidence=True),
    typed("tien", "Kinh phí", "Đã chi", "triệu đồng"),
)
SAID = {"so-loa": "1 545", "can-cu-loa": "Sổ tài sản số 7", "so-tien": "12,5"}


@pytest.fixture
def asked():
    """Two communes are asked on a form of their province's own; the one has typed and sent."""
    asked = Asked.build()
    VillageFactory(parent=asked.commune)
    form = make_form(by=None, area=asked.schedule.area, name="Biểu của tỉnh", columns=OWN).form
    Schedule.unscoped.filter(pk=asked.schedule.pk).update(form=form)
    asked.period.schedule.refresh_from_db()
    page = reverse("periodic:report", args=[asked.period.uuid, "22015"])
    signed_in(asked.officer).post(page, {"version": "0", **SAID, "gui": "1"})
    return asked


def files_of(asked, copy, user):
    """Return what stands in Word and workbook of a copy, as somebody fetches them."""
    area, client = copy.report.area, signed_in(user)
    at = [asked.period.uuid, area.address, copy.number]
    return {
        kind: body_of(client.get(reverse("periodic:copy_file", args=[*at, kind])))
        for kind in ("word", "excel")
    }


def test_what_was_typed_is_the_same_number_on_page_word_workbook_and_in_the_sum(asked):
    copy = Submission.unscoped.get()
    values = copy.content["total"]["values"]
    assert (values["loa"]["n"], values["tien"]["n"]) == (1545, 12.5)
    files = files_of(asked, copy, asked.officer)
    content = Content.of_data(copy.content)
    expected = said.frozen(copy.content)
    for read, places in (
        (said.said_by_word(files["word"], content), said.WORD),
        (said.said_by_book(files["excel"], content), said.BOOK),
    ):
        assert said.differences(expected, read, places) == set()
    cells = {cell for rows in sheets(files["excel"]).values() for row in rows for cell in row}
    # Numbers, not words that look like them.
    assert {1545, 12.5} <= cells
    assert any("Sổ tài sản số 7" in str(one) for one in cells)
    at = reverse("periodic:copy", args=[asked.period.uuid, "22015", 1])
    page = signed_in(asked.officer).get(at).content.decode()
    assert all(words in page for words in ("1.545", "12,5", "Thôn (tỉnh gọi khác)"))


def test_the_province_sums_it_up_and_says_of_how_many(asked):
    theirs = open_report(by=asked.reviewer, period=asked.period, area=asked.schedule.area)
    copy = send(by=asked.reviewer, report=theirs, write=write)
    total = copy.content["total"]["values"]
    assert [(total[key]["n"], total[key]["told"]) for key in ("loa", "tien")] == [
        (1545, 1),
        (12.5, 1),
    ]
    files = files_of(asked, copy, asked.reviewer)
    content = Content.of_data(copy.content)
    read = said.said_by_book(files["excel"], content)
    assert said.differences(said.frozen(copy.content), read, said.BOOK) == set()
