"""The list of calls on the page: reasons, rows, writing down in place, the sheet, who may what."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from areas.actions import add_village
from areas.kinds import Kind, Level
from reports.calls import views
from reports.calls.actions import record_call
from reports.models import Contact
from rollup.models import VillageCount
from tests.factories import ContactFactory
from tests.pages import signed_in, words
from tests.world import unit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def client(world):
    return signed_in(world.committee)


@pytest.fixture
def send(world, client):
    """Send the form of our commune; htmx unless told otherwise."""

    def post(commune=None, *, htmx=True, by=client, **fields):
        body = {
            "uuid": str(uuid.uuid4()),
            "outcome": "done",
            "called_on": TODAY().isoformat(),
            "dia-ban": world.province.pk,
            **fields,
        }
        headers = {"HX-Request": "true"} if htmx else {}
        address = f"/goi/{(commune or world.own.area).pk}/ghi/"
        return by.post(address, body, headers=headers)

    return post


# The list


def test_the_list_says_how_much_is_missing_and_whom_to_call(world, client, only_reads):
    officer = world.own.officer
    officer.phone, officer.title = "0905 123 456", "Công chức văn hóa"
    officer.save()
    with only_reads():
        page = client.get(f"/goi/{world.province.pk}/")
    assert 'href="tel:0905123456"' in page.content.decode()
    for said in (
        "2 thôn chưa có tổ ở 2 xã, đến",
        "Xã Của Ta Huyện Nhà 1 thôn chưa có tổ Của Ta 02 Cán Bộ Xã Công chức văn hóa Chưa liên hệ",
        "0 thôn có tổ chưa hoạt động",
        "0 thôn lâu chưa cập nhật sổ",
    ):
        assert said in words(page)


def test_a_commune_without_an_officer_says_so(world, client):
    type(world.own.officer).unscoped.filter(pk=world.own.officer.pk).update(role="committee")
    assert "Chưa có ai Chưa có tài khoản công chức xã" in words(
        client.get(f"/goi/{world.own.area.pk}/")
    )


def test_the_reason_and_the_days_are_chosen_in_the_address(world, client):
    at = timezone.now() - timedelta(days=45)
    VillageCount.unscoped.filter(pk=world.own.village.pk).update(saved_at=at)
    found = {}
    for query in ("", "&ngay=60", "&ngay=7", "&ngay=²"):
        page = client.get(f"/goi/{world.province.pk}/?viec=chua-cap-nhat{query}")
        found[query] = [call.commune for call, _key in page.context["calls"]]
    mine = [world.own.area]
    assert found == {"": mine, "&ngay=60": [], "&ngay=7": mine, "&ngay=²": mine}
    assert "Không có thôn lâu chưa cập nhật sổ." in words(
        client.get(f"/goi/{world.province.pk}/?viec=chua-cap-nhat&ngay=60")
    )


def test_an_unknown_reason_is_the_first_one(world, client):
    page = client.get(f"/goi/{world.province.pk}/?viec=khac")
    assert page.context["ask"].reason.key == "chua-co-to"


def test_the_list_has_pages(world, client, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 2)
    more = unit(world.district, Level.COMMUNE, Kind.XA, "Thứ Ba", "28000")
    add_village(by=world.root, commune=more, kind=Kind.THON, name="Thôn")
    first = client.get(f"/goi/{world.province.pk}/?viec=chua-co-to")
    second = client.get(f"/goi/{world.province.pk}/?viec=chua-co-to&trang=2")
    names = [[c.commune.pk for c, _ in page.context["calls"]] for page in (first, second)]
    assert [len(one) for one in names] == [2, 1]
    assert len({*names[0], *names[1]}) == 3
    assert "Trang 1/2" in words(first)


@pytest.mark.parametrize("path", ["", "in/"])
def test_a_village_has_no_list_and_a_foreign_unit_is_not_found(world, path):
    client = signed_in(world.own.officer)
    places = (world.own.village, world.sibling.area, world.province, world.foreign.area)
    assert [client.get(f"/goi/{a.pk}/{path}").status_code for a in places] == [404] * 4


def test_the_sheet_has_telephones_and_boxes(world, client, only_reads):
    type(world.own.officer).unscoped.filter(pk=world.own.officer.pk).update(phone="0905 123 456")
    with only_reads():
        page = client.get(f"/goi/{world.province.pk}/in/")
    assert "Cán Bộ Xã 0905 123 456" in words(page)
    assert page.content.decode().count('class="bx"') == 2 * len(Contact.Outcome)


# History


def test_a_commune_shows_all_its_calls_in_pages(world, client):
    for number in range(views.PAGE + 1):
        ContactFactory(commune=world.own.area, note=f"Lần {number:02}")
    page = client.get(f"/goi/{world.own.area.pk}/")
    last = page.context["history"].after
    assert "Lần 25" in words(page)
    assert "Lần 00" in words(client.get(f"/goi/{world.own.area.pk}/?sau={last}"))
    assert "Xem cả 26 lần gọi" in words(client.get(f"/goi/{world.province.pk}/"))


def test_officers_read_the_calls_to_their_commune_and_write_none(world, send):
    record_call(by=world.committee, commune=world.own.area, outcome="done", note="Đã nhắc")
    officer = signed_in(world.own.officer)
    page = officer.get(f"/goi/{world.own.area.pk}/")
    assert "Đã nhắc" in words(page)
    assert "Ghi lần gọi" not in words(page)
    assert send(by=officer).status_code == 404
    assert Contact.unscoped.count() == 1


# Writing down


def test_a_call_is_written_down_in_the_row(world, send):
    due = TODAY() + timedelta(days=9)
    page = send(outcome="promised", promised_on=due.isoformat(), note="Chờ họp thôn")
    assert page.templates[0].name == "reports/calls/call.html"
    for said in (f"Hẹn {due:%d/%m}", "Chờ họp thôn", "Đã ghi lần gọi", "1 lần gọi", "Huyện Nhà"):
        assert said in words(page)
    contact = Contact.unscoped.get()
    assert (contact.commune, contact.called_by) == (world.own.area, world.committee)
    assert (contact.promised_on, contact.called_on) == (due, TODAY())


def test_the_dashboard_shows_the_call_at_once(world, client, send):
    place = f"/tong-quan/{world.province.pk}/"
    assert "Chưa liên hệ" in words(client.get(place))
    due = TODAY() + timedelta(days=9)
    send(outcome="promised", promised_on=due.isoformat(), note="Chờ họp thôn")
    assert f"Hẹn {due:%d/%m}" in words(client.get(place))
    # What was noted stands on the list of calls.
    assert "Chờ họp thôn" in words(client.get(f"/goi/{world.province.pk}/"))


def test_a_double_click_writes_once(send):
    key = str(uuid.uuid4())
    assert [send(uuid=key).status_code for _ in range(2)] == [200, 200]
    assert Contact.unscoped.count() == 1


def test_without_script_the_list_comes_back_where_it_was(world, send):
    page = send(htmx=False, viec="chua-cap-nhat", ngay="60", trang="3")
    place = f"/goi/{world.province.pk}/?viec=chua-cap-nhat&ngay=60&trang=3#x-{world.own.area.pk}"
    assert (page.status_code, page["Location"]) == (302, place)


def test_a_foreign_list_to_come_back_to_is_replaced_by_the_commune(world, send):
    page = send(htmx=False, **{"dia-ban": world.other_province.pk})
    assert page["Location"].startswith(f"/goi/{world.own.area.pk}/")


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"outcome": "promised"}, "Ghi ngày xã hẹn làm xong."),
        (
            {"outcome": "promised", "promised_on": "2026-01-01"},
            "Ngày hẹn không được trước ngày gọi.",
        ),
        ({"outcome": "done", "promised_on": "2027-01-01"}, "Chọn kết quả “Đã hẹn” nếu xã có hẹn"),
        ({"called_on": "2999-01-01"}, "Ngày này chưa đến."),
        ({"outcome": ""}, "Không để trống mục này."),
        ({"outcome": "khac"}, "khac"),
        ({"note": "x" * 256}, "255"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_lost(send, fields, said, htmx):
    page = send(htmx=htmx, **{"note": "Giữ lại lời này", **fields})
    assert page.status_code == 200
    assert said in words(page)
    assert f'value="{fields.get("note", "Giữ lại lời này")}"' in page.content.decode()
    assert Contact.unscoped.count() == 0


def test_no_day_means_today(send):
    send(called_on="")
    assert Contact.unscoped.get().called_on == TODAY()


def test_a_key_of_another_commune_asks_to_load_the_page_again(world, send):
    key = str(uuid.uuid4())
    record_call(by=world.root, commune=world.sibling.area, outcome="done", uuid=uuid.UUID(key))
    assert "Trang mở quá lâu" in words(send(uuid=key))
    assert Contact.unscoped.filter(commune=world.own.area).count() == 0


def test_calls_are_written_only_to_communes_of_ones_own(world, send):
    reviewer = signed_in(world.reviewer)
    places = (world.sibling.area, world.foreign.area, world.district, world.own.village)
    assert [send(a, by=reviewer).status_code for a in places] == [200, 404, 404, 404]
    commune = signed_in(world.commune_administrator)
    assert [send(a, by=commune).status_code for a in places[:2]] == [404, 404]
