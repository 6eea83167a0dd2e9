"""What two people must do together: one asks, another approves, never who asked nor who is concerned."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.codes.actions import try_code
from accounts.models import AccountRequest, Code, Notice, User
from accounts.people.actions import (
    BeyondOwnPowers,
    NameTaken,
    NeedsSecondPerson,
    RequestIsOver,
    approve,
    ask_change,
    ask_invite,
    ask_renewal,
    change,
    change_or_ask,
    invite,
    refuse,
    renew,
    stop,
)
from accounts.people.queries import waiting_for
from accounts.roles import Role
from audit.models import AuditEntry
from tests.factories import AccountRequestFactory, UserFactory
from tests.world import PASSWORD, accessible

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
NEW = {"username": "moi", "full_name": "Người Mới"}


@pytest.fixture
def second(world):
    """Another administrator of the province."""
    return world.person("quan-tri-hai", Role.ADMINISTRATOR, world.province)


def asked_above(world, **changes):
    facts = {"role": Role.COMMITTEE, "area": world.province, **NEW, **changes}
    return ask_invite(by=world.administrator, **facts)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.COMMITTEE, Role.REVIEWER])
def test_one_person_alone_makes_no_account_above_the_communes(world, role):
    with pytest.raises(NeedsSecondPerson):
        invite(by=world.root, role=role, area=world.province, **NEW)
    assert not User.unscoped.filter(username="moi").exists()


def test_one_person_alone_makes_no_administrator_even_of_a_commune(world):
    with pytest.raises(NeedsSecondPerson):
        invite(by=world.commune_administrator, role=Role.ADMINISTRATOR, area=world.own.area, **NEW)


def test_a_second_person_makes_it_and_has_the_code(world, second):
    issued = approve(by=second, request=asked_above(world))
    assert try_code(name="moi", words=issued.words, phone="", address="10.0.0.1")
    row = AccountRequest.unscoped.get()
    assert (row.answer, row.answered_by, row.person) == ("approved", second, issued.person)
    entry = AuditEntry.unscoped.about(row).first()
    assert (entry.verb, entry.actor) == ("Duyệt đề nghị về tài khoản", second.username)
    assert entry.changes == {"asked_by": [None, str(world.administrator)]}


def test_of_an_account_above_the_telephone_is_asked_with_the_code(world, second):
    issued = approve(by=second, request=asked_above(world, phone="0905 123 456"))
    assert not try_code(name="moi", words=issued.words, phone="", address="10.0.0.1")
    assert try_code(name="moi", words=issued.words, phone="0905123456", address="10.0.0.1")


def test_who_asked_does_not_approve(world):
    with pytest.raises(BeyondOwnPowers):
        approve(by=world.administrator, request=asked_above(world))
    assert not User.unscoped.filter(username="moi").exists()


def test_the_person_concerned_does_not_approve(world, second):
    request = ask_renewal(by=world.administrator, user=second)
    with pytest.raises(BeyondOwnPowers):
        approve(by=second, request=request)


@pytest.mark.parametrize("who", ["committee", "reviewer", "commune_administrator"])
def test_who_lacks_the_power_does_not_approve(world, who):
    request = asked_above(world)
    with pytest.raises(BeyondOwnPowers):
        approve(by=getattr(world, who), request=request)


@pytest.mark.parametrize("what", ["renewal", "change"])
def test_a_reviewer_who_invites_alone_renews_and_changes_nobody_as_the_second_person_either(
    world, what
):
    sang = world.person("can-bo-so", Role.REVIEWER, world.province)
    officer = world.own.officer
    request = {
        "renewal": lambda: ask_renewal(by=world.administrator, user=officer),
        "change": lambda: ask_change(
            by=world.administrator, user=officer, role=Role.OFFICER, area=world.sibling.area
        ),
    }[what]()
    assert not AccountRequest.objects.visible_to(sang).exists()
    assert waiting_for(sang) == 0
    with pytest.raises(BeyondOwnPowers):
        approve(by=sang, request=request)
    with pytest.raises(BeyondOwnPowers):
        refuse(by=sang, request=request)
    assert accessible(officer).check_password(PASSWORD)
    assert not Code.unscoped.exists()


def test_a_reviewer_approves_an_invitation_of_another_as_the_second_person(world):
    one = world.person("so-mot", Role.REVIEWER, world.province)
    two = world.person("so-hai", Role.REVIEWER, world.province)
    facts = {"username": "moi", "full_name": "Người Mới"}
    request = ask_invite(by=one, role=Role.REVIEWER, area=world.district, **facts)
    assert waiting_for(two) == 1
    assert approve(by=two, request=request).person.username == "moi"


def test_a_request_falls_with_whoever_asked(world, second):
    request = asked_above(world)
    stop(by=world.root, user=world.administrator)
    with pytest.raises(BeyondOwnPowers):
        approve(by=second, request=request)


def test_the_database_itself_knows_that_two_people_are_two(world):
    facts = {"asked_by": world.root, "answered_at": timezone.now(), "answer": "approved"}
    with pytest.raises(IntegrityError, match="account_request_two_people"), transaction.atomic():
        AccountRequestFactory(answered_by=world.root, **facts)
    person = world.administrator
    with pytest.raises(IntegrityError, match="account_request_two_people"), transaction.atomic():
        AccountRequestFactory(answered_by=person, person=person, **facts)
    AccountRequestFactory(answered_by=person, **facts)


def test_a_request_waits_for_fourteen_days(world, second):
    request = asked_above(world)
    late = timezone.now() + timedelta(days=14, seconds=1)
    with time_machine.travel(late, tick=False):
        assert not AccountRequest.unscoped.waiting().exists()
        with pytest.raises(RequestIsOver):
            approve(by=second, request=request)


def test_a_request_is_answered_once(world, second):
    request = asked_above(world)
    refuse(by=second, request=request)
    assert AccountRequest.unscoped.get().answer == "refused"
    for by in (second, world.root):
        with pytest.raises(RequestIsOver):
            approve(by=by, request=request)


def test_a_stranger_refuses_nothing(world):
    with pytest.raises(BeyondOwnPowers):
        refuse(by=world.foreign.officer, request=asked_above(world))


def test_a_name_that_was_taken_meanwhile_is_not_given_twice(world, second):
    request = asked_above(world)
    UserFactory(username="MOI")
    with pytest.raises(NameTaken):
        approve(by=second, request=request)
    assert AccountRequest.unscoped.get().answer == ""


def test_another_role_of_somebody_above_waits(world, second):
    with pytest.raises(NeedsSecondPerson):
        change(by=world.administrator, user=world.reviewer, role=Role.COMMITTEE)
    request = change_or_ask(by=world.administrator, user=world.reviewer, role=Role.COMMITTEE)
    assert User.unscoped.get(pk=world.reviewer.pk).role == Role.REVIEWER
    before = world.reviewer.get_session_auth_hash()
    assert approve(by=second, request=request) is None
    person = User.unscoped.get(pk=world.reviewer.pk)
    assert person.role == Role.COMMITTEE
    assert person.get_session_auth_hash() != before


def test_nobody_asks_for_themself(world):
    for ask in (
        lambda by: ask_renewal(by=by, user=by),
        lambda by: ask_change(by=by, user=by, role=Role.OFFICER, area=world.own.area),
    ):
        with pytest.raises(BeyondOwnPowers):
            ask(world.administrator)


# Communes that work already


def use(commune):
    User.unscoped.filter(pk=commune.officer.pk).update(last_login=timezone.now())


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MEMBER])
def test_from_above_alone_nobody_gets_into_a_commune_that_works(world, role):
    use(world.own)
    with pytest.raises(NeedsSecondPerson):
        invite(by=world.administrator, role=role, area=world.own.area, **NEW)
    request = ask_invite(by=world.administrator, role=role, area=world.own.area, **NEW)
    assert approve(by=world.own.officer, request=request).person.role == role


def test_the_first_officer_of_a_commune_is_invited_from_above_alone_and_the_commune_is_told(world):
    issued = invite(by=world.administrator, role=Role.OFFICER, area=world.own.area, **NEW)
    notice = Notice.unscoped.get(person=issued.person, to=world.commune_administrator)
    assert (notice.kind, notice.by, notice.from_above) == ("made", world.administrator, True)


def test_one_who_only_looks_on_is_invited_from_above_alone(world):
    use(world.own)
    assert invite(by=world.administrator, role=Role.COMMITTEE, area=world.own.area, **NEW)


def test_from_above_alone_nobody_is_made_an_officer_of_a_commune_that_works(world):
    use(world.own)
    watcher = world.person("bcd-xa", Role.COMMITTEE, world.own.area)
    with pytest.raises(NeedsSecondPerson):
        change(by=world.administrator, user=watcher, role=Role.OFFICER)


# Renewals


def known_by(person, phone="0905 123 456"):
    User.unscoped.filter(pk=person.pk).update(phone=phone)
    return person


def test_a_renewal_needs_the_telephone_or_a_second_person(world):
    member = world.own.member
    with pytest.raises(NeedsSecondPerson):
        renew(by=world.own.officer, user=member)
    issued = renew(by=world.own.officer, user=known_by(member))
    assert issued.code.needs_phone
    assert not try_code(name="to-ta", words=issued.words, phone="", address="10.0.0.1")


def test_a_renewal_without_a_telephone_is_approved_by_a_second_person(world):
    request = ask_renewal(by=world.own.officer, user=world.own.member)
    issued = approve(by=world.commune_administrator, request=request)
    assert try_code(name="to-ta", words=issued.words, phone="", address="10.0.0.1")


def test_a_second_factor_stands_for_the_telephone(world, monkeypatch):
    monkeypatch.setattr(User, "has_second_factor", True)
    issued = renew(by=world.own.officer, user=world.own.member)
    assert issued.code.needs_phone is False


def test_a_telephone_that_a_colleague_has_just_written_opens_no_renewal(world):
    member = known_by(world.own.member)
    change(by=world.own.officer, user=member, phone="0911 000 000")
    with pytest.raises(NeedsSecondPerson):
        renew(by=world.own.officer, user=member)
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        assert renew(by=world.own.officer, user=member).code.needs_phone


def test_a_telephone_changed_after_the_card_was_printed_ends_the_code(world):
    member = known_by(world.own.member)
    issued = renew(by=world.own.officer, user=member)
    change(by=world.own.officer, user=member, phone="0911 000 000")
    for phone in ("0911000000", "0905123456"):
        assert not try_code(name="to-ta", words=issued.words, phone=phone, address="10.0.0.1")


def test_another_role_ends_a_code_that_waits(world):
    member = known_by(world.own.member)
    issued = renew(by=world.own.officer, user=member)
    change(by=world.own.officer, user=member, role=Role.COMMITTEE, area=world.own.area)
    assert not try_code(name="to-ta", words=issued.words, phone="0905123456", address="10.0.0.1")


# Commands on the server


def test_the_first_administrator_gets_a_code_from_the_server(world, capsys):
    call_command("first_administrator", "dau.tien", "Người Đầu Tiên")
    person = User.unscoped.get(username="dau.tien")
    assert (person.role, person.area) == (Role.ADMINISTRATOR, world.country)
    assert not person.has_usable_password()
    words = capsys.readouterr().out.split("Mã dùng một lần: ")[1][:9]
    assert try_code(name="dau.tien", words=words, phone="", address="10.0.0.1")


def test_an_administrator_who_lost_the_password_gets_a_code_from_the_server(world, capsys):
    call_command("first_administrator", "quan-tri")
    assert "Mã dùng một lần" in capsys.readouterr().out
    assert world.administrator.codes.get().made_by is None


@pytest.mark.parametrize("words", [["can-bo-ta"], ["khong-co"]])
def test_the_server_gives_codes_to_administrators_only(world, words):
    with pytest.raises(CommandError):
        call_command("first_administrator", *words)


def test_the_server_counts_as_the_second_person(world, capsys):
    request = asked_above(world)
    call_command("approve_request")
    assert f"{request.pk}  Mời người mới: Người Mới" in capsys.readouterr().out
    call_command("approve_request", str(request.pk))
    out = capsys.readouterr().out
    # What the card says: where to go, what to type, until when.
    assert all(words in out for words in ("moi: ", "Mở /moi/. Nhập mã", "Hết hạn: "))
    assert AccountRequest.unscoped.get().answered_by is None
    with pytest.raises(CommandError):
        call_command("approve_request", str(request.pk))


def test_no_command_sets_somebodys_password():
    with pytest.raises(CommandError, match="first_administrator"):
        call_command("createsuperuser")
