"""Pages of units: one unit, the search, villages added, corrected and renamed."""

from datetime import date

import pytest
from django.utils import timezone

from areas.actions import add_village, rename
from areas.kinds import Kind
from areas.models import Area, Placement
from tests.books import listed
from tests.factories import CommuneFactory, SuccessionFactory
from tests.pages import signed_in

pytestmark = pytest.mark.django_db

FIND = "/dia-ban/tim/"


def text(response):
    return " ".join(response.content.decode().split())


def errors(response):
    return response.context["form"].errors


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


def found(client, words, **headers):
    return [a.full_name for a in client.get(FIND, {"q": words}, headers=headers).context["found"]]


# One unit


def test_a_unit_shows_its_lineage(world, officer, only_reads):
    old = CommuneFactory(
        parent=world.district, name="Cũ Mèm", code="21999", closed_on=date(2025, 7, 1)
    )
    SuccessionFactory(predecessor=old, successor=world.own.area, undecided=True)
    with only_reads():
        page = text(officer.get(f"/dia-ban/{world.own.area.pk}/"))
    for words in ("Nhập từ", "Xã Cũ Mèm", "mã 21999", "bị chia, chưa xác định"):
        assert words in page


def test_a_unit_shows_its_dated_names(world, officer):
    rename(
        by=world.own.officer,
        area=world.own.village,
        kind=Kind.BUON,
        name="Tên Nay",
        on=date(2026, 3, 2),
        document="12/NQ-HĐND",
    )
    response = officer.get(f"/dia-ban/{world.own.village.pk}/")
    names = [row.full_name for row in response.context["placements"]]
    assert names == ["Buôn Tên Nay", "Thôn Của Ta 01"]
    for words in ("trước 02/03/2026", "02/03/2026 – nay", "12/NQ-HĐND"):
        assert words in text(response)


@pytest.mark.parametrize("key", ["²", "9" * 30, "9" * 5000, "0", "%00"])
def test_a_key_that_is_none_is_not_found(officer, key):
    assert officer.get(f"/dia-ban/{key}/").status_code == 404


# Search


@pytest.mark.parametrize("words", ["cua ta 01", "CỦA TA 01", "thon cua ta 01", "  của   ta\t01 "])
def test_search_needs_no_marks(world, officer, words):
    assert found(officer, words) == ["Thôn Của Ta 01"]


def test_search_finds_former_names(world, officer):
    rename(
        by=world.own.officer,
        area=world.own.village,
        kind=Kind.THON,
        name="Tên Nay",
        on=date(2026, 3, 2),
        document="12/NQ",
    )
    assert found(officer, "cua ta 01") == found(officer, "ten nay") == ["Thôn Tên Nay"]


@pytest.mark.parametrize("words", ["", "c", " c ", "?", "??", "- -", "\x00", "\x00\x00\x00"])
def test_search_of_less_than_two_letters_finds_nothing(officer, words):
    assert found(officer, words) == []


@pytest.mark.parametrize("words", ["x" * 5000, "²" * 100, "%_", "'; DROP TABLE x; --", "🙂🙂"])
def test_search_bears_whatever_is_typed(officer, words):
    assert found(officer, words) == []


def test_search_answers_htmx_with_the_options_alone(officer):
    fragment = officer.get(FIND, {"q": "cua ta"}, headers={"HX-Request": "true"})
    whole = officer.get(FIND, {"q": "cua ta"})
    assert text(fragment).strip().startswith('<ul class="ta" id="found" role="listbox"')
    assert text(whole).startswith("<!doctype html>")
    assert list(fragment.context["found"]) == list(whole.context["found"]) != []


@pytest.mark.parametrize(("who", "page"), [("officer", "dia-ban"), ("committee", "tong-quan")])
def test_search_leads_committees_to_the_figures_of_a_unit_and_officers_to_the_unit(
    world, who, page
):
    person = world.committee if who == "committee" else world.own.officer
    page_of = f"/{page}/{world.own.village.pk}/"
    assert page_of in text(signed_in(person).get(FIND, {"q": "cua ta 01"}))


# Adding a village


def add(client, commune, **data):
    return client.post(f"/dia-ban/{commune.pk}/thon-moi/", {"kind": "thon", **data})


def names(commune):
    return sorted(a.full_name for a in Area.unscoped.filter(commune=commune, closed_on=None))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Hội Phú", "Thôn Hội Phú"),
        ("Thôn Hội Phú", "Thôn Hội Phú"),
        ("thon Hội Phú", "Thôn Hội Phú"),
        ("THÔN  Hội Phú", "Thôn Hội Phú"),
        ("Tho\u0302n Hội Phú", "Thôn Hội Phú"),
        ("Buôn Hội Phú", "Thôn Hội Phú"),
        ("Thôn", "Thôn Thôn"),
        ("Thônh", "Thôn Thônh"),
        ("\u200bHội Phú", "Thôn Hội Phú"),
    ],
)
def test_add_village_drops_a_kind_word_typed_twice(world, officer, typed, stored):
    before = names(world.own.area)
    add(officer, world.own.area, name=typed)
    assert names(world.own.area) == sorted([*before, stored])


@pytest.mark.parametrize("name", ["", " ", "\u200b"])
def test_add_village_asks_for_a_name_that_can_be_seen(world, officer, name):
    response = add(officer, world.own.area, name=name)
    assert errors(response) == {"name": ["Không để trống mục này."]}


def test_add_village_refuses_a_nul_character_in_words(world, officer):
    said = "Nội dung có ký tự rỗng (null). Xóa ký tự đó rồi nhập lại."
    assert errors(add(officer, world.own.area, name="Hội\x00 Phú")) == {"name": [said]}


def test_add_village_warns_once_of_a_namesake_and_then_means_it(world, officer):
    warned = add(officer, world.own.area, name="cua ta 01")
    said = "Xã đã có một thôn tên này. Nếu đúng là thôn khác, bấm Lưu lần nữa."
    assert errors(warned) == {"name": [said]}
    assert warned.context["form"]["same_name"].value() is True
    add(officer, world.own.area, name="cua ta 01", same_name="on")
    assert names(world.own.area) == ["Thôn Của Ta 01", "Thôn Của Ta 02", "Thôn cua ta 01"]


def test_add_village_goes_on_with_the_next_one_when_asked(world, officer):
    commune = world.own.area
    assert add(officer, commune, name="Một").headers["Location"] == f"/dia-ban/{commune.pk}/"
    again = add(officer, commune, name="Hai", next="1").headers["Location"]
    assert again == f"/dia-ban/{commune.pk}/thon-moi/"


# Correcting and renaming


def test_correct_puts_the_name_right_without_a_date(world, officer):
    village = world.own.village
    response = officer.post(f"/dia-ban/{village.pk}/sua-ten/", {"kind": "buon", "name": "Đúng"})
    assert response.headers["Location"] == f"/dia-ban/{village.pk}/"
    rows = Placement.unscoped.filter(area=village)
    assert [(row.full_name, row.valid_to) for row in rows] == [("Buôn Đúng", None)]


def test_correct_takes_its_own_name_for_no_namesake(world, officer):
    village = world.own.village
    data = {"kind": "buon", "name": village.name}
    assert officer.post(f"/dia-ban/{village.pk}/sua-ten/", data).status_code == 302


def rename_to(client, village, **changes):
    data = {"kind": "thon", "name": "Tên Nay", "on": "02/03/2026", "document": "12/NQ", **changes}
    return client.post(f"/dia-ban/{village.pk}/doi-ten/", data)


def test_rename_starts_the_new_name_on_its_day(world, officer):
    village = world.own.village
    assert rename_to(officer, village).headers["Location"] == f"/dia-ban/{village.pk}/"
    rows = Placement.unscoped.filter(area=village).order_by("valid_from")
    assert [(row.name, row.valid_to) for row in rows] == [
        ("Của Ta 01", date(2026, 3, 2)),
        ("Tên Nay", None),
    ]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("01/01/1900", "Ngày phải sau ngày bắt đầu của tên hiện nay."),
        ("31/12/1899", "Năm này không đúng. Xem lại bốn chữ số của năm, ví dụ 05/11/2026."),
        ("02/03/2999", "Ngày này chưa đến. Ghi khi tên mới đã có hiệu lực."),
    ],
)
def test_rename_says_at_the_date_what_is_wrong_with_it(world, officer, day, said):
    response = rename_to(officer, world.own.village, on=day)
    assert errors(response) == {"on": [said]}
    assert 'value="Tên Nay"' in text(response)


@pytest.mark.parametrize("day", ["", "hôm qua", "31/02/2026", "1/1/99999", "\x00"])
def test_rename_refuses_a_day_that_is_none(world, officer, day):
    assert list(errors(rename_to(officer, world.own.village, on=day))) == ["on"]


def test_rename_refuses_a_name_that_nobody_sees(world, officer):
    assert list(errors(rename_to(officer, world.own.village, name="\u200b"))) == ["name"]


def test_renamed_today_is_called_so_today(world, officer):
    rename_to(officer, world.own.village, on=timezone.localdate().strftime("%d/%m/%Y"))
    assert Area.unscoped.get(pk=world.own.village.pk).full_name == "Thôn Tên Nay"


def test_a_village_of_another_commune_is_no_namesake(world, officer):
    add_village(by=world.root, commune=world.sibling.area, kind=Kind.THON, name="Trùng")
    assert add(officer, world.own.area, name="Trùng").status_code == 302


def test_the_units_below_are_a_workbook_too(world):
    client, own = signed_in(world.own.officer), world.own
    answer = client.get(f"/dia-ban/{own.area.pk}/", {"tep": "excel"})
    read = listed(answer)
    assert read.heads == ["Đơn vị", "Mã"]
    assert read.rows == [[v.full_name, v.code or ""] for v in own.villages]


def test_units_below_are_called_by_their_own_word_where_they_share_one(world, officer):
    page = f"/dia-ban/{world.own.area.pk}/"
    assert "<h2>2 thôn trực thuộc</h2>" in text(officer.get(page))
    add_village(by=world.own.officer, commune=world.own.area, name="Khác", kind=Kind.BUON)
    assert "<h2>3 đơn vị trực thuộc</h2>" in text(officer.get(page))
