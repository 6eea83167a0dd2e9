"""What the tables themselves refuse, and who reads what came in."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.roles import Role
from offline.models import CarriedVillage, CellConflict, CellWrite, SentOperation
from tests.factories import (
    CarriedVillageFactory,
    CellConflictFactory,
    CellWriteFactory,
    SentOperationFactory,
    UserFactory,
    VillageFactory,
)

pytestmark = pytest.mark.django_db
WAITS = {"state": "waiting", "why": "closed"}


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()
    return True


def test_what_the_tables_refuse(village):
    sent = SentOperationFactory(village=village, **WAITS, sealed="kín", key="80fd13bd")
    assert refused(lambda: SentOperationFactory(village=village, uuid=sent.uuid))
    assert refused(lambda: SentOperationFactory(village=village, sealed="kín"))
    assert refused(lambda: SentOperationFactory(village=village, state="refused"))
    assert refused(lambda: SentOperationFactory(village=village, kind="undo"))
    assert refused(lambda: SentOperationFactory(village=village, target=sent.uuid))
    cell = CellWriteFactory(operation=sent)
    assert refused(lambda: CellWriteFactory(operation=sent, resident=cell.resident))
    assert refused(lambda: CellWriteFactory(number=6, resident=cell.resident))
    open_one = CellConflictFactory(resident=cell.resident)
    assert refused(lambda: CellConflictFactory(resident=cell.resident))
    CellConflict.unscoped.filter(pk=open_one.pk).update(closed_at=timezone.now())
    CellConflictFactory(resident=cell.resident)
    early = timezone.now() - timedelta(days=1)
    assert refused(lambda: CarriedVillageFactory(village=village, until=early))


def test_who_reads_what_came_in(village):
    commune = village.commune
    officer = UserFactory(area=commune, role=Role.OFFICER)
    member = UserFactory(area=commune, role=Role.MEMBER)
    other = UserFactory(area=VillageFactory().commune, role=Role.OFFICER)
    waits = SentOperationFactory(village=village, **WAITS)
    SentOperationFactory(village=village)
    CarriedVillageFactory(village=village, user=member)
    rows = SentOperation.objects
    assert list(rows.visible_to(officer).waiting()) == [waits]
    assert (waits.is_waiting, str(waits)) == (True, f"M{waits.pk:07d}")
    for stranger in (member, other):
        assert not rows.visible_to(stranger).exists()
        assert not CarriedVillage.objects.visible_to(stranger).exists()
    assert CarriedVillage.objects.visible_to(officer).held().count() == 1
    cell = CellWriteFactory()
    own = UserFactory(area=cell.resident.household.village, role=Role.MEMBER)
    assert CellWrite.objects.visible_to(own).get() == cell
    assert not CellWrite.objects.visible_to(other).exists()
