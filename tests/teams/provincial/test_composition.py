"""What a province asks of the make-up of its teams: kept by the database, said on the team."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from audit.models import AuditEntry
from teams.counts.shares import People
from teams.founding.actions import dissolve_team
from teams.members.actions import change_member, join
from teams.models import CompositionRule, Member, Tier
from teams.provincial.actions import change_composition, set_composition
from teams.provincial.queries import missing, rule_for
from tests.admin_world import errors_of, filled, signed_in as admin_of, url
from tests.factories import CompositionRuleFactory, ProvinceFactory, TeamFactory
from tests.pages import signed_in
from tests.world import FOUNDED

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


@pytest.fixture
def province():
    return ProvinceFactory()


# The database


@pytest.mark.parametrize(
    "facts",
    [
        {"number": ""},
        {"last_on": date(2025, 12, 31)},
        {"min_women": 0},
        {"min_young": 21},
        {"tier": "nation"},
    ],
)
def test_the_database_refuses_a_rule_that_makes_no_sense(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        CompositionRuleFactory(valid_from=date(2026, 1, 1), **facts)


def test_one_rule_of_a_tier_holds_on_a_day(province):
    first = CompositionRuleFactory(province=province, valid_from=DAY, last_on=DAY)
    CompositionRuleFactory(province=province, valid_from=DAY, tier=Tier.COMMUNE)
    CompositionRuleFactory(valid_from=DAY)
    later = CompositionRuleFactory(province=province, valid_from=date(2026, 3, 2))
    for days in ({"valid_from": DAY}, {"valid_from": FOUNDED, "last_on": DAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CompositionRuleFactory(province=province, **days)
    with pytest.raises(IntegrityError), transaction.atomic():
        change_composition(by=None, rule=first, last_on=None)
    assert later.version == 1


def test_a_rule_asks_for_somebody_of_each_organisation_that_a_paper_can_name():
    named = {one.value for one in Member.Organisation} - {"other"}
    columns = {field.name for field in CompositionRule._meta.fields}
    assert {f"needs_{one}" for one in named} <= columns


# Actions


def test_a_rule_is_set_and_corrected_and_audited(province):
    rule = set_composition(by=None, province=province, number="1/HD", valid_from=DAY, min_women=2)
    rule = change_composition(by=None, rule=rule, needs_police=True)
    change_composition(by=None, rule=rule, needs_police=True)
    assert [one.value for one in rule.organisations] == ["police"]
    entries = AuditEntry.unscoped.about(rule)
    assert [(one.verb, one.place) for one in entries] == [
        ("Sửa yêu cầu về cơ cấu tổ", province.path),
        ("Đặt yêu cầu về cơ cấu tổ", province.path),
    ]
    assert entries[0].changes == {"needs_police": [False, True]}
    assert rule.version == 2


def test_only_declared_facts_are_set(province):
    with pytest.raises(TypeError):
        set_composition(by=None, province=province, number="1", valid_from=DAY, version=9)


# What is missing


def people(**counts):
    zero = dict.fromkeys(People._fields, 0)
    return People(**{**zero, "of": 5, **counts})


@pytest.mark.parametrize(
    ("facts", "counts", "said"),
    [
        ({"needs_women": True, "needs_village": True}, {}, ["Thiếu: người của Hội Phụ nữ."]),
        ({"needs_village": True}, {}, []),
        ({"min_women": 2}, {"women": 2}, []),
        ({"min_women": 2}, {"women": 1}, ["Thiếu: 1/2 nữ."]),
        ({"min_women": 2}, {"women": 0, "sex_unknown": 1}, ["Thiếu: 0/2 nữ."]),
        (
            {"min_women": 2},
            {"women": 1, "sex_unknown": 3},
            ["Chưa ghi giới tính của 3 thành viên (cần ít nhất 2 nữ)."],
        ),
        ({"min_young": 1}, {}, ["Thiếu: 0/1 người từ 35 tuổi trở xuống."]),
    ],
)
def test_what_is_missing_is_said_and_unknown_is_not_no(facts, counts, said):
    rule = CompositionRule(number="1/HD", valid_from=DAY, **facts)
    assert missing(rule, {"village"}, people(**counts)) == said


def test_the_rule_of_the_province_tier_and_day_holds(province):
    team = TeamFactory(area__parent__parent=province)
    rule = CompositionRuleFactory(province=province, valid_from=DAY, last_on=DAY)
    CompositionRuleFactory(province=province, valid_from=DAY, tier=Tier.COMMUNE)
    assert rule_for(team, DAY) == rule
    assert rule_for(team, date(2026, 3, 2)) is None
    assert rule_for(TeamFactory(), DAY) is None


# The page of a team


def shown(world):
    return signed_in(world.own.officer).get(f"/to/{world.own.team.pk}/").content.decode()


def test_the_team_says_what_is_missing_and_nothing_is_refused(world):
    assert "Tỉnh yêu cầu" not in shown(world)
    facts = {"needs_women": True, "min_women": 1}
    CompositionRuleFactory(province=world.province, number="7/HD", **facts)
    text = shown(world)
    assert "Tỉnh yêu cầu theo 7/HD" in text
    assert "Thiếu: người của Hội Phụ nữ." in text
    assert "Chưa ghi giới tính của 2 thành viên (cần ít nhất 1 nữ)." in text
    assert text.count('<p class="note warn mt1">') == 2  # apart, not glued together
    by, team = world.own.officer, world.own.team
    member = join(by=by, team=team, full_name="A", joined_on=FOUNDED, organisation="women")
    change_member(by=by, member=member, sex="f")
    assert "Đủ như yêu cầu" in shown(world)
    dissolve_team(by=by, team=team, on=FOUNDED, number="9/QĐ")
    assert "Tỉnh yêu cầu" not in shown(world)


# Admin


def test_a_rule_is_set_in_admin_and_refused_in_words(admin_world):
    client, address = admin_of(admin_world.provincial), url(CompositionRule, "add")

    def add(**facts):
        said = {"province": admin_world.province.pk, "number": "1/HD", **facts}
        return client.post(address, filled(client, address, **said))

    assert errors_of(add(valid_from="2026-01-01"))
    assert "last_on" in errors_of(add(valid_from="2026-01-01", last_on="2025-01-01", min_women=1))
    assert add(valid_from="2026-01-01", needs_police="on").status_code == 302
    assert errors_of(add(valid_from="2026-02-01", min_women=1))
    rule = CompositionRule.unscoped.get()
    page = url(rule, "change")
    assert client.get(page).status_code == 200
    assert client.post(page, filled(client, page, last_on="2026-06-30")).status_code == 302
    assert CompositionRule.unscoped.get().last_on == date(2026, 6, 30)


def test_another_place_sees_no_rule(admin_world):
    rule = CompositionRuleFactory(province=admin_world.province)
    client = admin_of(admin_world.local)
    assert client.get(url(rule, "change")).status_code == 404
    assert CompositionRule.objects.visible_to(admin_world.officer).count() == 0
