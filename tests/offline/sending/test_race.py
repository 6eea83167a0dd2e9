"""One batch that two connections send at the same moment is done once; two authors at once lose nothing."""

import json
from uuid import uuid4

import pytest
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from households.counts.rollup import HOUSEHOLDS
from households.models import Assessment, Household, Resident
from households.register.actions import NewHousehold, add_many
from offline.models import CellConflict, CellWrite, SentOperation
from offline.sending.actions import settling
from offline.sending.queries.cells import Cells
from offline.sending.rules.merging import candidates
from offline.sending.views import send
from rollup.counts import wrong_rows
from tests.factories import UserFactory
from tests.households.counts.test_race import THREADS, together
from tests.offline.phone import Phone
from tests.proving import PROVING

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
HOMES, ROUNDS = (12, 5) if PROVING else (4, 3)  # one skill a round


def taken(author, items):
    """Send a batch on a connection of its own; return what became of each."""
    body = json.dumps({"v": 1, "clock": timezone.now().isoformat(), "items": items})
    request = RequestFactory().post("/gui-len/", body, "application/json")
    request.user = User.unscoped.select_related("area").get(pk=author.pk)
    answer = send(request)
    assert answer.status_code == 200
    return [(one["state"], one["why"]) for one in json.loads(answer.content)["items"]]


def test_what_several_connections_send_at_once_is_written_once(client, village):
    people = [UserFactory(area=village, role=Role.MEMBER) for _n in range(2)]
    rows = [NewHousehold(village, f"Hộ {n}") for n in range(HOMES)]
    homes = add_many(by=people[0], rows=rows)
    phones, batches = [Phone(client, one, village) for one in people], []
    for turn in range(ROUNDS):
        for number, phone in enumerate(phones):
            for home in homes:
                phone.answered(home, home.living[0], " " * turn + "02"[number])
            phone.entered(f"Hộ mới {number}, {turn}", uuid4(), results="2----")
            batches.append((phone.author, phone.items))
            phone.items = []

    def work(number):
        # Half of the hands send all there is in one order, the others in the other.
        order = batches[:: 1 if number % 2 else -1]
        try:
            return {id(items): taken(author, items) for author, items in order}
        finally:
            connection.close()

    answers = together(work)
    assert all(one == answers[0] for one in answers)
    assert len(answers) == THREADS
    assert Household.unscoped.count() == HOMES + 2 * ROUNDS
    assert SentOperation.unscoped.count() == 2 * ROUNDS * (HOMES + 1)
    # Each cell of each household was written by both: one is shown, the other is kept, both are to choose from.
    assert CellConflict.unscoped.open().count() == HOMES * ROUNDS
    assert Assessment.unscoped.filter(set_aside=True).count() == HOMES * ROUNDS
    for home in homes:
        person = Resident.unscoped.get(pk=home.living[0].pk)
        cells = Cells([person.pk])
        for number in range(1, ROUNDS + 1):
            found = candidates(cells.cells[person.pk, number].writes, cells.chain)
            assert set(found) == {0, 2}
            assert person.results[number - 1] == found[0]
    assert wrong_rows(of=[HOUSEHOLDS])[1] == []
    first = CellConflict.unscoped.first()
    assert len(settling.values_of(first)) == 2
    assert CellWrite.unscoped.count() == 2 * ROUNDS * (HOMES + 1)
