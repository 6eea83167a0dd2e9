"""Pages on which a decision on villages is written, proposed by the commune and decided on above."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from areas.actions import add_village, set_name
from areas.models import Area
from households.models import Household
from households.register.actions import add_household
from reorganisations.drafting.actions import Stale, approve, withdraw
from reorganisations.models import Reorganisation, State
from rollup.models import VillageCount
from tests.pages import signed_in
from tests.world import Words

pytestmark = pytest.mark.django_db

NEW = "/sap-xep/moi/"
FAR = "Ngày hiệu lực còn hơn hai năm nữa. Xem lại năm."


def said(world, **more):
    """Return what the form of a merger of our two villages says."""
    keys = [str(one.pk) for one in world.own.villages[:2]]
    facts = {"villages": keys, "kind": "thon", "name": "Thôn Hợp Nhất", "keeps": ""}
    days = {"signed_on": "02/11/2026", "effective_on": "01/06/2028"}
    return {"viec": "nhap", **facts, "number": "58/NQ-HĐND", **days, **more}


def written(world, **more):
    """Let our officer write it; return the decision."""
    signed_in(world.own.officer).post(NEW, said(world, **more))
    return Reorganisation.unscoped.latest("pk")


def post(user, decision, what, **data):
    data = {"version": decision.version, **data}
    return signed_in(user).post(f"/sap-xep/{decision.uuid}/{what}/", data)


def state_of(decision):
    decision.refresh_from_db()
    return decision.state


def test_merger_is_written_on_one_page_proposed_by_the_commune_and_approved_above(world):
    decision = written(world)
    part = decision.operations.get().parts.get(side="to")
    # The kind word that was typed before the name is not part of it.
    assert (part.name, part.area, part.parent) == ("Hợp Nhất", None, world.own.area)
    assert (decision.number, decision.effective_on) == ("58/NQ-HĐND", date(2028, 6, 1))
    page = signed_in(world.own.officer).get(f"/sap-xep/{decision.uuid}/").content.decode()
    assert "Nhập Thôn Của Ta 01, Thôn Của Ta 02 thành Thôn Hợp Nhất" in page
    post(world.own.officer, decision, "trinh")
    assert state_of(decision) == State.PROPOSED
    # Nobody of the commune decides; the page of the reviewer lists it as waiting.
    assert post(world.own.officer, decision, "duyet").status_code == 404
    assert post(world.commune_administrator, decision, "duyet").status_code == 404
    assert "58/NQ-HĐND" in signed_in(world.reviewer).get("/sap-xep/?loc=cho-duyet").content.decode()
    answer = signed_in(world.reviewer).post(
        f"/sap-xep/{decision.uuid}/duyet/", {"version": decision.version}, follow=True
    )
    assert "trước ngày đó mọi trang vẫn theo đơn vị cũ" in answer.content.decode()
    assert state_of(decision) == State.APPROVED
    # What was approved is withdrawn by whoever may approve.
    assert post(world.own.officer, decision, "rut").status_code == 404
    post(world.reviewer, decision, "rut")
    assert state_of(decision) == State.WITHDRAWN


def test_one_whose_day_has_come_is_carried_out_when_it_is_approved(world):
    decision = written(world, effective_on=f"{timezone.localdate():%d/%m/%Y}")
    post(world.own.officer, decision, "trinh")
    decision.refresh_from_db()
    address = f"/sap-xep/{decision.uuid}/"
    assert "In bản xem trước" in signed_in(world.reviewer).get(address).content.decode()
    post(world.reviewer, decision, "duyet")
    assert state_of(decision) == State.APPLIED
    assert Area.unscoped.get(name="Hợp Nhất").households.count() == 3
    # Where nothing is previewed any more, what is printed is the page.
    page = signed_in(world.reviewer).get(address).content.decode()
    assert ("In bản xem trước" in page, "In A4" in page) == (False, True)
    # Its sentence still calls the villages as they were.
    page = signed_in(world.own.officer).get(f"/sap-xep/{decision.uuid}/").content.decode()
    assert "Nhập Thôn Của Ta 01, Thôn Của Ta 02 thành Thôn Hợp Nhất" in page


def test_whoever_proposed_it_does_not_decide_on_it(world):
    decision = written(world)
    post(world.reviewer, decision, "trinh")
    decision.refresh_from_db()
    assert decision.proposed_by == world.reviewer
    answer = signed_in(world.reviewer).post(f"/sap-xep/{decision.uuid}/duyet/", {}, follow=True)
    assert "Người trình không tự duyệt" in answer.content.decode()
    assert state_of(decision) == State.PROPOSED
    assert (
        f"/sap-xep/{decision.uuid}/duyet/"
        not in signed_in(world.reviewer).get(f"/sap-xep/{decision.uuid}/").content.decode()
    )
    post(world.administrator, decision, "duyet")
    assert state_of(decision) == State.APPROVED


def test_one_that_changed_since_it_was_seen_is_not_decided_on(world):
    decision = written(world)
    post(world.own.officer, decision, "trinh")
    seen = Reorganisation.unscoped.get()
    post(world.reviewer, seen, "tra-lai", why="Ghi lại tên")
    post(world.own.officer, Reorganisation.unscoped.get(), "trinh")
    post(world.reviewer, seen, "duyet")
    assert state_of(decision) == State.PROPOSED


def test_nobody_of_the_commune_withdraws_what_was_approved_while_they_read(world):
    decision = written(world)
    post(world.own.officer, decision, "trinh")
    seen = Reorganisation.unscoped.get()
    approve(by=world.reviewer, decision=seen)
    with pytest.raises(Stale):
        withdraw(by=world.own.officer, decision=seen, version=seen.version)
    assert state_of(decision) == State.APPROVED


def test_it_is_given_back_with_a_reason_that_its_writer_reads(world):
    decision = written(world)
    post(world.own.officer, decision, "trinh")
    assert "Ghi lý do" in post(world.reviewer, decision, "tra-lai").content.decode()
    assert state_of(decision) == State.PROPOSED
    post(world.reviewer, decision, "tra-lai", why="Sai số nghị quyết")
    assert state_of(decision) == State.DRAFT
    page = signed_in(world.own.officer).get(f"/sap-xep/{decision.uuid}/").content.decode()
    assert "Sai số nghị quyết" in page
    assert "Bị trả lại" in signed_in(world.own.officer).get("/sap-xep/").content.decode()


def test_without_number_or_signature_it_is_kept_but_not_proposed(world):
    decision = written(world, number="", signed_on="")
    page = signed_in(world.own.officer).get(f"/sap-xep/{decision.uuid}/").content.decode()
    assert "Ghi số nghị quyết, quyết định. Ghi ngày ký." in page
    assert "Trình duyệt" not in page
    post(world.own.officer, decision, "trinh")
    assert state_of(decision) == State.DRAFT


def test_what_is_wrong_with_a_merger_stands_at_its_field(world):
    client, own = signed_in(world.own.officer), world.own
    other = Area.unscoped.get(pk=own.villages[1].pk)
    one = {"villages": [str(own.village.pk)]}
    # Nobody has signed what has no number yet.
    assert client.get(f"{NEW}?viec=nhap").context["form"]["signed_on"].value() is None
    for data, field, words in (
        (one, "villages", "Chọn từ hai thôn trở lên."),
        ({"name": ""}, "name", "Ghi tên sau khi nhập."),
        ({"effective_on": ""}, "effective_on", "Ghi ngày hiệu lực."),
        ({"signed_on": "01/01/2040"}, "signed_on", "Ngày ký chưa đến."),
        ({"effective_on": "01/01/2062"}, "effective_on", FAR),
    ):
        answer = client.post(NEW, said(world, **data))
        assert answer.context["form"].errors[field] == [words]
    kept = written(world, keeps=str(other.pk), name="")
    part = kept.operations.get().parts.get(side="to")
    assert (part.area, part.name) == (other, other.name)


def test_what_a_village_was_called_before_is_free_and_what_it_is_called_is_not(world):
    facts = {"by": world.own.officer, "commune": world.own.area, "kind": "thon"}
    other = add_village(name="Hợp Nhất", **facts)
    answer = signed_in(world.own.officer).post(NEW, said(world))
    assert answer.context["form"].errors["name"] == ["Xã đã có một đơn vị tên này. Đặt tên khác."]
    set_name(other, kind="thon", name="Tân Lập", code="")
    other.search_key += "hop nhat|"
    other.save()
    decision = written(world)
    post(world.own.officer, decision, "trinh")
    assert state_of(decision) == State.PROPOSED


def test_the_same_form_sent_twice_is_one_decision(world):
    client, key = signed_in(world.own.officer), "00000000-0000-0000-0000-0000000000aa"
    for _ in range(2):
        client.post(NEW, said(world, uuid=key))
    assert Reorganisation.unscoped.get().operations.count() == 1


def test_what_is_put_right_and_sent_again_from_the_same_form_is_what_is_written(world):
    client, key = signed_in(world.own.officer), "00000000-0000-0000-0000-0000000000aa"
    for name in ("Hợp Nhất", "Hợp Nhất Mới"):
        client.post(NEW, said(world, uuid=key, name=name, number=f"1/{len(name)}"))
    decision = Reorganisation.unscoped.get()
    part = decision.operations.get().parts.get(side="to")
    assert (part.name, decision.number) == ("Hợp Nhất Mới", "1/12")
    # The key of a decision elsewhere, or of somebody else, is refused beside what was typed.
    keys = [str(one.pk) for one in world.sibling.villages[:2]]
    answer = signed_in(world.sibling.officer).post(NEW, said(world, uuid=key, villages=keys))
    assert "Trang mở quá lâu" in answer.content.decode()
    assert Reorganisation.unscoped.get().operations.count() == 1


def test_what_somebody_changed_meanwhile_is_not_written_over_and_what_was_typed_stays(world):
    decision, client = written(world), signed_in(world.own.officer)
    address = f"/sap-xep/{decision.uuid}/viec/{decision.operations.get().pk}/"
    seen = {"version": client.get(address).context["form"]["version"].value()}
    client.post(address, said(world, name="Tên Kia", number="59/NQ", **seen))
    answer = client.post(address, said(world, name="Tên Này", number="60/NQ", **seen))
    text = answer.content.decode()
    assert "vừa được người khác trình hoặc sửa" in text
    assert 'value="Tên Này"' in text
    decision.refresh_from_db()
    part = decision.operations.get().parts.get(side="to")
    assert (part.name, decision.number) == ("Tên Kia", "59/NQ")
    post(world.own.officer, decision, "trinh")
    answer = client.post(address, said(world, name="Tên Này"))
    assert "vừa được người khác trình hoặc sửa" in answer.content.decode()
    assert client.get(address).status_code == 404
    client.post(f"{address}bo/")
    assert decision.operations.count() == 1


def test_a_change_is_written_anew_another_added_and_dropped(world):
    decision, client = written(world), signed_in(world.own.officer)
    operation = decision.operations.get()
    address = f"/sap-xep/{decision.uuid}/viec/{operation.pk}/"
    assert 'value="Hợp Nhất"' in client.get(address).content.decode()
    client.post(address, said(world, name="Tân Lập", number="59/NQ-HĐND"))
    decision.refresh_from_db()
    new = decision.operations.get()
    assert (decision.number, new.parts.get(side="to").name) == ("59/NQ-HĐND", "Tân Lập")
    # No village is left that another change could name.
    assert (
        "thôn nào cũng đã đứng ở việc khác"
        in client.get(f"/sap-xep/{decision.uuid}/them/").content.decode()
    )
    client.post(f"/sap-xep/{decision.uuid}/viec/{new.pk}/bo/")
    assert not decision.operations.exists()
    post(world.own.officer, decision, "trinh")
    assert client.get(f"/sap-xep/{decision.uuid}/them/").status_code == 200
    assert state_of(decision) == State.DRAFT


def test_above_the_communes_the_commune_is_chosen_first(world):
    client = signed_in(world.reviewer)
    assert 'name="xa"' in client.get(NEW).content.decode()
    client.post(NEW, said(world, xa=world.own.area.pk))
    assert Reorganisation.unscoped.get().area == world.own.area
    assert client.get(f"{NEW}?xa={world.foreign.area.pk}").status_code == 404


def test_who_reads_and_who_writes(world):
    decision = world.with_draft()
    reads = {
        person: signed_in(person).get(f"/sap-xep/{decision.uuid}/").status_code
        for person in (world.own.officer, world.own.member, world.committee, world.sibling.officer)
    }
    assert list(reads.values()) == [200, 404, 200, 404]
    assert signed_in(world.committee).get(NEW).status_code == 404
    assert post(world.committee, decision, "trinh").status_code == 404
    assert post(world.sibling.officer, decision, "trinh").status_code == 404


@pytest.mark.parametrize("days", [30, 0])
def test_an_effective_day_before_a_village_was_there_or_the_same_is_said_at_the_change(world, days):
    day = timezone.localdate() - timedelta(days=days)
    Area.unscoped.filter(pk=world.own.village.pk).update(opened_on=timezone.localdate())
    world.own.village.placements.update(valid_from=timezone.localdate())
    decision = written(world, effective_on=f"{day:%d/%m/%Y}")
    page = signed_in(world.own.officer).get(f"/sap-xep/{decision.uuid}/").content.decode()
    since = date_format(timezone.localdate())
    assert f"Thôn Của Ta 01 có tên, chỗ đứng hiện nay từ {since}. Ghi ngày hiệu lực sau" in page
    assert "Trình duyệt" not in page


def page_of(user, decision):
    """Return what the page of a decision is made of."""
    return signed_in(user).get(f"/sap-xep/{decision.uuid}/").context["page"]


def test_before_anything_it_is_shown_what_would_come_of_it(world):
    decision = written(world)
    (work,) = page_of(world.own.officer, decision).works
    shown = work.preview
    assert [box.name for box in shown.before] == ["Thôn Của Ta 01", "Thôn Của Ta 02"]
    assert [(box.name, box.is_new, box.households) for box in shown.after] == [
        ("Thôn Hợp Nhất", True, 3)
    ]
    sums = {line.label: (line.before, line.after, line.is_equal) for line in shown.lines}
    assert sums == {
        "Hộ": (3, 3, True),
        "Hộ đã khảo sát": (2, 2, True),
        "Hộ đạt năm kỹ năng": (1, 1, True),
        "Người trong sổ": (6, 6, True),
        "Thành viên tổ": (2, 2, True),
        "Buổi hướng dẫn": (1, 1, True),
        "Tài khoản": (1, 1, True),
    }
    assert (shown.villages, shown.teams, shown.undecided) == ((2, 1), (1, 1), 0)
    assert Area.unscoped.filter(name="Hợp Nhất").count() == 0


def test_a_count_that_is_not_what_the_facts_say_is_seen_before_it_is_proposed(world):
    decision = written(world)
    VillageCount.unscoped.filter(area=world.own.village).update(surveyed=1)
    (work,) = page_of(world.own.officer, decision).works
    wrong = [line.label for line in work.preview.lines if not line.is_equal]
    assert (wrong, work.preview.is_equal) == (["Hộ đã khảo sát"], False)


def test_above_the_commune_nobody_reads_what_is_known_of_a_few_households(world):
    decision = written(world)
    (work,) = page_of(world.reviewer, decision).works
    hidden = {line.label for line in work.preview.lines if line.hidden}
    assert hidden == {"Hộ đã khảo sát", "Hộ đạt năm kỹ năng", "Người trong sổ"}
    assert all(box.covered is None for box in [*work.preview.before, *work.preview.after])
    text = signed_in(world.reviewer).get(f"/sap-xep/{decision.uuid}/").content.decode()
    row = text[text.index("Hộ đạt năm kỹ năng") :]
    assert re.findall(r"\d", row[: row.index("</tr>")].split("Kiểm tra")[0]) == ["0", "1", "0", "2"]
    assert not any(
        line.hidden for line in page_of(world.own.officer, decision).works[0].preview.lines
    )


def test_what_somebody_has_to_decide_is_said(world):
    own, words = world.own, Words("")
    world.found(own.officer, own.villages[1], words)
    Household.unscoped.filter(pk=own.household.pk).update(hamlet="Xóm Giữa")
    add_household(by=own.officer, village=own.villages[1], head_name="Hộ Nữa", hamlet="Xóm Giữa")
    world.aim(own.village, "3/KH")
    decision = written(world)
    said = " ".join(words for words, _url in page_of(own.officer, decision).works[0].to_decide)
    assert "kiện toàn sau khi thực hiện. Tổ trưởng: Tổ Trưởng, Tổ Trưởng." in said
    assert "Xóm cùng tên ở hai thôn: “Xóm Giữa”." in said
    assert "1 tài khoản của thôn cũ" in said
    assert "1 chỉ tiêu riêng của thôn cũ" in said
    assert "Xóm cùng tên" not in str(page_of(world.reviewer, decision).works[0].to_decide)
