import datetime

import pytest

from audit.actions import differences, record
from audit.models import AuditEntry
from tests.factories import (
    CommuneFactory,
    HouseholdFactory,
    ResidentFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_record_keeps_who_did_what_to_what_and_where():
    commune = CommuneFactory(name="Thử")
    user = UserFactory(username="lan", full_name="Lê Lan")
    record(
        by=user,
        verb="Sửa",
        subject=commune,
        place=commune.path,
        changes={"name": ["Cũ", "Thử"]},
        document="01/QĐ",
    )
    entry = AuditEntry.unscoped.get()
    assert (entry.actor, entry.actor_name, entry.verb) == ("lan", "Lê Lan", "Sửa")
    assert (entry.subject, entry.subject_key) == ("areas.area", str(commune.pk))
    assert entry.subject_label == "Xã Thử"
    assert (entry.place, entry.document) == (commune.path, "01/QĐ")
    assert entry.changes == {"name": ["Cũ", "Thử"]}


def test_record_by_the_system_itself_names_nobody():
    entry = record(by=None, verb="Nạp", subject=CommuneFactory(), place="1.")
    assert (entry.actor, entry.actor_name, entry.changes) == ("", "", {})


def test_record_never_calls_a_household_or_its_people_by_name():
    household, resident = HouseholdFactory(), ResidentFactory()
    assert record(by=None, verb="Thử", subject=household, place="").subject_label == household.code
    label = record(by=None, verb="Thử", subject=resident, place="").subject_label
    assert label == f"N{resident.pk:07}"


def test_about_keeps_the_entries_of_one_object_newest_first():
    team, other = TeamFactory(), TeamFactory()
    entries = [record(by=None, verb=verb, subject=team, place="") for verb in ("Một", "Hai")]
    record(by=None, verb="Khác", subject=other, place="")
    assert list(AuditEntry.unscoped.about(team)) == entries[::-1]


def test_differences_pair_only_what_changed():
    before = {"name": "An", "age": 3, "seen": None}
    assert differences(before, {"name": "Ân", "age": 3, "seen": None}) == {"name": ["An", "Ân"]}


def test_differences_write_dates_as_text_and_leave_none_and_numbers():
    day = datetime.date(2026, 2, 3)
    after = {"on": day, "gone": None, "n": 2, "yes": True}
    assert differences({"gone": 1, "n": 1, "yes": False}, after) == {
        "on": [None, "2026-02-03"],
        "gone": [1, None],
        "n": [1, 2],
        "yes": [False, True],
    }


def test_entry_reads_as_a_sentence():
    entry = record(by=None, verb="Sửa", subject=CommuneFactory(name="Thử"), place="")
    assert str(entry) == "Sửa: Xã Thử"
