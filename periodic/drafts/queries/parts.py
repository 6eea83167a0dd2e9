"""The units of a report's rows as it reads them: hundreds on a page, so values and no rows of the database."""

from datetime import date
from typing import Any, NamedTuple

from areas.kinds import full_name
from areas.models import Area


class Part(NamedTuple):
    """A unit of a report's rows, or one above: what rows name it by, and since when and where it stands. There are hundreds."""

    pk: int
    level: int
    kind: str
    name: str
    code: str
    opened_on: date
    closed_on: date | None
    province_id: int | None
    district_id: int | None
    commune_id: int | None

    @property
    def full_name(self) -> str:
        """The name with its kind word."""
        return full_name(self.kind, self.name)

    def stood_on(self, day: date) -> bool:
        """Say whether it was there on a day."""
        return Area.stood_on(self, day)


def parts_of(rows: Any) -> list[Part]:
    """Read units as parts."""
    return [Part(*one) for one in rows.values_list(*Part._fields)]
