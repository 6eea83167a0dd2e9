"""Every list and tool is three taps from where one lands, a page of one thing one more than its list."""

import pytest
from django.urls import Resolver404, resolve

from tests.pages import ROLES, roles, samples, signed_in
from tests.proving import share_of_today
from tools.depth import Links, depths

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LIST, ONE, ACT = 3, 4, 5
# A page of reports, be it of one report of one unit: each month everybody goes there.
OF_REPORTS = 3
ROLES_INSIDE = [role for role in ROLES if role != "nobody"]
# What is done with one household, one person of it, one team or one course: a tap from its page, or from a menu there.
ACTS = (
    *("refuse", "erasure_household", "erasure_resident"),
    *("head", "split", "merge", "move_within", "move_out", "end", "history", "key_back"),
    *("offer",),
    *("resident_assess", "resident_change", "target_change", "why_cause", "call_sheet"),
    *("dissolve", "villages", "member_add", "member_change", "equipment_add", "equipment_change"),
    *("activity_change", "activity_withdraw", "course_change", "course_enrol", "session_add"),
    *("session", "session_change", "session_sheet", "trainee_certify", "decision_change", "annex"),
    *("support_print", "support_lines", "village_correct", "village_rename", "meeting_book"),
)
# A form's answer, or what a paper's code, a letter or a search leads to: no link goes there.
NO_LINK = {
    "accounts:sign_in",
    "accounts:activate",
    "accounts:mail_stop",
    # Leads there from a household that is no more; the small world has none.
    "households:come_back",
    # Leads there while households stand under no village; the small world has none.
    "households:assign",
    # The step of an open request for erasure leads there; that of the small world asks for a copy.
    "erasure:erasure",
    # Led to until it was sent; then its copies are. Opened again once it is locked: that of the small world is not.
    "periodic:report",
    "periodic:by_village",
    "periodic:reopen",
    # Lead there where a unit has ended, and for its people; in the small world none has.
    "accounts:moved",
    "accounts:my_unit",
    # Leads there from a village that several teams are for; the small world has none.
    "teams:join",
    # Their forms stand on the page of a unit, and of targets.
    "areas:search",
    "reports:target_set",
}
# What another page of the same role says whole: a link would be one more to look past.
SAID_ELSEWHERE = {
    # Several villages are taken along by who has several. Two versions differ in one household of more than are tried;
    # whoever decides on them has a list.
    "member": {"households:of_area", "offline:take_many", "offline:choose"},
    # What was taken along opens there: they take nothing along.
    "reviewer": {"households:declare_commune", "offline:shell"},
    "committee": {"households:declare_commune", "offline:shell"},
    "officer": {"reports:calls", "reports:call_sheet", "reports:tile_map"},
    # What is for whoever works in the commune is many units away.
    "administrator": {
        *("households:declare_commune", "households:declare", "households:complete"),
        *("areas:village_add", "reports:today", "reports:meeting", "reports:meeting_book"),
        *("teams:dissolve_many", "teams:found_many", "offline:shell"),
    },
    "commune_administrator": {"reports:tile_map"},
}

# Of a commune of few households whoever is above it sees sums alone: nothing leads to what is under them.
UNDER_SUMS = {
    "reviewer": {"reports:meeting_book", "reports:why_cause"},
    "committee": {"reports:meeting_book", "reports:why_cause"},
    "administrator": {"reports:why_cause"},
}


def name_of(path):
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


# A form that begins something new: one more than the list that leads to it.
BEGINS = ("course_add", "found_many")


def limit_of(name, path):
    """Return how many taps away a page may be: of a list or tool, of one thing, of what is done with it."""
    if name.startswith("periodic:"):
        return OF_REPORTS
    name = name.split(":")[-1]
    if name in ACTS:
        return ACT
    return (
        ONE
        if name in BEGINS or any(part.isdigit() or len(part) == 36 for part in path.split("/"))
        else LIST
    )


@pytest.mark.by_turns(2)
@pytest.mark.parametrize("role", share_of_today(ROLES_INSIDE, of=6))
def test_every_page_of_a_role_is_near(world, pages_of, role, request):
    samples(world)  # of whoever opened these pages first in this run there is nothing here
    client = signed_in(roles(world)[role])

    def fetch(address):
        response = client.get(address, follow=True)
        is_page = response.status_code == 200 and "text/html" in response["Content-Type"]
        end = response.redirect_chain[-1][0] if response.redirect_chain else address
        return (end, response.content.decode()) if is_page else None

    open_to = {name_of(address.split("?")[0]): address for address in pages_of(role)}
    found = depths("/", fetch, name_of, enough=12)
    for taps in sorted(set(found.values())):
        names = ", ".join(sorted(name for name, one in found.items() if one == taps))
        request.node.user_properties.append(("hands", f"{role}, {taps} taps: {names}"))
    said = SAID_ELSEWHERE.get(role, set()) | UNDER_SUMS.get(role, set())
    lost = sorted(set(open_to) - set(found) - NO_LINK - said)
    # Administrators land in Django admin: the register is a menu farther away for them.
    further = role.endswith("administrator")
    limits = {name: limit_of(name, path) + further for name, path in open_to.items()}
    far = {
        name: taps
        for name, taps in found.items()
        if taps > limits.get(name, ONE) and name not in said
    }
    assert (lost, far) == ([], {}), f"no link: {' '.join(lost)}; too far: {far}"


def test_link_in_a_closed_fold_takes_one_tap_more():
    page = Links()
    page.feed(
        '<a href="/1/">a</a><details><summary>b</summary><a href="/2/">c</a></details>'
        '<details open><a href="/3/">d</a></details><img><a href="/4/">e</a>'
    )
    assert page.found == [("/1/", 1), ("/2/", 2), ("/3/", 1), ("/4/", 1)]
