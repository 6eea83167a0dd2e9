"""What an act is measured by: its own number, and beside it the one that its whole commune declared."""

import pytest
from django.utils import timezone

from audit.models import AuditEntry
from households.declarations import actions
from households.lifecycle.actions import end
from households.models import Completion

pytestmark = pytest.mark.django_db


def waiting():
    """Return what waits: the kind of place, its own numbers, those of the whole commune."""
    rows = Completion.unscoped.waiting().order_by("pk")
    return [(row.kind, tuple(row.numbers.values())) for row in rows]


@pytest.fixture
def own(world):
    """Return a commune of three households in two villages."""
    actions.declare(by=None, area=world.own.villages[1], households=0, source="Thôn")
    return world.own


class TestBothNumbers:
    """An act holds both, so that neither hides the other; one confirmation speaks of both."""

    def test_a_list_that_comes_last_asks_about_villages_and_households(self, own):
        actions.declare(by=None, area=own.area, households=100, villages=12, source="Xã")
        for village in own.villages[:2]:
            assert not actions.declare_complete(by=None, area=village).is_waiting
        with pytest.raises(actions.NeedsReason) as caught:
            actions.declare_complete(by=None, area=own.area)
        assert caught.value.short == [
            actions.Measure(2, 12),
            actions.Measure(3, 100, of_commune=True),
        ]
        actions.declare_complete(by=None, area=own.area, reason="Sáp nhập")
        assert waiting() == [("villages", (2, 12, 3, 100))]

    def test_a_register_that_comes_last_asks_about_its_own_and_the_whole(self, own):
        actions.declare(by=None, area=own.area, households=100, villages=2, source="Xã")
        actions.declare(by=None, area=own.village, households=20, source="Thôn")
        for area in (own.villages[1], own.area):
            actions.declare_complete(by=None, area=area)
        actions.declare_complete(by=None, area=own.village, reason="Chuyển đi")
        assert waiting() == [("register", (3, 20, 3, 100))]

    def test_a_number_of_villages_declared_later_is_not_hidden_by_the_households(self, own, world):
        actions.declare(by=None, area=own.area, villages=10, source="Xã")
        listed = actions.declare_complete(by=None, area=own.area, reason="Sáp nhập")
        actions.declare(by=None, area=own.area, households=100, source="Xã")
        actions.declare_complete(by=None, area=own.villages[1])
        last = actions.declare_complete(by=None, area=own.village, reason="Chuyển đi")
        actions.confirm_complete(by=world.committee, completion=last)
        actions.declare(by=None, area=own.area, villages=12, source="Xã")
        listed.refresh_from_db()
        assert waiting() == [("villages", (2, 12, None, None))]
        assert listed.is_waiting

    def test_nor_is_one_of_a_confirmed_list_by_what_a_register_asks(self, own, world):
        actions.declare(by=None, area=own.area, villages=10, source="Xã")
        listed = actions.declare_complete(by=None, area=own.area, reason="Sáp nhập")
        actions.confirm_complete(by=world.committee, completion=listed)
        actions.declare(by=None, area=own.area, households=100, source="Xã")
        actions.declare_complete(by=None, area=own.villages[1])
        actions.declare_complete(by=None, area=own.village, reason="Chuyển đi")
        actions.declare(by=None, area=own.area, villages=12, source="Xã")
        assert waiting() == [
            ("register", (3, None, 3, 100)),
            ("villages", (2, 12, None, None)),
        ]

    def test_a_list_that_waits_for_villages_asks_about_households_besides(self, own):
        actions.declare(by=None, area=own.area, villages=10, source="Xã")
        for area in own.villages[:2]:
            actions.declare_complete(by=None, area=area)
        actions.declare_complete(by=None, area=own.area, reason="Sáp nhập")
        actions.declare(by=None, area=own.area, households=100, source="Xã")
        assert waiting() == [("villages", (2, 10, 3, 100))]
        actions.declare(by=None, area=own.area, villages=12, source="Xã")
        assert waiting() == [("villages", (2, 12, 3, 100))]

    def test_a_number_declared_again_is_asked_where_it_was_not_short_before(self, own):
        actions.declare(by=None, area=own.village, households=3, source="Thôn")
        actions.declare_complete(by=None, area=own.village)
        end(by=None, household=own.household, on=timezone.localdate())
        for number in (2, 3):
            assert waiting() == []
            actions.declare(by=None, area=own.village, households=number, source="Thôn")
        assert waiting() == [("register", (2, 3, None, None))]


class TestWhatTheCommuneDeclaredIsAskedOnce:
    """Whichever act asked it, and whether it was confirmed or still waits."""

    @pytest.fixture
    def acts(self, own):
        """Let the commune be complete with three of a hundred households; its last register asks."""
        actions.declare(by=None, area=own.area, households=100, villages=2, source="Xã")
        places = (own.area, own.villages[1], own.village)
        acts = [actions.declare_complete(by=None, area=area, reason="Chuyển đi") for area in places]
        assert waiting() == [("register", (3, None, 3, 100))]
        return acts

    @pytest.mark.parametrize("is_confirmed", [False, True])
    def test_a_list_said_anew_asks_it_no_second_time(self, own, world, acts, is_confirmed):
        listed, _other, last = acts
        if is_confirmed:
            actions.confirm_complete(by=world.committee, completion=last)
        actions.undo_complete(by=None, completion=listed)
        again = actions.declare_complete(by=None, area=own.area)
        assert (again.commune_declared, again.is_waiting) == (None, False)

    def test_it_is_asked_anew_where_the_act_that_asked_is_undone(self, own, acts, world):
        actions.confirm_complete(by=world.committee, completion=acts[-1])
        actions.undo_complete(by=None, completion=acts[-1])
        actions.declare_complete(by=None, area=own.village, reason="Chuyển đi")
        assert waiting() == [("register", (3, None, 3, 100))]

    def test_a_confirmed_act_that_begins_anew_keeps_it(self, own, acts, world):
        actions.confirm_complete(by=world.committee, completion=acts[-1])
        actions.declare(by=None, area=own.village, households=50, source="Thôn")
        assert waiting() == [("register", (3, 50, 3, 100))]
        actions.declare(by=None, area=own.area, villages=1, source="Xã")
        assert waiting() == [("register", (3, 50, 3, 100))]


@pytest.mark.parametrize("area", ["village", "area"])
def test_a_question_about_other_numbers_is_gone_when_they_change(own, world, area):
    place = getattr(own, area)
    name = "households" if place.is_village else "villages"
    actions.declare(by=None, area=place, source="Xã", **{name: 20})
    row = actions.declare_complete(by=None, area=place, reason="Chuyển đi")
    actions.ask_back(by=world.committee, completion=row, question="Vì sao chưa tới 20?")
    actions.declare(by=None, area=place, source="Xã", **{name: 30})
    row.refresh_from_db()
    assert (row.question, row.asked_by, row.asked_at) == ("", None, None)
    entry = AuditEntry.unscoped.filter(verb="Sổ đã đủ phải xác nhận lại").latest("pk")
    assert entry.told["question"] == ["Vì sao chưa tới 20?", ""]
