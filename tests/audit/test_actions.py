import datetime

import pytest

from audit.actions import changes_to, differences, locked, record, record_change, revise
from audit.models import AuditEntry
from teams.models import EquipmentNorm
from tests.factories import (
    CommuneFactory,
    EquipmentNormFactory,
    HouseholdFactory,
    ProvinceFactory,
    ResidentFactory,
    TeamFactory,
    UserFactory,
)
from web.scope import place_of

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


def test_place_of_a_row_is_the_one_its_scope_goes_by():
    resident, user = ResidentFactory(), UserFactory(area=None)
    assert place_of(resident) == resident.household.village.path
    assert place_of(user) == ""
    assert record(by=None, verb="Thử", subject=resident).place == resident.household.village.path
    assert record(by=None, verb="Thử", subject=resident, place="").place == ""


def test_record_change_saves_a_new_row_with_all_that_it_says():
    norm = EquipmentNorm(province=ProvinceFactory())
    facts = {"valid_from": datetime.date(2026, 1, 1), "document": "1/QĐ", "phone": 2}
    assert record_change(None, "Đặt", norm, facts, document_in="document") is norm
    entry = AuditEntry.unscoped.get()
    assert entry.changes == {
        "valid_from": [None, "2026-01-01"],
        "document": [None, "1/QĐ"],
        "phone": [None, 2],
    }
    assert (entry.place, entry.document) == (norm.province.path, "1/QĐ")
    assert (norm.version, norm.phone) == (1, 2)


def test_record_change_saves_the_next_version_and_only_what_changed_is_written_down():
    norm = EquipmentNormFactory(phone=1, computer=1)
    record_change(None, "Sửa", norm, {"phone": 3, "computer": 1})
    norm.refresh_from_db()
    assert (norm.version, norm.phone) == (2, 3)
    assert AuditEntry.unscoped.get().changes == {"phone": [1, 3]}


def test_record_change_writes_nothing_where_nothing_changes():
    norm = EquipmentNormFactory(phone=1)
    record_change(None, "Sửa", norm, {"phone": 1})
    norm.refresh_from_db()
    assert norm.version == 1
    assert not AuditEntry.unscoped.exists()


def test_revise_sets_what_is_known_and_refuses_what_is_not():
    norm = EquipmentNormFactory(phone=1)
    assert changes_to(norm, {"phone": 2}) == {"phone": [1, 2]}
    assert norm.phone == 1
    with pytest.raises(TypeError, match="version"):
        revise(norm, {"phone": 2, "version": 9}, ["phone"])
    assert revise(norm, {"phone": 2}, ["phone"]) == {"phone": [1, 2]}
    assert norm.phone == 2


def test_locked_reads_a_row_again_and_only_what_is_named_along(django_assert_num_queries):
    norm = EquipmentNormFactory(phone=1)
    EquipmentNorm.unscoped.update(phone=4)
    with django_assert_num_queries(1):
        assert locked(norm).phone == 4
    with django_assert_num_queries(1):
        assert locked(norm, "province").province.path == norm.province.path
