"""What somebody entered without a network and the site could not settle: it waits, sealed as a phone seals it."""

from uuid import uuid4

from django.utils import timezone

from offline.sealing.rules import seal
from tests.factories import CarriedVillageFactory, SentOperationFactory

HEAD = {"name": "Đặng Thị Chờ", "birth_year": 1984, "sex": "", "phone": "", "results": "20---"}


def let_wait(village, author, why="closed", kind="household", home=None, **said):
    """Let an operation of somebody wait in the commune of a village; a new household unless said."""
    said = said or {"head": HEAD, "people": [{"name": "Lê Văn Con", "results": "-----"}]}
    uuid = uuid4()
    key, sealed = seal(said, str(uuid))
    return SentOperationFactory(
        uuid=uuid,
        village=village,
        author=author,
        kind=kind,
        household_uuid=home.uuid if home else uuid4(),
        state="waiting",
        why=why,
        key=key,
        sealed=sealed,
        received_at=timezone.now(),
    )


def carry(village, user, device=None):
    """Let somebody carry a village along."""
    return CarriedVillageFactory(village=village, user=user, device=device)
