"""What came in that was done without a network, cell by cell where two differ; and who carries which village."""

from offline.models.carried import CarriedVillage, CarriedVillageQuerySet
from offline.models.cell import CellConflict, CellWrite
from offline.models.operation import SentOperation, SentOperationQuerySet
from offline.models.why import Why

__all__ = [
    "CarriedVillage",
    "CarriedVillageQuerySet",
    "CellConflict",
    "CellWrite",
    "SentOperation",
    "SentOperationQuerySet",
    "Why",
]
