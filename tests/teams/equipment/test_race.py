"""Two people write on one request, one item or one course at the same moment."""

from datetime import date

import pytest

from teams.equipment import actions as equipment_actions
from teams.models import Equipment, Need, Trainee
from teams.needs import actions as needs_actions
from teams.training import actions as training_actions
from tests.factories import (
    CourseFactory,
    EquipmentFactory,
    MemberFactory,
    NeedFactory,
    VillageFactory,
)
from tests.households.counts.test_race import THREADS, together
from web.once import Outdated

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def outcomes(work):
    """Let every thread do one thing at once; return what each of them came to."""

    def hand(number):
        try:
            work(number)
        except Outdated:
            return "told"
        return "done"

    return sorted(together(hand))


ONE_WINS = ["done", *["told"] * (THREADS - 1)]


def test_one_answers_a_request_and_the_others_are_told():
    need = NeedFactory(asked_on=date(2026, 1, 5))

    def answer(number):
        said = {"status": "looking", "answer": f"Trả lời {number}"}
        needs_actions.answer_need(by=None, need=need, version=1, **said)

    assert outcomes(answer) == ONE_WINS
    assert Need.unscoped.get().version == 2


def test_one_changes_an_item_and_the_others_are_told():
    item = EquipmentFactory()

    def change(number):
        equipment_actions.change_equipment(by=None, item=item, version=1, name=f"Máy {number}")

    assert outcomes(change) == ONE_WINS
    assert Equipment.unscoped.get().version == 2


def test_many_who_paste_the_same_list_enrol_each_person_once():
    village = VillageFactory()
    members = MemberFactory.create_batch(5, team__area=village)
    course = CourseFactory(area=village.commune)
    said = {"by": None, "course": course, "members": members}
    assert set(outcomes(lambda _number: training_actions.enrol(**said))) == {"done"}
    assert Trainee.unscoped.count() == 5
