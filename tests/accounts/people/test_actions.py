import pytest
from django.db import transaction

from accounts.actions import change_own_password
from accounts.codes.actions import choose_password, try_code
from accounts.models import Code, User
from accounts.people.actions import (
    BeyondOwnPowers,
    NameTaken,
    NeedsSecondPerson,
    change,
    invite,
    renew,
    resume,
    stop,
)
from accounts.roles import Role
from areas.kinds import Level
from audit.models import AuditEntry
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
OFFICER, MEMBER, COMMITTEE = Role.OFFICER, Role.MEMBER, Role.COMMITTEE
REVIEWER, ADMINISTRATOR = Role.REVIEWER, Role.ADMINISTRATOR
COMMUNE_UP = {Level.COUNTRY, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE}
# The levels at which each role may stand, and whom each role may invite: the rule of accounts, again.
STANDS = {
    OFFICER: {Level.COMMUNE},
    MEMBER: {Level.COMMUNE, Level.VILLAGE},
    REVIEWER: COMMUNE_UP,
    COMMITTEE: COMMUNE_UP,
    ADMINISTRATOR: set(Level),
}
INVITES = {
    OFFICER: {OFFICER, MEMBER, COMMITTEE},
    MEMBER: set(),
    REVIEWER: {OFFICER, MEMBER, COMMITTEE, REVIEWER},
    COMMITTEE: set(),
    ADMINISTRATOR: set(Role),
}
CASES = [(by, at, role, to) for by in Role for at in STANDS[by] for role in Role for to in Level]


def chain(commune):
    """Return the unit of each level, from the country down to the first village."""
    return {
        Level.COUNTRY: commune.area.province.parent,
        Level.PROVINCE: commune.area.province,
        Level.DISTRICT: commune.area.district,
        Level.COMMUNE: commune.area,
        Level.VILLAGE: commune.village,
    }


def allowed_by_level(by_role, at, role, to):
    """Say whether an account may stand there: a reviewer's below them, in communes or, as a reviewer, in a district."""
    if to not in STANDS[role] or at > to:
        return False
    if by_role != REVIEWER:
        return True
    below = to == Level.DISTRICT if role == REVIEWER else to >= Level.COMMUNE
    return at in {Level.PROVINCE, Level.DISTRICT} and at < to and below


def try_invite(by, role, area):
    return invite(by=by, username="moi", full_name="Người Mới", role=role, area=area)


def two_people(role, to):
    """Say whether two people must make such an account: again the house's rule."""
    return role == ADMINISTRATOR or to < Level.COMMUNE


def refused(action, **arguments):
    before = list(User.unscoped.order_by("pk").values())
    with pytest.raises(BeyondOwnPowers):
        action(**arguments)
    assert list(User.unscoped.order_by("pk").values()) == before


def test_invite_goes_as_far_as_ones_own_role_and_area_and_no_further(world):
    units = chain(world.own)
    wrong = []
    for by_role, at, role, to in CASES:
        by = UserFactory(role=by_role, area=units[at])
        allowed = role in INVITES[by_role] and allowed_by_level(by_role, at, role, to)
        try:
            with transaction.atomic():
                try_invite(by, role, units[to])
                transaction.set_rollback(True)
            done = "alone"
        except NeedsSecondPerson:
            done = "two"
        except BeyondOwnPowers:
            done = "no"
        wanted = ("two" if two_people(role, to) else "alone") if allowed else "no"
        if done != wanted:
            wrong.append((by_role, at, role, to))
    assert len(CASES) == 5 * 5 * 16
    assert wrong == []


@pytest.mark.parametrize("where", ["sibling", "foreign"])
@pytest.mark.parametrize("role", list(Role))
def test_invite_into_another_commune_is_refused(world, where, role):
    for area in (getattr(world, where).area, getattr(world, where).village):
        refused(try_invite, by=world.own.officer, role=role, area=area)
        refused(try_invite, by=world.commune_administrator, role=role, area=area)


@pytest.mark.parametrize("role", ["", "superuser", "Officer"])
def test_invite_to_a_role_that_does_not_exist_is_refused(world, role):
    refused(try_invite, by=world.root, role=role, area=world.own.area)


def test_invite_by_somebody_without_an_area_is_refused(world):
    nowhere = UserFactory(role=Role.ADMINISTRATOR, area=None)
    refused(try_invite, by=nowhere, role=Role.OFFICER, area=world.own.area)


def test_invite_gives_a_code_of_which_a_keyed_hash_is_kept(world):
    issued = try_invite(world.own.officer, Role.MEMBER, world.own.village)
    user = User.unscoped.get(username="moi")
    assert not user.has_usable_password()
    code = Code.unscoped.get(person=user)
    assert (code.expires_at - code.made_at).days == 14
    assert (code.made_by, code.kind, code.needs_phone) == (world.own.officer, "invitation", False)
    kept = str(list(Code.unscoped.values())) + str(list(AuditEntry.unscoped.values()))
    assert issued.words not in kept
    assert issued.words.replace("-", "") not in kept
    entry = AuditEntry.unscoped.about(user).get()
    assert (entry.verb, entry.actor) == ("Mời người dùng", world.own.officer.username)
    assert entry.place == world.own.village.path


def test_invite_refuses_a_name_that_is_taken_whatever_its_case(world):
    UserFactory(username="MOI")
    with pytest.raises(NameTaken), transaction.atomic():
        try_invite(world.own.officer, Role.MEMBER, world.own.village)


def test_change_sets_what_is_given_and_moves_the_version_on(world):
    person = world.own.member
    change(by=world.own.officer, user=person, full_name="Tên Mới", phone="0905", title="Tổ phó")
    changed = User.unscoped.get(pk=person.pk)
    assert (changed.full_name, changed.phone, changed.title) == ("Tên Mới", "0905", "Tổ phó")
    assert changed.version == person.version + 1
    assert changed.search_key == f"ten moi {person.username} 0905"
    entry = AuditEntry.unscoped.about(person).first()
    assert entry.changes["title"] == ["", "Tổ phó"]


def test_change_may_move_a_person_to_a_village_of_ones_own(world):
    change(by=world.own.officer, user=world.own.member, area=world.own.villages[1])
    world.own.member.refresh_from_db()
    assert world.own.member.area == world.own.villages[1]


@pytest.mark.parametrize(
    "fields",
    [{"role": Role.ADMINISTRATOR}, {"role": Role.REVIEWER}, {"role": Role.OFFICER}],
)
def test_change_grants_no_role_beyond_ones_own(world, fields):
    refused(change, by=world.own.officer, user=world.own.member, **fields)


def test_change_grants_no_area_beyond_ones_own(world):
    for area in (world.sibling.village, world.district, world.foreign.area):
        refused(change, by=world.own.officer, user=world.own.member, area=area)


@pytest.mark.parametrize(
    "fields",
    [{"full_name": "Bị Đổi"}, {"phone": "0"}, {"role": Role.COMMITTEE}, {"title": "Bị Đổi"}],
)
def test_change_does_not_reach_a_stranger(world, fields):
    refused(change, by=world.own.officer, user=world.sibling.officer, **fields)
    refused(change, by=world.own.officer, user=world.foreign.member, **fields)


def test_change_pulls_nobody_in_from_another_commune(world):
    refused(change, by=world.own.officer, user=world.sibling.member, area=world.own.village)
    fields = {"role": Role.MEMBER, "area": world.own.area}
    refused(change, by=world.own.officer, user=world.administrator, **fields)


def test_change_demotes_nobody_above_oneself(world):
    boss = world.commune_administrator
    refused(change, by=world.own.officer, user=boss, role=Role.COMMITTEE)
    refused(change, by=world.own.officer, user=boss, full_name="Bị Đổi")


def test_change_by_a_role_that_invites_nobody_reaches_nobody_else(world):
    refused(change, by=world.committee, user=world.own.member, full_name="Bị Đổi")
    refused(change, by=world.own.member, user=world.own.officer, phone="0")


@pytest.mark.parametrize("who", ["committee", "reviewer", "administrator"])
def test_change_of_ones_own_name_and_telephone_is_everybodys(world, who):
    user = getattr(world, who)
    change(by=user, user=user, full_name="Tên Mới", phone="0905")
    assert User.unscoped.get(pk=user.pk).full_name == "Tên Mới"


@pytest.mark.parametrize("who", ["administrator", "commune_administrator", "root"])
def test_change_of_ones_own_role_or_area_is_refused_up_and_down(world, who):
    user = getattr(world, who)
    refused(change, by=user, user=user, role=Role.OFFICER, area=world.own.area)
    refused(change, by=user, user=user, role=Role.COMMITTEE)
    refused(change, by=user, user=user, area=world.own.village)


def test_change_of_an_officers_own_role_or_area_is_refused(world):
    user = world.own.officer
    refused(change, by=user, user=user, role=Role.ADMINISTRATOR)
    refused(change, by=user, user=user, role=Role.MEMBER)
    refused(change, by=user, user=user, area=world.district)


def test_stop_ends_an_account_and_keeps_the_person(world):
    stop(by=world.own.officer, user=world.own.member)
    stopped = User.unscoped.get(pk=world.own.member.pk)
    assert (stopped.is_active, stopped.stopped_at is None) == (False, False)
    assert not stopped.has_perm("areas.view_area")
    entry = AuditEntry.unscoped.about(stopped).first()
    assert (entry.verb, entry.changes) == ("Ngừng tài khoản", {"is_active": [True, False]})


def test_resume_lets_the_person_in_again(world):
    member = stop(by=world.own.officer, user=world.own.member)
    resume(by=world.own.officer, user=member)
    member.refresh_from_db()
    assert (member.is_active, member.stopped_at) == (True, None)
    assert AuditEntry.unscoped.about(member).first().verb == "Mở lại tài khoản"


def test_stop_of_oneself_is_refused(world):
    refused(stop, by=world.own.officer, user=world.own.officer)
    refused(stop, by=world.root, user=world.root)


@pytest.mark.parametrize("action", [stop, resume, renew])
def test_accounts_elsewhere_or_above_are_out_of_reach(world, action):
    for user in (
        world.sibling.member,
        world.foreign.officer,
        world.administrator,
        world.commune_administrator,
        UserFactory(area=None),
    ):
        refused(action, by=world.own.officer, user=user)
    refused(action, by=world.committee, user=world.own.officer)
    refused(action, by=world.own.member, user=world.own.officer)


def test_change_of_ones_own_password_ends_every_session_of_before(world):
    user, before = world.own.officer, world.own.officer.get_session_auth_hash()
    change_own_password(user=user, password="mot-cau-dai-2026")
    user = User.unscoped.get(pk=user.pk)
    assert user.check_password("mot-cau-dai-2026")
    assert user.get_session_auth_hash() != before
    assert AuditEntry.unscoped.about(user).first().verb == "Đổi mật khẩu"


def invitation(world, user):
    """Return a person as they were read, with a code of theirs."""
    User.unscoped.filter(pk=user.pk).update(phone="0905 123 456")
    return user, renew(by=world.own.officer, user=user).words


def use_code(given):
    user, words = given
    asked = {"phone": "+84 905123456", "address": "10.0.0.1"}
    code = try_code(name=user.username, words=words, **asked)
    choose_password(code=code, password="mot-cau-dai-2026")


@pytest.mark.parametrize(
    "late",
    [
        lambda world, user: stop(by=world.own.officer, user=user),
        lambda world, user: use_code(invitation(world, user)),
        lambda world, user: change_own_password(user=user, password="mot-cau-dai-2026"),
    ],
)
def test_a_page_read_before_a_change_does_not_undo_it(world, late):
    as_read = User.unscoped.select_related("area").get(pk=world.own.member.pk)
    change(by=world.own.officer, user=world.own.member, full_name="Tên Mới")
    late(world, as_read)
    assert User.unscoped.get(pk=as_read.pk).full_name == "Tên Mới"
