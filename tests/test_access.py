"""Scope is closed by default: proved for every route, and proved to notice when it is not."""

import pytest
from django.conf import urls
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage import default_storage
from django.http import Http404
from django.test import Client

from config.checks import views_declare_their_scope
from config.routes import routes
from tests.access import (
    ABOVE,
    ADMIN_PUBLIC,
    ENDED,
    IN_COMMUNE,
    PUBLIC,
    ROLES,
    THOROUGH,
    bare_not_found,
    content,
    methods_of,
)
from tests.proving import sample_or_all, share_of_today
from web.scope import ScopedQuerySet

# Who stands in a commune or less and sees nothing of the one next door sees nothing of one far away:
# those who write and those who manage try both. The commune next door is in the territory of who stands
# above it, who tries another province, another of them each day. With PROVE=1 everybody tries all that is not theirs.
FAR = ("officer", "commune administrator", *share_of_today(ABOVE, of=len(ABOVE)))
FAR = sample_or_all(FAR, ROLES)
TRIED = [
    *((role, "sibling") for role in (*IN_COMMUNE, *ENDED)),
    *((role, "foreign") for role in FAR),
]
pytestmark = [pytest.mark.django_db, pytest.mark.expected_errors, pytest.mark.slow]


@pytest.mark.parametrize(("role", "territory"), TRIED)
def test_no_route_leads_into_a_foreign_territory(sweep, territory, role, record_probes):
    assert set(sweep.roles) == set(ROLES)
    tried = share_of_today(routes(), of=4 if (role, territory) in THOROUGH else 12)
    wrong = sweep.run(territory, role, tried)
    record_probes(sweep.probes)
    assert wrong == []
    assert sweep.probes >= len(methods_of(role, territory)) * len(tried)


def test_a_bare_not_found_still_says_what_it_was_told(rf, monkeypatch):
    """The words of the exception and of messages come out, where a leak would stand."""
    monkeypatch.setattr("tests.access.PROVING", False)
    with bare_not_found():
        whole, bare = (urls.handler404(request_with(rf, word), Http404("Kanari")) for word in "AB")
    assert "<html" in whole.content.decode()
    assert bare.status_code == whole.status_code == 404
    assert bare.content.decode() == "Kanari ['B']"


def request_with(rf, word):
    request = rf.get("/")
    request.session, request.user = {}, AnonymousUser()
    request._messages = default_storage(request)
    messages.info(request, word)
    return request


def test_the_sweep_sees_what_the_owner_sees(world):
    """The canaries are where they should be: the owner of a territory does find them."""
    client = Client()
    client.force_login(world.sibling.officer, backend="accounts.sessions.RoleBackend")
    village, household = world.sibling.village, world.sibling.household
    team = world.sibling.team
    for address in (
        f"/thon/{village.pk}/ho/",
        f"/ho/{household.uuid}/",
        f"/to/{team.pk}/",
        f"/dia-ban/{world.sibling.area.pk}/",
        f"/tong-quan/{world.sibling.area.pk}/",
        "/tai-khoan/",
        "/to/",
    ):
        text = content(client.get(address))
        assert [word for word in world.sibling.canaries if word in text] != [], address


def test_whose_unit_has_ended_reads_on_what_stood_in_it(sweep):
    """What the sweep lets them know is theirs; its pages are open to them, and closed to the next one's people."""
    for one in sweep.ended.values():
        client = Client()
        client.force_login(one.person, backend="accounts.sessions.RoleBackend")
        said = content(client.get(f"/dia-ban/{one.still.pk}/"))
        assert one.still.full_name in said
        assert "chưa ghi được" in said
        written = client.post(f"/dia-ban/{one.still.pk}/sua-ten/", {"kind": "thon", "name": "Mới"})
        strange = client.get(f"/dia-ban/{sweep.world.sibling.village.pk}/")
        assert [written.status_code, strange.status_code] == [409, 404]


def test_every_route_declares_its_scope():
    assert [route.name for route in routes() if not route.scope] == []
    assert views_declare_their_scope() == []


def test_a_route_without_a_scope_is_refused(monkeypatch):
    view = next(route.view for route in routes() if route.name == "teams:list")
    monkeypatch.delattr(view, "scope")
    assert [error.id for error in views_declare_their_scope()] == ["config.E005"]


def test_what_is_public_was_reviewed():
    public = {route.name for route in routes() if route.scope == "public"}
    assert public == PUBLIC
    assert {route.name for route in routes()} >= ADMIN_PUBLIC


# Who may use a view at all, where that is not the officer.
ROLE_OF = dict.fromkeys(
    (
        "reports.targets.views.target_set",
        "reports.targets.views.target_change",
        "reports.targets.views.target_withdraw",
    ),
    "commune administrator",
)
# What only a level above the commune may do, it may not do in another province.
FROM_ABOVE = (
    "households.declarations.views.completing.ask_back",
    "households.declarations.views.completing.completions",
    "households.declarations.views.completing.confirm",
    "households.declarations.views.declaring.declare_below",
)
ROLE_OF |= dict.fromkeys(FROM_ABOVE, "province committee")

VIEWS_TO_BREAK = sorted(
    {
        "areas.views.detail",
        "areas.views.search",
        "areas.views.village_add",
        "accounts.people.views.people.people",
        "accounts.people.views.people.change",
        "accounts.people.views.requests.requests",
        "audit.views.entries",
        "skills.views.platforms",
        "skills.views.end_platform",
        "teams.founding.views.deciding.reconstitute",
        "teams.founding.views.deciding.dissolve_many",
        "teams.founding.views.joining.join",
        "teams.founding.views.decisions.annex",
        "teams.founding.views.decisions.decision_change",
        "teams.founding.views.decisions.decision_detail",
        "teams.founding.views.decisions.decision_list",
        "teams.activities.views.activities.photo_add",
        "teams.activities.views.activities.photo_withdraw",
        "teams.founding.views.decisions.scan_add",
        "teams.founding.views.decisions.scan_withdraw",
        "teams.roster.views.listing.team_list",
        "teams.roster.views.teams.team_detail",
        "teams.founding.views.founding.team_add",
        "teams.members.views.member_change",
        "teams.activities.views.sessions.activity_list",
        "teams.activities.views.activities.activity_change",
        "teams.activities.views.activities.activity_detail",
        "teams.activities.views.activities.activity_withdraw",
        "households.roster.views.roster.household_list",
        "households.roster.views.household.household_detail",
        "households.roster.views.household.resident_assess",
        "households.roster.views.household.resident_change",
        "households.survey.views.row.skill_toggle",
        "households.survey.views.row.choose",
        "households.roster.views.search.household_search",
        "households.entry.views.entry_undo",
        "households.roster.views.confirming.confirm_rest",
        "households.roster.views.confirming.unconfirm",
        "households.declarations.views.declaring.declare",
        "households.declarations.views.declaring.declare_commune",
        "households.declarations.views.declaring.withdraw_declaration",
        "households.declarations.views.completing.complete",
        "households.declarations.views.completing.undo",
        *FROM_ABOVE,
        "households.register.views.choose_version",
        "households.duplicates.views.duplicate_list",
        "households.duplicates.views.likely_twins",
        "households.roster.views.household.history",
        "households.roster.views.household.withdraw",
        "households.lifecycle.views.move_out",
        "households.lifecycle.views.split",
        "households.duplicates.views.merge",
        "imports.jobs.views.detail.detail",
        "imports.jobs.views.deciding.mend",
        "imports.jobs.views.own_sheets.filled",
        "reports.calls.views.calls",
        "reports.calls.views.call_sheet",
        "reports.rollout.views.board",
        "reports.tile_map.views.tile_map",
        "reports.dashboard.views.dashboard",
        "reports.calls.views.without_team",
        "reports.targets.views.targets",
        "reports.why.views.why",
        "reports.why.views.why_cause",
        "reports.targets.views.target_set",
        "reports.targets.views.target_change",
        "reports.targets.views.target_withdraw",
        "reports.trends.views.compare",
        "reports.trends.views.trend",
    }
)


@pytest.mark.parametrize("dotted", share_of_today(VIEWS_TO_BREAK, of=8))
def test_the_sweep_turns_red_when_one_view_forgets_the_scope(sweep, monkeypatch, dotted):
    """Replace `visible_to` and `may_see` by everything inside one view: the sweep must notice."""
    module, name = dotted.rsplit(".", 1)
    broken = [r for r in routes() if (r.view.__module__, r.view.__name__) == (module, name)]
    # Of a view with two addresses the one that names an object comes first.
    broken.sort(key=lambda route: "<" not in route.pattern)
    assert broken != [], dotted
    real = broken[0].view

    def forgetful(request, *args, **kwargs):
        with monkeypatch.context() as patch:
            patch.setattr(ScopedQuerySet, "visible_to", lambda self, user: self.all())
            patch.setattr("reports.page_cache.may_see", lambda user, place: True)
            return real(request, *args, **kwargs)

    forgetful.scope = real.scope
    for pattern in (p for p in _patterns() if p.callback is real):
        monkeypatch.setattr(pattern, "callback", forgetful)
    client = Client(raise_request_exception=False)
    role = ROLE_OF.get(dotted, "officer")
    client.force_login(sweep.roles[role], backend="accounts.sessions.RoleBackend")
    name = "foreign" if role in ABOVE else "sibling"
    commune = getattr(sweep.world, name)
    route = broken[0]._replace(view=forgetful)
    sweep.try_route(route, role, client, name, commune, sweep.snapshot(commune))
    assert sweep.wrong != []


def _patterns():
    from django.urls import URLResolver, get_resolver

    def walk(resolver):
        for entry in resolver.url_patterns:
            yield from walk(entry) if isinstance(entry, URLResolver) else [entry]

    return walk(get_resolver())
