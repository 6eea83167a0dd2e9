"""Django admin of support: policies are set and ended there, all else is read."""

from datetime import date

import pytest

from audit.models import AuditEntry
from teams.models import SupportLine, SupportPolicy, SupportSheet, SupportTopUp
from teams.support.actions import approve_month, set_policy
from teams.support.queries.facts import work_out
from teams.support.rules.examples import BY_KEY, EXAMPLES
from tests.admin_world import World, errors_of, filled, offered, signed_in, url

FIRST = date(2025, 7, 1)


@pytest.fixture
def world(admin_world) -> World:
    return admin_world


@pytest.fixture
def policy(world: World) -> SupportPolicy:
    facts = {"number": "1/NQ", "resolved_on": FIRST, "valid_from": FIRST, "team_month": 300_000}
    return set_policy(by=world.national, province=world.province, **facts)


def add(world: World, **fields: object) -> object:
    client = signed_in(world.provincial)
    address = url(SupportPolicy, "add")
    said = {"province": world.province.pk, "resolved_on": "2025-12-01", "number": "2/NQ"}
    return client.post(address, filled(client, address, **{**said, **fields}))


def test_a_policy_is_set_by_the_action(world: World) -> None:
    assert add(world, valid_from="2026-01-01", member_month=60_000).status_code == 302
    policy = SupportPolicy.unscoped.get()
    assert (policy.province, policy.member_month, policy.team_month) == (
        world.province,
        60_000,
        None,
    )
    assert AuditEntry.unscoped.first().verb == "Đặt chính sách hỗ trợ tổ"


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({}, "team_month"),
        ({"team_month": 1, "days_within": "on"}, "days_within"),
        ({"member_day": 1, "top_up_times": 2}, "top_up_times"),
        ({"team_month": 1, "last_on": "2025-01-01"}, "last_on"),
        ({"team_month": 1, "month_starts_on": 29}, "month_starts_on"),
        ({"team_month": 0}, "team_month"),
    ],
)
def test_what_does_not_fit_together_is_said_beside_the_field(
    world: World, fields: dict, where: str
) -> None:
    response = add(world, **{"valid_from": "2026-01-01", **fields})
    assert response.status_code == 200
    assert where in errors_of(response)
    assert not SupportPolicy.unscoped.exists()


def test_a_second_policy_on_the_same_days_is_refused_in_words(
    world: World, policy: SupportPolicy
) -> None:
    response = add(world, valid_from="2026-01-01", team_month=1)
    assert "trùng" in str(errors_of(response))
    assert SupportPolicy.unscoped.get() == policy


def test_a_policy_in_use_can_only_be_ended(world: World, policy: SupportPolicy) -> None:
    month = date(2026, 3, 1)
    code = work_out(world.commune, month).code
    approve_month(by=world.officer, commune=world.commune, month=month, seen=code)
    client = signed_in(world.provincial)
    page = url(policy, "change")
    response = client.post(page, filled(client, page, team_month=1))
    assert "chỉ sửa được ngày hết hiệu lực" in str(errors_of(response))
    assert client.post(page, filled(client, page, last_on="2027-12-31")).status_code == 302
    policy.refresh_from_db()
    assert (policy.team_month, policy.last_on) == (300_000, date(2027, 12, 31))


def test_a_policy_is_for_a_province_of_ones_own(world: World) -> None:
    found = offered(signed_in(world.provincial), SupportPolicy, "province")
    assert found == [world.province.full_name]


@pytest.mark.parametrize("model", [SupportLine, SupportSheet, SupportTopUp])
def test_what_was_approved_is_only_read(world: World, model: type) -> None:
    client = signed_in(world.national)
    assert client.get(url(model, "changelist")).status_code == 200
    assert client.get(url(model, "add")).status_code == 403


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.key)
def test_an_example_makes_a_policy_once_its_day_is_given(world: World, example: object) -> None:
    facts = {"resolved_on": FIRST, "valid_from": FIRST, **example.facts}
    policy = set_policy(by=world.national, province=world.province, **facts)
    assert policy.number == example.facts["number"]
    assert BY_KEY[example.key] is example
