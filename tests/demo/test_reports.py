"""Reports of the demo: two periods, most sent, each saying what the registers say."""

import pytest

from periodic.content import Content, digest
from periodic.drafts.queries.drafts import content_of
from periodic.models import Period, Report, State, Submission
from tests.demo.conftest import MAPS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.by_turns(2)
@pytest.mark.parametrize("map_year", MAPS)
def test_communes_have_sent_what_the_registers_say(demo, map_year):
    demo(map=map_year)
    assert said_as_sent() > 15


@pytest.mark.long
def test_so_have_all_communes_of_the_province(demo):
    demo(households=2000, communes=None)
    assert said_as_sent() > 150


def said_as_sent():
    """Hold every copy against the registers; return how many there are."""
    assert Period.unscoped.count() >= 2
    states = set(Report.unscoped.values_list("state", flat=True))
    assert states <= {State.DRAFT, State.SENT, State.APPROVED}
    assert State.SENT in states
    sent = Submission.unscoped.select_related("report__period__schedule", "report__area")
    for one in sent:
        assert one.digest == digest(one.content)
        said = Content.of_data(one.content)
        assert said.demo
        assert said.total == content_of(one.report).total
    return len(sent)
