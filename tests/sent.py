"""What somebody entered without a network and the site could not settle: it waits, sealed as a phone seals it."""

from uuid import uuid4

from offline.models import CellWrite
from tests.factories import CarriedVillageFactory, CellConflictFactory, SentOperationFactory
from tests.offline.phone import Phone

HEAD = {"name": "Đặng Thị Chờ", "birth_year": 1984, "results": "20---"}
CHILD = {"ref": "c0ffee00-0000-4000-8000-000000000001", "name": "Lê Văn Con", "results": "-----"}


def let_wait(village, author, why="closed", kind="household", home=None, uuid=None, **said):
    """Let an operation of somebody wait in the commune of a village; a new household unless said."""
    phone, key = Phone(None, author, village), home.uuid if home else uuid4()
    uuid = phone.did(kind, key, uuid=uuid, **(said or {"head": HEAD, "people": [CHILD]}))
    (item,) = phone.items
    return SentOperationFactory(
        uuid=uuid,
        village=village,
        author=author,
        kind=kind,
        household_uuid=key,
        state="waiting",
        why=why,
        key=item["key"],
        sealed=item["sealed"],
    )


def carry(village, user, device=None):
    """Let somebody carry a village along."""
    return CarriedVillageFactory(village=village, user=user, device=device)


def let_differ(person, *authors, number=1, values=(2, 0)):
    """Let these authors have written one skill of a person differently; the register says what it says."""
    village = person.household.village
    for author, value in zip(authors, values, strict=True):
        told = {"village": village, "author": author, "household_uuid": person.household.uuid}
        sent = SentOperationFactory(resident=person, state="conflict", why="cells", **told)
        CellWrite.unscoped.create(operation=sent, resident=person, number=number, value=value)
    return CellConflictFactory(resident=person, number=number)
