"""The page of the audit: newest first, filtered by what was done."""

import pytest

from audit.models import AuditEntry
from households.register.actions import set_status
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


def verbs(client, **query):
    return [entry.verb for entry in client.get("/nhat-ky/", query).context["page"]]


def test_list_starts_with_what_was_done_last(world, officer, only_reads):
    set_status(by=world.own.officer, household=world.own.household, status="refused")
    with only_reads():
        assert verbs(officer)[0] == "Đổi tình trạng hộ"


@pytest.mark.parametrize("verb", ["Thêm hộ", "Thêm hộ\x00", "\x00Thêm hộ"])
def test_list_is_filtered_by_what_was_done(officer, verb):
    assert verbs(officer, viec=verb) == ["Thêm hộ"] * 3


@pytest.mark.parametrize("verb", ["khong co", "²" * 5000, "<script>alert(1)</script>"])
def test_list_of_what_was_never_done_is_empty(officer, verb):
    response = officer.get("/nhat-ky/", {"viec": verb})
    assert list(response.context["page"]) == []
    assert "<script>alert" not in response.content.decode()


def test_list_shows_no_name_of_a_resident(world, officer):
    page = officer.get("/nhat-ky/").content.decode()
    assert world.own.household.code in page
    assert "Chủ Hộ 01" not in page


def test_list_goes_by_pages(world, officer):
    path = world.own.area.path
    AuditEntry.unscoped.bulk_create(
        AuditEntry(verb="Thử", subject="areas.area", subject_key=str(n), place=path)
        for n in range(60)
    )
    assert len(verbs(officer)) == 50
    last = officer.get("/nhat-ky/", {"viec": "Thử"}).context["page"].after
    assert len(verbs(officer, viec="Thử", sau=last)) == 10
    assert len(verbs(officer, viec="Thử", sau="²")) == 50


def test_an_entry_of_strangers_names_no_page(world, officer):
    theirs = world.sibling.household
    set_status(by=world.sibling.officer, household=theirs, status="refused")
    entry = AuditEntry.unscoped.about(theirs).latest("pk")
    assert verbs(officer, sau=entry.pk) == verbs(officer)
