"""Pages of meetings: drafted and frozen by a form, shown, in a booklet, and refused to strangers."""

import re
import uuid

import pytest

from accounts.models import User
from areas.models import Area
from households.survey.actions import assess, set_result
from reports.models import Meeting
from tests.pages import signed_in
from tests.world import NOTHING

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


def text(response):
    return response.content.decode()


def form_of(client, **changed):
    """Return the form of the page as a browser would send it."""
    page = text(client.get("/hop/"))
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    words = re.findall(r'<textarea name="(p\d)"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)
    return {**fields, **dict(words), **changed}


def test_a_page_is_frozen_by_its_form_and_shown(world, officer, only_reads):
    with only_reads():
        form = form_of(officer)
    response = officer.post("/hop/", form)
    meeting = Meeting.unscoped.get(uuid=form["uuid"])
    assert response.url == f"/hop/{meeting.uuid}/"
    with only_reads():
        page = text(officer.get(response.url))
    assert meeting.code in page
    assert f"<b>{meeting.name}</b>" in page
    assert all(words in page for words in meeting.proposals)


def test_the_same_form_sent_twice_freezes_once(officer):
    form, before = form_of(officer), Meeting.unscoped.count()
    urls = {officer.post("/hop/", form).url for _ in range(2)}
    assert (len(urls), Meeting.unscoped.count()) == (1, before + 1)


def test_a_draft_left_alone_is_drafted_anew_from_what_is_frozen(world, officer, settings):
    settings.SMALL_UNIT_HOUSEHOLDS = 1
    by, second = world.own.officer, world.own.households[1]
    last = world.own.households[2].residents.get(is_head=True)
    assess(by=by, resident=last, results=NOTHING)
    for number in (2, 3, 4, 5):
        set_result(by=by, household=second, number=number, result=2)
    form = form_of(officer)
    assert "(33,3%, 1/3 hộ)" in form["p2"]
    set_result(by=by, household=second, number=1, result=2)
    set_result(by=by, household=second, number=2, result=0)
    officer.post("/hop/", form)
    meeting = Meeting.unscoped.get(uuid=form["uuid"])
    assert "Kỹ năng 2 thấp nhất" in meeting.proposals[1]


def test_an_edited_draft_is_kept_as_written(officer):
    form = form_of(officer, p1="Giao xã lập tổ.", p2="")
    officer.post("/hop/", form)
    assert Meeting.unscoped.get(uuid=form["uuid"]).proposals == ["Giao xã lập tổ."]


def test_a_proposal_too_long_is_said_and_not_lost(officer):
    before, words = Meeting.unscoped.count(), "a" * 201
    response = officer.post("/hop/", form_of(officer, p1=words))
    assert response.status_code == 422
    assert words in text(response)
    assert Meeting.unscoped.count() == before


def test_the_page_says_what_was_frozen_whatever_happens_since(world, officer):
    address = f"/hop/{world.own.meeting.uuid}/"
    before = text(officer.get(address))
    set_result(by=world.own.officer, household=world.own.households[0], number=1, result=0)
    area = Area.unscoped.get(pk=world.own.area.pk)
    area.name = "Tên Khác"
    area.save()
    figures = re.findall(r"<main.*</main>", text(officer.get(address)), re.DOTALL)
    assert figures == re.findall(r"<main.*</main>", before, re.DOTALL)


def test_a_page_changed_behind_its_back_says_so(world, officer):
    meeting = world.own.meeting
    meeting.page["figures"]["with_team"] += 1
    Meeting.unscoped.filter(pk=meeting.pk).update(page=meeting.page)
    assert "Mã kiểm tra không khớp" in text(officer.get(f"/hop/{meeting.uuid}/"))


def test_the_booklet_has_every_unit(world, officer):
    page = text(officer.get(f"/hop/{world.own.meeting.uuid}/tap/"))
    for village in world.own.villages:
        assert village.full_name in page
    assert page.count('class="leaf"') == 1


def test_who_only_reads_sees_no_form_and_freezes_nothing(world):
    member = User.unscoped.get(pk=world.own.member.pk)
    member.area = world.own.area
    member.save()
    client, before = signed_in(member), Meeting.unscoped.count()
    assert client.get("/hop/").context["form"] is None
    assert client.post("/hop/", {"uuid": uuid.uuid4()}).status_code == 404
    assert Meeting.unscoped.count() == before


def test_a_foreign_unit_or_a_village_holds_no_meeting(world, officer):
    for area in (world.sibling.area, world.province, world.own.village):
        assert officer.get(f"/hop/?dia-ban={area.pk}").status_code == 404
        assert officer.post("/hop/", {"area": area.pk, "uuid": uuid.uuid4()}).status_code == 404


def test_a_unit_below_is_chosen_in_the_address(world):
    client = signed_in(world.committee)
    response = client.get(f"/hop/?dia-ban={world.own.area.pk}")
    assert list(response.context["page"]) == [world.own.meeting]
