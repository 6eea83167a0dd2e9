"""Many decisions are proposed, or approved, at one press, each as it was seen."""

import pytest
from django.utils import timezone

from reorganisations.drafting import actions
from reorganisations.models import Reorganisation, State
from tests.pages import signed_in
from tests.reorganisations.plays import merged

pytestmark = pytest.mark.django_db

MANY = "/sap-xep/nhieu/"


@pytest.fixture
def drafts(world):
    """A good draft in our commune, and one without a number in the one beside it."""
    good = merged(world.own.area, world.own.villages[:2], by=world.administrator)
    bad = merged(world.sibling.area, world.sibling.villages[:2], by=world.administrator)
    Reorganisation.unscoped.filter(pk=bad.pk).update(number="")
    return [good, bad]


def states():
    return list(Reorganisation.unscoped.order_by("pk").values_list("state", flat=True))


def sent(who, what, keys):
    return signed_in(who).post(MANY, {"viec": what, "qd": keys}, follow=True)


def test_those_that_may_be_are_proposed_and_approved_and_of_the_others_it_is_said_why(
    world, drafts
):
    client = signed_in(world.administrator)
    assert client.get("/sap-xep/").context["at_once"] == 2
    lines = client.get(MANY).context["lines"]
    assert [(line.lacks, ticked) for line, ticked in lines] == [(False, True), (True, False)]
    keys = [line.key for line, _ticked in lines]
    shown = sent(world.administrator, "trinh", keys)
    assert states() == [State.PROPOSED, State.DRAFT]
    ((refused, why),) = shown.context["refused"]
    assert (refused, why) == (drafts[1], "Ghi số nghị quyết, quyết định.")
    # Whoever proposed them is not shown them; somebody above approves, and they are carried out.
    assert client.get(f"{MANY}?viec=duyet").context["lines"] == []
    ((line, _ticked),) = signed_in(world.root).get(f"{MANY}?viec=duyet").context["lines"]
    sent(world.administrator, "duyet", [line.key])
    assert states()[0] == State.PROPOSED
    answer = sent(world.root, "duyet", [line.key])
    assert "Đã duyệt 1 quyết định" in answer.content.decode()
    assert states() == [State.APPLIED, State.DRAFT]


def test_what_was_changed_since_and_what_is_of_elsewhere_stays_as_it_is(world, drafts):
    good = drafts[0]
    seen = f"{good.pk}-{Reorganisation.unscoped.get(pk=good.pk).version}"
    actions.write(by=world.administrator, decision=good, signed_on=timezone.localdate())
    shown = sent(world.administrator, "trinh", [seen])
    assert "vừa thay đổi" in shown.context["refused"][0][1]
    now = f"{good.pk}-{Reorganisation.unscoped.get(pk=good.pk).version}"
    sent(world.sibling.officer, "trinh", [now])
    assert "qd" in sent(world.administrator, "trinh", ["1;2"]).context["form"].errors
    assert states() == [State.DRAFT, State.DRAFT]
    for who, what in ((world.committee, "trinh"), (world.own.officer, "duyet")):
        assert signed_in(who).get(f"{MANY}?viec={what}").status_code == 404
