"""A breach is opened, gone through, told and closed by who sees the accounts there, and by nobody else."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from django.utils.translation import override

from accounts.models import Device
from audit.actions import record
from audit.models import AuditEntry, words_of
from households.models import Resident
from privacy.models import Breach
from reading.models import Reading
from tests.books import listed
from tests.factories import DeviceFactory
from tests.pages import roles, signed_in, words

pytestmark = pytest.mark.django_db

AT = "/su-co-du-lieu/"
TODAY = f"{timezone.localdate():%d/%m/%Y}"


@pytest.fixture
def read(world):
    hour = timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    own = world.own
    return Reading.unscoped.create(
        user=own.officer, area=own.village, commune=own.area, hour=hour, people=4
    )


def sent(**more):
    return {"kind": "account", "account": "can-bo-ta", "first": "01/01/2026", **more}


def opened(client, **more):
    answer = client.post(AT, sent(**more))
    assert answer.status_code == 302, words(answer)
    return Breach.unscoped.order_by("-pk").first(), answer.url


def test_who_sees_accounts_of_the_place_opens_one_and_nobody_else(world):
    for role, person in roles(world).items():
        may = "administrator" in role or role == "officer"
        expected = 200 if may else 302 if role == "nobody" else 404
        assert signed_in(person).get(AT).status_code == expected, role


def test_opening_one_freezes_whom_it_may_concern_and_is_journalled(world, read):
    client = signed_in(world.administrator)
    breach, at = opened(client, story="Mất điện thoại")
    assert (breach.area, breach.account, breach.opened_by) == (
        world.own.area,
        world.own.officer,
        world.administrator,
    )
    assert breach.figures["most"] == 4
    entry = AuditEntry.unscoped.about(breach).get()
    assert entry.changes == {"most": [None, 4], "kind": [None, "account"]}
    Reading.unscoped.all().delete()
    text = words(client.get(at))
    assert "Nhiều nhất 4 người, trong 6 người của 3 hộ ở những nơi đã mở: xã Của Ta." in text
    assert "Thông báo vi phạm theo Mẫu 08" in text
    assert "Mất điện thoại" in text


def test_the_same_form_sent_twice_opens_one(world):
    client, key, before = signed_in(world.administrator), uuid4(), Breach.unscoped.count()
    (breach, at), again = opened(client, uuid=key), opened(client, uuid=key)
    assert (breach, at) == again
    assert Breach.unscoped.count() == before + 1
    assert AuditEntry.unscoped.about(breach).count() == 1


def test_the_key_of_a_form_of_somebody_else_is_refused_in_words(world):
    key = uuid4()
    opened(signed_in(world.administrator), uuid=key)
    before = Breach.unscoped.count()
    answer = signed_in(world.own.officer).post(AT, sent(uuid=key))
    assert "Trang mở quá lâu. Tải lại trang rồi mở vụ lại." in words(answer)
    assert Breach.unscoped.count() == before


def test_the_hours_are_counted_from_the_detection(world):
    client = signed_in(world.own.officer)
    _breach, at = opened(
        client, first="01/03/2026", last="02/03/2026", found_on="03/03/2026", found_at="9:30"
    )
    text = words(client.get(at))
    assert "Phát hiện lúc: 09:30 03/03/2026. Hạn thông báo: 09:30 06/03/2026." in text
    assert "trước 09:30 04/03/2026" in text
    assert "Quá hạn" in text
    assert "từ 00:00 01/03/2026 đến 23:59 02/03/2026" in text


def test_of_a_device_it_is_the_time_in_which_it_was_known(world):
    device = DeviceFactory(
        user=world.own.officer,
        browser="Mozilla/5.0 (Linux; Android 9) Chrome/100",
        made_at=timezone.now() - timedelta(days=3),
        ended_at=timezone.now() - timedelta(days=1),
    )
    client = signed_in(world.own.officer)
    answer = client.post(AT, sent(kind="device"))
    assert "Chọn thiết bị của tài khoản này." in words(answer)
    assert "Android, Chrome" in words(answer)
    breach, at = opened(client, kind="device", device=str(device.pk))
    assert (breach.since, breach.until) == (device.made_at, device.ended_at)
    assert "một thiết bị (Android, Chrome) của xã Của Ta" in words(client.get(at))
    # Its row may go when its months are over.
    Device.unscoped.filter(pk=device.pk).delete()
    assert client.get(at).status_code == 200


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"account": "can-bo-la"}, "Không thấy tài khoản này trong địa bàn được giao."),
        ({"account": ""}, "Không thấy tài khoản này trong địa bàn được giao."),
        ({"kind": "commune", "commune": "Xa Lạ"}, "Ghi đúng tên một xã trong địa bàn được giao."),
        ({"first": "02/01/2026", "last": "01/01/2026"}, "Ngày này trước ngày bắt đầu."),
        ({"first": "01/01/2999"}, "Ngày này chưa tới."),
        ({"first": "02/01/2026", "found_on": "01/01/2026"}, "Ngày này trước ngày bắt đầu."),
        ({"found_at": "9 giờ"}, "Ghi giờ và phút, ví dụ 14:30."),
        ({"kind": "device", "device": "999999"}, "Chọn thiết bị của tài khoản này."),
    ],
)
def test_what_cannot_be_is_refused_in_words(world, more, said):
    before = Breach.unscoped.count()
    answer = signed_in(world.own.officer).post(AT, sent(**more))
    assert answer.status_code == 200
    assert said in words(answer)
    assert Breach.unscoped.count() == before


def test_an_officer_need_not_name_their_own_commune(world):
    breach, _at = opened(signed_in(world.own.officer), kind="commune", account="")
    assert (breach.area, breach.account, breach.figures["most"]) == (world.own.area, None, 6)


def test_steps_are_done_undone_and_journalled(world):
    client = signed_in(world.own.officer)
    breach, at = opened(client)
    client.post(f"{at}buoc/", {"step": "stop", "done": "1"})
    breach.refresh_from_db()
    assert breach.steps["stop"]["by"] == world.own.officer.full_name
    text = words(client.get(at))
    assert "Đã làm: Chặn lại (" in text
    assert "Đã chặn." in text
    assert "Đã báo cơ quan chức năng." not in text
    client.post(f"{at}buoc/", {"step": "stop", "done": "0"})
    breach.refresh_from_db()
    assert breach.steps == {}
    assert AuditEntry.unscoped.about(breach).count() == 3
    assert client.post(f"{at}buoc/", {"step": "khong-co"}).status_code == 404


def test_one_that_is_closed_changes_no_more(world):
    client = signed_in(world.own.officer)
    breach, at = opened(client)
    assert client.post(f"{at}dong/", {"outcome": ""}).status_code == 200
    assert Breach.unscoped.get(pk=breach.pk).is_open
    client.post(f"{at}dong/", {"outcome": "Tìm thấy máy, không ai mở"})
    breach.refresh_from_db()
    assert (breach.outcome, breach.closed_by) == ("Tìm thấy máy, không ai mở", world.own.officer)
    for part, form in (("buoc", {"step": "stop", "done": "1"}), ("dong", {"outcome": "khác"})):
        client.post(f"{at}{part}/", form)
    breach.refresh_from_db()
    assert (breach.steps, breach.outcome) == ({}, "Tìm thấy máy, không ai mở")
    text = words(client.get(at))
    assert "Tìm thấy máy" in text
    assert "Đóng vụ" not in text


def test_the_list_has_names_in_the_commune_and_codes_above_it(world, read):
    person = Resident.unscoped.filter(household=world.own.households[0], is_head=True).get()
    _breach, at = opened(signed_in(world.administrator))
    above = listed(signed_in(world.administrator).get(at, {"tep": "excel"}))
    assert len(above.rows) == 6
    assert above.heads == ["Xã", "Thôn", "Mã hộ", "Mã người"]
    assert not any(person.full_name in row for row in above.rows)
    assert any(person.code in row for row in above.rows)
    before = Reading.unscoped.count()
    within = listed(signed_in(world.own.officer).get(at, {"tep": "excel"}))
    assert any(person.full_name in row for row in within.rows)
    # Who reads them leaves a line.
    assert Reading.unscoped.count() == before + 1


def test_the_commune_next_door_sees_none_of_it(world):
    breach, at = opened(signed_in(world.own.officer))
    stranger = signed_in(world.sibling.officer)
    for address in (at, f"{at}?tep=excel"):
        assert stranger.get(address).status_code == 404
    for part in ("buoc", "dong"):
        assert stranger.post(f"{at}{part}/", {"step": "stop", "outcome": "x"}).status_code == 404
    assert str(breach) not in words(stranger.get(AT))


@time_machine.travel("2026-03-03T02:00Z", tick=False)
def test_an_hour_to_come_is_asked_again_and_never_moves_the_hours(world):
    """At nine "14:30" is of the day before: taken as now, every hour would be counted from too late."""
    client = signed_in(world.own.officer)
    for more in ({}, {"found_on": "03/03/2026"}):
        answer = client.post(AT, sent(found_at="14:30", **more))
        assert "Giờ này chưa tới. Phát hiện hôm trước thì ghi ngày." in words(answer)
    breach, _at = opened(client, found_at="14:30", found_on="02/03/2026")
    assert f"{breach.found_at:%d %H:%M}" == "02 07:30"


def test_what_was_taken_away_is_said_in_the_words_of_the_reader(world):
    record(world.own.officer, "Tải bản sao dữ liệu cá nhân", world.own.area)
    client = signed_in(world.own.officer)
    breach, at = opened(client)
    assert [one["what"] for one in breach.figures["files"]] == ["Tải bản sao dữ liệu cá nhân"]
    with override("en"):
        expected = words_of("Tải bản sao dữ liệu cá nhân")
    client.cookies["django_language"] = "en"
    assert expected != "Tải bản sao dữ liệu cá nhân"
    assert expected in words(client.get(at))


def test_a_name_that_no_database_takes_is_nobodys(world):
    client = signed_in(world.own.officer)
    with connection.execute_wrapper(refuse_nul):
        assert client.get(f"{AT}?tai-khoan=can%00bo").status_code == 200
        assert client.post(AT, sent(account="can\0bo")).status_code == 200


def refuse_nul(execute, sql, params, many, context):
    """Do as PostgreSQL does; SQLite takes such a text."""
    assert "\\x00" not in repr(params)
    return execute(sql, params, many, context)
