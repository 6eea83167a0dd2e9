"""A refusal and a session that wait, as an officer reads them and decides on them."""

from uuid import uuid4

import pytest
from django.utils import timezone

from households.models import Household
from households.register.actions import refuse
from offline.models import SentOperation
from teams.models import Activity, Team
from tests.factories import MemberFactory, TeamFactory, UserFactory, VillageFactory
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(village):
    return UserFactory(area=village.commune, role="officer")


def page(officer, address):
    return " ".join(signed_in(officer).get(address).content.decode().split())


def write(officer, operation, **sent):
    address = f"/cho-xu-ly/{operation.uuid}/ghi/"
    answer = signed_in(officer).post(address, sent, follow=True)
    operation.refresh_from_db()
    return answer.content.decode()


def test_that_a_household_agreed_is_written_where_another_had_noted_a_refusal(officer, phone, home):
    refuse(by=officer, household=home)
    phone.did("refusal", home.uuid, to="agreed")
    assert phone.sent() == [("waiting", "status")]
    row = SentOperation.unscoped.get()
    assert row.is_waiting
    assert "Hộ đã đồng ý khảo sát" in page(officer, "/cho-xu-ly/")
    assert "Đã ghi vào sổ." in write(officer, row)
    assert Household.unscoped.get().status == "resident"
    assert (row.state, row.refusal.ended_why) == ("applied", "agreed")


def test_a_session_of_a_team_that_ended_is_logged_for_the_one_that_was_chosen(
    officer, phone, village
):
    ended = TeamFactory(area=village)
    there = MemberFactory(team=ended)
    Team.unscoped.update(dissolved_on=timezone.localdate())
    other = TeamFactory(area=VillageFactory(parent=village.commune))
    stranger = TeamFactory()
    key = uuid4()
    said = {"team": ended.pk, "skills": ["2"], "people": 9, "present": [there.pk]}
    phone.did("session", key, uuid=key, **said)
    assert phone.sent() == [("waiting", "team_ended")]
    row = SentOperation.unscoped.get()
    text = page(officer, f"/cho-xu-ly/{key}/")
    assert "Tổ đã giải thể" in text
    assert f'value="{other.pk}"' in text
    assert f'value="{stranger.pk}"' not in text
    for wrong in ("", stranger.pk, ended.pk):
        assert "ghi thiếu hoặc ghi sai" in write(officer, row, team=wrong)
    assert row.is_waiting
    assert "Đã ghi vào sổ." in write(officer, row, team=other.pk)
    logged = Activity.unscoped.get(uuid=key)
    assert (logged.team, logged.people, logged.present.count()) == (other, 9, 0)
    assert (row.state, row.sealed, row.decided_by) == ("applied", "", officer)
