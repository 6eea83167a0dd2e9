"""Somebody is erased everywhere at once; asked by one person, confirmed by a second one."""

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from audit.models import AuditEntry
from erasure.actions import NeedsSecondPerson, NotWaiting, ask, confirm, erase, withdraw
from erasure.actions.applying import hand_on_files
from erasure.models import Erasure
from households.models import Household, Resident
from imports.models import Import
from tests import scanning
from tests.erasure.known import NAME, PHONE, WIFE
from web.keeping import remove_file

pytestmark = [pytest.mark.django_db, pytest.mark.engines]


def test_nothing_names_them_in_any_column_after_an_erasure(world, known):
    before = scanning.in_columns(NAME, PHONE)
    assert len({one.split(".")[0] for one in before}) >= 5, before
    erase(by=world.own.officer, subject=known.resident)
    assert scanning.in_columns(NAME, PHONE) == {}


def test_the_others_of_the_household_stay(world, known):
    erase(by=world.own.officer, subject=known.resident)
    assert Resident.unscoped.filter(full_name=WIFE).exists()
    assert WIFE in str(list(Import.unscoped.values_list("rows__values", flat=True)))


def test_a_household_is_erased_with_all_its_people(world, known):
    erase(by=world.own.officer, subject=known.household)
    assert scanning.in_columns(NAME, PHONE, WIFE, "Xóm Wjkỡq") == {}


def test_bytes_go_once_it_is_committed(world, known, django_capture_on_commit_callbacks):
    names = [one.stored_as for one in Import.unscoped.exclude(stored_as="")]
    with django_capture_on_commit_callbacks(execute=True):
        row = erase(by=world.own.officer, subject=known.resident)
        assert all(map(default_storage.exists, names))
    assert not any(map(default_storage.exists, names))
    row.refresh_from_db()
    assert row.files == []


def test_where_the_disk_is_away_bytes_are_tried_again_as_all_others_are(
    world, known, django_capture_on_commit_callbacks, monkeypatch, settings
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    names = {one.stored_as for one in Import.unscoped.exclude(stored_as="")}

    def away(name):
        raise OSError

    monkeypatch.setattr(default_storage, "delete", away)
    with django_capture_on_commit_callbacks(execute=True):
        erase(by=world.own.officer, subject=known.resident)
    waits = DBTaskResult.objects.filter(task_path=remove_file.module_path)
    assert {row.args_kwargs["args"][0] for row in waits} == names


def test_what_a_version_before_left_to_remove_is_handed_on(
    world, known, django_capture_on_commit_callbacks
):
    names = [one.stored_as for one in Import.unscoped.exclude(stored_as="")]
    row = erase(by=world.own.officer, subject=known.resident)
    Erasure.unscoped.filter(pk=row.pk).update(files=names)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("list_erasures")
    assert not any(map(default_storage.exists, names))
    row.refresh_from_db()
    assert row.files == []
    assert hand_on_files() == 0


def test_an_erasure_that_is_rolled_back_leaves_everything(world, known):
    with transaction.atomic():
        erase(by=world.own.officer, subject=known.resident)
        transaction.set_rollback(True)
    assert Resident.unscoped.filter(full_name=NAME).exists()
    assert not Erasure.unscoped.done().exists()


def test_a_second_person_confirms(world, known, colleague):
    asked = ask(by=world.own.officer, household=known.household, resident=known.resident)
    assert asked.is_waiting
    with pytest.raises(NeedsSecondPerson):
        confirm(by=world.own.officer, erasure=asked, alone=True)
    assert Resident.unscoped.filter(full_name=NAME).exists()
    done = confirm(by=colleague, erasure=asked)
    assert (done.confirmed_by, done.alone) == (colleague, False)
    assert not Resident.unscoped.filter(full_name=NAME).exists()
    with pytest.raises(NotWaiting):
        confirm(by=colleague, erasure=asked)


def test_who_is_alone_in_the_commune_confirms_with_their_password(world, known):
    asked = ask(by=world.own.officer, household=known.household, resident=known.resident)
    with pytest.raises(NeedsSecondPerson):
        confirm(by=world.own.officer, erasure=asked)
    done = confirm(by=world.own.officer, erasure=asked, alone=True)
    assert done.alone


def test_what_is_withdrawn_erases_nothing(world, known, colleague):
    asked = ask(by=world.own.officer, household=known.household)
    assert ask(by=world.own.officer, household=known.household) == asked
    withdraw(by=colleague, erasure=asked)
    with pytest.raises(NotWaiting):
        confirm(by=colleague, erasure=asked)
    assert Household.unscoped.filter(head_name=NAME).exists()


def test_the_journal_says_who_erased_and_not_whom_by_name(world, known, colleague):
    asked = ask(by=world.own.officer, household=known.household, resident=known.resident)
    confirm(by=colleague, erasure=asked)
    entries = AuditEntry.unscoped.about(known.household).filter(verb="Xóa dữ liệu cá nhân")
    said = [(one.actor, one.shown_changes(may_see_names=True)) for one in entries]
    assert said == [(colleague.username, {"erased": [None, known.resident.code]})]
