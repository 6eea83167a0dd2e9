"""What is personal in the journal: kept beside it, read back, hidden, and erased for good."""

import json
from secrets import token_hex

import pytest
from django.apps import apps
from django.db import connection, models

from audit import personal
from audit.actions import forget, record, record_many
from audit.models import AuditEntry, PersonalValue
from tests.factories import HouseholdFactory, NeedFactory, ResidentFactory, TeamFactory
from tests.test_consistency import ROOT

HOUSEHOLDS = personal.HOUSEHOLDS


def raw_columns():
    """Return all that the table of entries holds, as one text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM audit_auditentry")
        return " ".join(str(value) for row in cursor.fetchall() for value in row)


def test_a_mark_is_no_value_and_an_empty_value_has_none():
    key, other = (token_hex(personal.KEY_LENGTH) for _ in range(2))
    assert personal.marks(key, [None, ""]) == [None, ""]
    found = personal.marks(key, [None, "Chủ Hộ"])
    assert found == personal.marks(key, [None, "Chủ Hộ"])
    assert found[0] is None
    assert found[1] not in {"Chủ Hộ", *personal.marks(other, ["Chủ Hộ"])}
    assert personal.is_marked(found)
    assert not personal.is_marked([None, "#1"])


def test_a_household_is_personal_but_for_what_is_known_not_to_be():
    names, entries = personal.Apart.NAMES, personal.Apart.ENTRIES
    assert personal.apart(HOUSEHOLDS, "head_name") is names
    assert personal.apart(HOUSEHOLDS, "whatever_comes_next") is names
    assert personal.apart(HOUSEHOLDS, "status") is None
    assert personal.apart("teams.team", "phone") is names
    assert personal.apart("teams.need", "words") is entries
    assert personal.apart("accounts.user", "phone") is entries
    assert personal.apart("areas.area", "name") is None


# Texts that an entry may hold for good: names of things and places, numbers of documents, what a province rules;
# and of accounts and decisions what stays by duty: who acted, who signed.
FOR_GOOD = {
    "accounts.accountrequest": {"username", "full_name", "phone", "email", "title"},
    "accounts.user": {"password", "username", "full_name", "title"},
    "areas.area": {"name", "code", "undone_reason"},
    "guide.helpcontact": {"name", "phone", "hours"},
    "imports.import": {"name", "sha256", "writing"},
    "operations.backup": {"name", "host", "fault"},
    "reorganisations.part": {"name", "code"},
    "reorganisations.reorganisation": {"number"},
    "operations.cut": {"hash", "key", "seal"},
    "areas.movedday": {"document"},
    "periodic.form": {"name"},
    "periodic.publishedfigure": {"about", "figure", "link", "name", "source", "unit"},
    "periodic.report": {"column", "digest"},
    "periodic.schedule": {"title", "document"},
    "periodic.wordtemplate": {"digest"},
    "reports.event": {"title", "document"},
    "reports.meeting": {"code"},
    "reports.target": {"indicator", "document"},
    "skills.localplatform": {"name", "document"},
    "teams.compositionrule": {"number"},
    "privacy.breach": {"device"},
    # What an authority says of itself.
    "privacy.processingnotice": {
        *("basis", "complaint", "contact", "contact_phone", "controller", "purpose"),
    },
    "teams.course": {"name"},
    "teams.decision": {"number", "signer", "abstract", "sha256"},
    "teams.equipment": {"name"},
    "teams.equipmentnorm": {"document"},
    "teams.furtherorganisation": {"name"},
    "teams.supportpolicy": {"number", "conditions"},
    "teams.supportsheet": {"code"},
    "teams.supporttopup": {"document"},
    # Of a note the journal says only that it was changed.
    "teams.team": {"number", "signer", "abstract", "note", "sha256"},
    "teams.teamtitle": {"title"},
}
# What the journal tells under the name of another object.
TOLD_WITH = {
    "teams.activity": "teams.team",
    "teams.member": "teams.team",
    "teams.photo": "teams.team",
    "teams.scan": "teams.decision",
    "teams.classsession": "teams.course",
    "teams.trainee": "teams.course",
    "households.resident": HOUSEHOLDS,
    "periodic.comment": "periodic.report",
    "periodic.reopening": "periodic.period",
    "periodic.submission": "periodic.report",
    "periodic.typedvalue": "periodic.report",
    "households.completion": "areas.area",
    "households.declaration": "areas.area",
}
# Nobody does anything to these: they come with others, or are no part of the register.
NO_SUBJECTS = {
    *("areas.placement", "areas.succession", "accounts.codetry", "accounts.device"),
    *("households.keyedrow", "imports.answermemory", "imports.rowresult"),
    *("operations.heartbeat", "operations.dailyrun", "operations.block", "teams.supportline"),
    *("households.erased", "operations.clearing"),
}


def test_every_text_that_an_entry_may_hold_is_personal_or_known_to_be_none():
    unknown = {}
    for model in apps.get_models():
        label = model._meta.label_lower
        is_ours = (ROOT / model.__module__.split(".")[0]).is_dir()
        if not is_ours or model._meta.app_label == "audit" or label in NO_SUBJECTS:
            continue
        subject = TOLD_WITH.get(label, label)
        found = {
            field.name
            for field in model._meta.get_fields()
            if isinstance(field, models.CharField | models.TextField)
            and field.editable
            and not field.choices
            and not personal.apart(subject, field.name)
        }
        if found := found - FOR_GOOD.get(subject, set()):
            unknown[label] = found
    assert unknown == {}


@pytest.mark.django_db
def test_an_entry_holds_no_name_and_is_read_as_it_was_written():
    household = HouseholdFactory()
    changes = {"head_name": ["Nguyễn Văn Cũ", "Nguyễn Văn Mới"], "status": [None, "resident"]}
    entry = record(None, "Sửa hộ", household, changes)
    entry.refresh_from_db()
    assert "Nguyễn" not in json.dumps(entry.changes, ensure_ascii=False) + raw_columns()
    assert entry.changes["status"] == [None, "resident"]
    assert entry.shown_changes(may_see_names=True) == changes
    hidden = {"head_name": ["•••", "•••"], "status": [None, "resident"]}
    assert entry.shown_changes(may_see_names=False) == hidden


@pytest.mark.django_db
def test_marks_fit_what_is_kept_and_no_other_value():
    entry = record(None, "Sửa hộ", HouseholdFactory(), {"phone": ["", "0905123456"]})
    value = entry.personal.get()
    assert personal.marks(value.key, value.pair) == entry.changes["phone"]
    value.after = "0905123457"
    assert personal.marks(value.key, value.pair) != entry.changes["phone"]


@pytest.mark.django_db
def test_a_save_takes_one_more_statement_for_many_entries_too(django_assert_num_queries):
    household, team = HouseholdFactory(), TeamFactory()
    place = household.village.path
    with django_assert_num_queries(1):
        record(None, "Sửa", team, {"held_on": [None, "2026-01-01"]}, place="")
    with django_assert_num_queries(2):
        record(
            None, "Sửa", household, {"hamlet": ["", "Xóm 1"], "phone": ["", "0905"]}, place=place
        )
    with django_assert_num_queries(2):
        rows = [(household, place, {"hamlet": ["", f"Xóm {n}"]}) for n in range(5)]
        record_many(by=None, verb="Sửa", rows=rows)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [3, 50])
def test_many_entries_keep_their_values_and_whom_they_are_about(number):
    people = [ResidentFactory(full_name=f"Người Số {n}") for n in range(2)]
    home = people[0].household
    rows = [
        (home, "", {"resident": [None, people[n % 2].full_name]}, people[n % 2])
        for n in range(number)
    ]
    entries = record_many(by=None, verb="Thêm người trong hộ", rows=rows)
    read = AuditEntry.unscoped.filter(pk__in=[one.pk for one in entries]).with_personal()
    assert [one.shown_changes(may_see_names=True) for one in read.order_by("pk")] == [
        row[2] for row in rows
    ]
    about = {one.about for one in PersonalValue.unscoped.all()}
    assert about == {f"households.resident:{one.pk}" for one in people}


@pytest.mark.django_db
def test_entries_are_read_with_their_values_in_two_queries(django_assert_num_queries):
    for n in range(3):
        record(None, "Sửa hộ", HouseholdFactory(), {"hamlet": ["", f"Xóm {n}"]})
    with django_assert_num_queries(2):
        rows = AuditEntry.unscoped.with_personal()
        assert len([one.shown_changes(may_see_names=True) for one in rows]) == 3


@pytest.mark.django_db
@pytest.mark.usefixtures("append_only_audit")
def test_a_forgotten_household_stays_in_the_journal_without_its_values():
    household, other = HouseholdFactory(), HouseholdFactory()
    changes = {"head_name": [None, "Nguyễn Văn Cũ"], "status": [None, "resident"]}
    entry, kept = (record(None, "Thêm hộ", one, changes) for one in (household, other))
    was = AuditEntry.unscoped.values().get(pk=entry.pk)
    assert forget(subject=HOUSEHOLDS, keys=[str(household.pk)], about=None) == 1
    assert AuditEntry.unscoped.values().get(pk=entry.pk) == was
    assert entry.shown_changes(may_see_names=True) == {
        "head_name": [None, "đã xóa"],
        "status": [None, "resident"],
    }
    assert entry.shown_changes(may_see_names=False)["head_name"] == [None, "•••"]
    assert kept.shown_changes(may_see_names=True) == changes
    assert forget(subject=HOUSEHOLDS, keys=[str(household.pk)], about=None) == 0


@pytest.mark.django_db
def test_a_forgotten_person_takes_along_what_is_theirs_and_what_says_of_nobody_whose_it_is():
    person = ResidentFactory(full_name="Lê Thị Đào")
    home = person.household
    stays = ResidentFactory(household=home, full_name="Lê Văn Ở")
    entries = [
        record(None, "Sửa", home, {"phone": ["", "0905"]}, about=person),
        record(None, "Sửa", home, {"phone": ["", "0906"]}, about=stays),
        record(None, "Sửa", home, {"full_name": ["", "le thi  DAO"]}, about=stays),
        record(None, "Sửa", home, {"hamlet": ["", "Xóm 1"]}),
    ]
    keys, whom = [str(home.pk)], f"households.resident:{person.pk}"
    assert forget(subject=HOUSEHOLDS, keys=keys, about=whom, values=["Lê Thị Đào"]) == 3
    said = [next(iter(one.told.values()))[1] for one in entries]
    assert said == ["đã xóa", "0906", "đã xóa", "đã xóa"]


@pytest.mark.django_db
def test_the_words_of_a_request_are_not_its_label():
    need = NeedFactory(kind="network", words="Sóng yếu ở nhà bà Lan")
    entry = record(None, "Gửi đề nghị", need, {"words": [None, need.words]})
    assert entry.subject_label == "Mạng, sóng"
    assert "Lan" not in raw_columns()
