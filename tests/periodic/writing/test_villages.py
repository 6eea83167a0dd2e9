"""Numbers are typed village by village: saved at once, checked each by itself, added up, sent and shown everywhere."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from audit.models import AuditEntry
from households.register.actions import add_household
from periodic.catalogue.actions import make_form, new_version
from periodic.catalogue.rules.columns import column_of, typed
from periodic.catalogue.rules.defaults import OURS, VILLAGES
from periodic.content import Content
from periodic.documents.exports.pdf import pdf
from periodic.documents.exports.word import word
from periodic.documents.exports.workbook import workbook
from periodic.drafts.queries.drafts import content_of, draft
from periodic.filing.actions.sending import send
from periodic.filing.queries.live import compared, write
from periodic.models import Cutoff, Report, Span, TypedValue
from periodic.periods.actions import lock_period, make_schedule
from periodic.writing.rules.villages import columns_of_villages, on_a_page
from tests.factories import CommuneFactory, UserFactory
from tests.pages import signed_in
from tests.pdf_text import words_of_pdf
from tests.periodic.documents.contents import commune_month
from tests.periodic.documents.reading import tables_of_word, words_of_word
from tests.periodic.drafts.hand import FORM, Place, at

db = pytest.mark.django_db
FOURTEEN = next(one.columns for one in OURS if one.key == VILLAGES)
TODAY = date(2026, 11, 16)


class Typing(Place):
    """A commune of three villages, of two, one and no households, asked for the fourteen numbers of villages."""

    def __init__(self):
        super().__init__(villages=3)
        self.commune.code = "22015"
        self.commune.save()
        province = self.commune.province
        form = make_form(by=None, area=province, name="Số liệu thôn", columns=FOURTEEN).form
        with at(date(2026, 11, 20)):
            schedule = make_schedule(
                by=None,
                area=province,
                form=form,
                title="Số liệu thôn",
                span=Span.MONTH,
                cutoff=Cutoff.FOURTEENTH,
                working_days=2,
                begins_on=date(2026, 10, 20),
            )
        self.period = schedule.periods.order_by("begins_on").first()
        with at(date(2026, 10, 20)):
            for village in (0, 0, 1):
                add_household(
                    by=None,
                    village=self.villages[village],
                    head_name="Trần Văn Đảo",
                    birth_year=1980,
                    results=[0, 0, 0, 0, 0],
                )
        self.client = signed_in(self.officer)

    @property
    def address(self):
        return reverse("periodic:by_village", args=[self.period.uuid, "22015"])

    @property
    def found(self):
        return Report.unscoped.get(period=self.period, area=self.commune)

    def post(self, *rows, **more):
        """Write what is typed for each village as somebody does who has just opened the page."""
        report = Report.unscoped.filter(period=self.period).first()
        data = {"version": report.version if report else 0, **more}
        for village, row in zip(self.villages, rows, strict=False):
            for key, text in row.items():
                prefix, column = key.split("_")
                name = {"so": "so-", "cc": "can-cu-"}[prefix]
                data[f"{name}{village.pk}-{column}"] = text
        with at(TODAY):
            return self.client.post(self.address, data)

    def total(self, key):
        with at(TODAY):
            value = content_of(self.found).total.values[key]
        return value.n, value.told, value.parts


@pytest.fixture
def place():
    return Typing()


@db
def test_numbers_of_villages_are_saved_at_once_and_make_up_the_whole(place):
    answer = place.post({"so_ct02": "8", "so_ct03": "1"}, {"so_ct02": "4", "so_ct03": "0"})
    assert answer.url == reverse("periodic:report", args=[place.period.uuid, "22015"])
    assert TypedValue.unscoped.count() == 4
    # Blank is no 0: of the third village nobody knows.
    assert place.total("ct02") == (12, 2, 3)
    assert place.total("ct03") == (1, 2, 3)
    assert place.total("ct04") == (None, None, None)
    entry = AuditEntry.unscoped.get(verb="Ghi số vào báo cáo")
    assert entry.changes[f"ct02 ({place.villages[0].full_name})"] == [None, "8"]
    version = place.found.version
    place.post({"so_ct02": "8", "so_ct03": "1"}, {"so_ct02": "4", "so_ct03": "0"})
    assert (place.found.version, TypedValue.unscoped.count()) == (version, 4)
    with at(TODAY):
        page = place.client.get(place.address).content.decode()
        report = place.client.get(answer.url).content.decode()
    assert 'value="8"' in page
    assert "cộng 2/3 thôn" in page
    # On a phone each sum stands under the name of its column.
    assert 'data-l="Nhân khẩu"><b>12</b>' in " ".join(page.split("<tfoot>")[1].split())
    assert "Chưa đủ thôn có số: Nhân khẩu (2/3), Hộ nghèo (2/3)." in report
    assert "Cộng các thôn là 12 (cộng 2/3 thôn); để trống thì lấy số này." in report
    assert 'value="12"' not in report
    # A village that is not on the page that was sent is as it was; one that was sent blank is blank.
    place.post({"so_ct02": "", "so_ct03": ""})
    assert place.total("ct02") == (4, 1, 3)
    place.post({"so_ct02": "", "so_ct03": ""}, {"so_ct02": "", "so_ct03": ""})
    assert place.total("ct02") == (None, None, None)


@db
def test_what_is_typed_for_the_whole_stands_until_it_is_blank_again(place):
    address = reverse("periodic:report", args=[place.period.uuid, "22015"])
    place.post({"so_ct02": "8"}, {"so_ct02": "4"}, {"so_ct02": "0"})
    with at(TODAY):
        place.client.post(address, {"version": place.found.version, "so-ct02": "20"})
        page = place.client.get(place.address).content.decode()
        report = place.client.get(address).content.decode()
    assert place.total("ct02") == (20, None, None)
    assert "ghi riêng cho cả xã: 20" in page
    assert "“Nhân khẩu”: ghi cho cả xã là 20, cộng các thôn là 12." in report
    with at(TODAY):
        place.client.post(address, {"version": place.found.version, "so-ct02": ""})
    assert place.total("ct02") == (12, None, None)


@db
@pytest.mark.parametrize(
    ("at_row", "row", "words"),
    [
        # The commune has three households, this village one, and the last none.
        (1, {"so_ct03": "2"}, "Không lớn hơn “Số hộ”, là 1."),
        (2, {"so_ct03": "1"}, "Không lớn hơn “Số hộ”, là 0."),
        (0, {"so_ct02": "8", "so_ct05": "9"}, "Không lớn hơn “Nhân khẩu”, là 8."),
        (0, {"so_ct03": "-1"}, "nhỏ hơn 0"),
        (0, {"so_ct13": "1"}, "Ghi căn cứ của số này"),
        (0, {"so_ct13": "1", "cc_ct13": "Sổ của Trần Văn Đảo"}, "họ tên một người dân"),
        (0, {"so_ct03": "hai"}, "Nhập"),
    ],
)
def test_what_cannot_be_is_said_at_its_village_and_nothing_of_the_page_is_saved(
    place, at_row, row, words
):
    rows = [{"so_ct02": "4"}, {"so_ct02": "4"}, {"so_ct02": "0"}]
    rows[at_row] = {**rows[at_row], **row}
    page = place.post(*rows).content.decode()
    *_, last = row
    _prefix, column = last.split("_")
    name = f"so-{place.villages[at_row].pk}-{column}"
    assert words in page.split(f'id="id_{name}_error"')[1].split("</div>")[0]
    assert not TypedValue.unscoped.exists()


@db
def test_only_the_commune_itself_types_and_nobody_into_a_locked_period_or_over_a_colleague(place):
    above = UserFactory(area=place.commune.province)
    assert signed_in(above).get(place.address).status_code == 404
    place.post({"so_ct02": "8"})
    page = place.post({"so_ct02": "9"}, version=0).content.decode()
    assert "Báo cáo này vừa được sửa ở nơi khác." in page
    lock_period(by=None, period=place.period)
    assert "Kỳ này đã khóa" in place.post({"so_ct02": "9"}).content.decode()
    assert place.total("ct02")[0] == 8
    with at(TODAY):
        assert "Lưu tất cả" not in place.client.get(place.address).content.decode()


@db
def test_the_fourteen_numbers_are_sent_frozen_summed_above_and_stand_in_each_document(place):
    place.post(
        {"so_ct02": "8", "so_ct03": "1", "so_ct13": "5", "cc_ct13": "Sổ ghi buổi"},
        {"so_ct02": "4", "so_ct03": "0"},
        {"so_ct02": "0"},
    )
    with at(TODAY):
        copy = send(by=place.officer, report=place.found, write=write)
    said = Content.of_data(copy.content)
    rows = [[row.values[key].n for key in ("ct01", "ct02", "ct03", "ct13")] for row in said.rows]
    assert rows == [[2, 8, 1, 5], [1, 4, 0, None], [0, 0, None, None]]
    assert said.as_data() == copy.content
    page = signed_in(place.officer).get(
        reverse("periodic:copy", args=[place.period.uuid, "22015", 1])
    )
    assert "cộng 1/3 thôn" in page.content.decode()
    assert "chưa có nguồn" in page.content.decode()
    of_word = [cell for table in tables_of_word(word(said)) for row in table for cell in row]
    book = CalamineWorkbook.from_filelike(BytesIO(workbook(said)))
    sheet = book.get_sheet_by_name("Từng đơn vị").to_python()
    of_excel = [cell for line in sheet for cell in line]
    of_pdf = words_of_pdf(pdf(said))
    for note in ("Hộ nghèo (2/3)", "Người được hướng dẫn dịch vụ công trực tuyến (1/3)"):
        assert note in " ".join(of_pdf.split())
        assert any(note in str(value) for value in of_excel)
    paper = f"{place.villages[0].full_name}: Sổ ghi buổi"
    for document in (page.content.decode(), " ".join(words_of_word(word(said))), of_pdf):
        assert paper in " ".join(document.split())
    for row in said.rows:
        line = of_word.index(row.name)
        assert of_word[line + 1 : line + 4] == [
            str(row.values[key].n) if row.values[key].n is not None else "…"
            for key in ("ct01", "ct02", "ct03")
        ]
        cells = next(line for line in sheet if row.name in line)
        numbers = [row.values[key].n for key in ("ct01", "ct02", "ct03")]
        assert cells[2:5] == ["" if n is None else n for n in numbers]
    province = place.commune.province
    with at(TODAY):
        above = draft(place.period, province, place.found.form_version)
    value = above.total.values["ct02"]
    assert (value.n, value.told) == (12, None)
    assert above.total.values["ct13"].n == 5


@db
def test_a_unit_that_sent_on_an_older_form_is_missing_in_the_sum_of_a_new_column():
    place = Place()
    province, form = place.commune.province, place.schedule.form
    with at(date(2026, 10, 16)):
        place.send(place.report(place.october))
    with at(date(2026, 10, 1)):
        CommuneFactory(parent=province)
    newer = new_version(by=None, form=form, columns=(*FORM, column_of("ho-tiep-can")))
    said = draft(place.october, province, newer).total.values
    assert (said["ho-tiep-can"].told, said["ho-tiep-can"].parts) == (1, 2)
    assert said["ho"].told is None


@db
def test_who_typed_what_village_again_is_told_and_makes_up_the_difference(place):
    place.post({"so_ct02": "8", "so_ct03": "1"}, {"so_ct02": "4"})
    with at(TODAY):
        copy = send(by=place.officer, report=place.found, write=write)
    who, first, second = place.officer, *(one.full_name for one in place.villages[:2])

    def told():
        with at(date(2026, 11, 18)):
            found = compared(place.found, Content.of_data(copy.content), copy.sent_at)
        assert found.open == []
        return {line.column.key: (line.change, list(line.causes)) for line in found.lines}

    assert told() == {}
    with at(date(2026, 11, 17)):
        version = place.found.version
        data = {"version": version, f"so-{place.villages[0].pk}-ct02": "5"}
        data |= {f"so-{place.villages[1].pk}-ct02": "7", f"so-{place.villages[0].pk}-ct04": "2"}
        data |= {f"so-{place.villages[0].pk}-ct03": ""}
        signed_in(place.officer).post(place.address, data)
    assert told() == {
        # The whole is the same, its villages are not; of what was blank no difference is told.
        "ct02": (
            "0",
            [
                (f"{who} ghi lại ngày 17/11 ({first})", "−3"),
                (f"{who} ghi lại ngày 17/11 ({second})", "+3"),
            ],
        ),
        "ct03": ("—", [(f"{who} xóa số ngày 17/11 ({first})", "")]),
        "ct04": ("—", [(f"{who} ghi 2 ngày 17/11, trước để trống ({first})", "")]),
    }


def test_a_page_holds_as_many_villages_as_a_form_takes_fields():
    content = commune_month()
    many = [typed(f"rieng-{n}", f"Số {n}", "Của tỉnh", "hộ") for n in range(39)]
    words = typed("chu", "Nhận xét", "Của thôn", "", is_text=True)
    evident = typed("dvc", "Được hướng dẫn", "Trong kỳ", "người", needs_evidence=True)
    wide = Content(**{**content.__dict__, "columns": (*content.columns, *many, words, evident)})
    asked = len(columns_of_villages(wide))
    assert asked == len(columns_of_villages(content)) + 40
    assert (asked + 1) * on_a_page(wide) <= 900 < (asked + 1) * (on_a_page(wide) + 1)
    assert columns_of_villages(Content(**{**wide.__dict__, "unit_level": "province"})) == []
