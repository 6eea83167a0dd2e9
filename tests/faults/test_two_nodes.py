"""Promises that hold on several web servers: figures, sessions, limits, leases of work, the journal's seals; `make prove PART=faults`."""

import pytest

from tests.faults import nodes
from tests.faults.conftest import sized
from tests.faults.grounds import manage, recount

pytestmark = [pytest.mark.slow, pytest.mark.long]


def test_two_servers_and_two_workers_save_and_show_as_one(on_postgres, note):
    stage = on_postgres
    verdict = nodes.save_by_both(stage, saves=sized(400))
    said = recount(stage.url)
    note(verdict=verdict, recount=said, met=dict(stage.seen))
    assert verdict.is_right, verdict
    assert said.endswith("0 differ")
    assert stage.seen["looked"] > verdict.acknowledged
    assert not stage.seen["stale"]
    assert {key for key in stage.seen if isinstance(key, int)} == {200, 302}
    # Two workers sealed it: `manage` fails where the chain has a hole or a fork.
    manage(stage.url, "manage.py", "audit", "verify")


def test_sessions_and_limits_are_those_of_the_site(on_postgres):
    stage = on_postgres
    with nodes.two_webs(stage)[0] as here, nodes.two_webs(stage)[1] as there:
        assert "/dang-nhap/" in nodes.signed_out_by_the_other(stage, here, there)
        assert nodes.guesses(stage, here, there) == [429, 429]


def test_what_is_decided_elsewhere_holds_at_every_server_at_once(on_postgres, note):
    stage = on_postgres
    with nodes.two_webs(stage)[0] as here, nodes.two_webs(stage)[1] as there:
        found = nodes.held_to(stage, here, there)
    note(**found)
    assert found == {
        "before": [[200] * 2, [200] * 2, [404] * 2],
        "renamed": [["new name"] * 2],
        "password": [["out"] * 2, ["new name"] * 2, [404] * 2],
        # What the other server made for them in their old place, they do not get any more.
        "moved": [["out"] * 2, [404] * 2, [200] * 2],
        "stopped": [["out"] * 2],
    }


def test_servers_that_trust_what_they_once_made_are_caught(on_postgres):
    """The control: a page cache that asks the database nothing."""
    stage = on_postgres
    # So many in any case: both must have made a page of each village before somebody saves there once more.
    nodes.save_by_both(stage, saves=40, FAULTS_FORGETS="1")
    assert stage.seen["stale"]
