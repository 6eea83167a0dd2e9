"""What a person is given of all that is kept of them: theirs, whole, and nothing of the others."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.utils import timezone, translation
from python_calamine import CalamineWorkbook

from households.register import actions as register_actions
from households.survey.actions import assess
from privacy.requests import actions
from privacy.requests.exports.pdf import pdf_of
from privacy.requests.exports.workbook import workbook_of
from privacy.requests.queries.extract import extract_of
from privacy.requests.queries.part import Part
from reading.models import Reading
from tests.factories import (
    ConfirmationFactory,
    ImportFactory,
    ImportRowFactory,
    ReadingFactory,
    SubjectRequestFactory,
)
from tests.pdf_text import words_of_pdf

pytestmark = pytest.mark.django_db
WIFE, SON = "Lê Thị Hạnh", "Đỗ Văn Út"
READ = "Người Đã Xem"


@pytest.fixture
def full(world):
    """Fill a household with all that may be kept of its people; return the wife."""
    own, by = world.own, world.own.officer
    home, today = own.household, timezone.localdate()
    add = {"by": by, "household": home}
    wife = register_actions.add_resident(
        full_name=WIFE, relation="spouse", sex="f", birth_year=1984, phone="0911222333", **add
    )
    son = register_actions.add_resident(full_name=SON, relation="child", sex="m", **add)
    assess(by=own.member, resident=wife, results=[2, 1, 0, None, None], on=today)
    assess(by=by, resident=son, results=[2, 2, 2, 2, 2], on=today)
    register_actions.change_resident(by=by, resident=wife, phone="0944555666")
    register_actions.change_resident(by=by, resident=son, full_name=f"{SON} Em")
    ConfirmationFactory(household=home, confirmed_by=by)
    file = ImportFactory(commune=own.area, name="so-ho.xlsx", added_by=by)
    ImportRowFactory(source=file, village=own.village, number=7, household=home, resident=wife)
    ImportRowFactory(source=file, village=own.village, number=8, household=home, resident=son)
    own.member.full_name = READ
    own.member.save()
    ReadingFactory(user=own.member, area=own.village, commune=own.area)
    ReadingFactory(user=own.officer, area=own.villages[1], commune=own.area)
    wife.refresh_from_db()
    return wife


@pytest.fixture
def extract(full, world):
    by = world.own.officer
    facts = {"kind": "access", "asker": "self", "channel": "counter", "checked": True}
    request = actions.receive(
        by=by, commune=world.own.area, resident=full, received_on=timezone.localdate(), **facts
    )
    return extract_of(request)


def part(extract, heading):
    return next(one for one in extract.parts if one.heading == heading)


def every_word(extract):
    return str([(one.heading, one.note, list(one.rows)) for one in extract.parts])


def test_all_kinds_of_what_is_kept_are_there_and_who_read_stands_last(extract):
    headings = [one.heading for one in extract.parts]
    assert headings == [
        "Thông tin của người này",
        "Hộ của người này",
        "Các lần khảo sát người này",
        "Các lần xác nhận hộ không đổi",
        "Biến động của hộ trong số liệu",
        "Dòng nhật ký có tên người này",
        "Phiếu khảo sát có hộ này",
        "Yêu cầu và hạn chế",
        "Tệp Excel đã nhập",
        "Ai đã xem",
    ]
    assert [one.heading for one in extract.parts if not one.rows] == []
    assert all(len(row) == len(one.heads) for one in extract.parts for row in one.rows)


def test_the_person_is_told_every_field_and_survey_of_theirs(extract):
    facts = dict(part(extract, "Thông tin của người này").rows)
    assert facts["Họ tên"] == WIFE
    assert facts["Điện thoại"] == "0944555666"
    assert facts["Quan hệ với chủ hộ"] == "Vợ"
    assert facts["Năm sinh"] == "1984"
    assert facts["4. Tự bảo vệ trên mạng"] == "chưa hỏi"
    (survey,) = part(extract, "Các lần khảo sát người này").rows
    assert survey[2:4] == (
        "Dịch vụ công: biết, tự làm; Mua sắm: biết, có hỗ trợ; Thanh toán: chưa biết",
        READ,
    )


def test_of_others_in_the_household_nothing_is_told_but_their_relation(extract, world):
    text = every_word(extract)
    head = world.own.household
    for other in (SON, head.head_name, head.phone, "Người Nhà 01"):
        assert other not in text
    assert dict(part(extract, "Hộ của người này").rows)["Người khác trong hộ"] == (
        "1 chủ hộ, 1 người khác, 1 con"
    )


def test_a_line_of_the_journal_is_told_where_it_names_them(extract):
    rows = part(extract, "Dòng nhật ký có tên người này").rows
    said = [(row[2], row[3]) for row in rows]
    assert ("Thêm người trong hộ", f"người trong hộ: {WIFE}") in [
        (verb, text.replace("resident", "người trong hộ")) for verb, text in said
    ]
    assert any("0944555666" in text for _verb, text in said)


def test_the_row_of_the_file_is_theirs_alone(extract):
    (row,) = part(extract, "Tệp Excel đã nhập").rows
    assert row[1:3] == ("so-ho.xlsx", 7)


def test_who_read_is_told_with_role_and_hour_of_their_village_alone(extract, world):
    rows = part(extract, "Ai đã xem").rows
    assert (READ, "Thành viên tổ") in {row[1:3] for row in rows}
    assert world.own.villages[1].full_name not in str(rows)
    assert Reading.unscoped.count() > len(rows)


def test_the_head_is_told_the_telephone_and_name_of_the_household(world):
    head = world.own.household.residents.get(is_head=True)
    request = SubjectRequestFactory(
        commune=world.own.area, household=world.own.household, resident=head
    )
    facts = dict(extract_of(request).parts[0].rows)
    assert facts["Điện thoại"] == world.own.household.phone


def test_the_pdf_says_what_the_extract_says_in_vietnamese_letters(extract):
    with translation.override("vi"):
        text = " ".join(words_of_pdf(pdf_of(extract)).split())
    assert f"Bản sao dữ liệu cá nhân: {WIFE}" in text
    assert "10. Ai đã xem" in text
    assert READ in text
    assert SON not in text


def test_a_line_longer_than_a_page_goes_on_over_the_next(extract):
    """A layout that cannot be ended was an error of the server."""
    parts = [Part("Nhật ký", ("Lúc", "Việc"), [("1", "chữ " * 2_000 + "cuối")])]
    assert "cuối" in words_of_pdf(pdf_of(replace(extract, parts=parts)))


def test_the_workbook_says_what_the_extract_says(extract):
    with workbook_of(extract) as file:
        sheet = CalamineWorkbook.from_filelike(BytesIO(file.read())).get_sheet_by_index(0)
    text = str(sheet.to_python())
    assert f"Bản sao dữ liệu cá nhân: {WIFE}" in text
    assert READ in text
    assert SON not in text


def test_a_name_like_a_formula_or_markup_comes_out_as_it_is(world):
    head = world.own.household.residents.get(is_head=True)
    head.full_name = "=Lê <b>&amp; Ngân</b>"
    head.save()
    request = SubjectRequestFactory(
        commune=world.own.area, household=world.own.household, resident=head
    )
    extract = extract_of(request)
    assert "=Lê <b>&amp; Ngân</b>" in words_of_pdf(pdf_of(extract))
    with workbook_of(extract) as file:
        rows = CalamineWorkbook.from_filelike(BytesIO(file.read())).get_sheet_by_index(0)
    assert "=Lê <b>&amp; Ngân</b>" in str(rows.to_python())
