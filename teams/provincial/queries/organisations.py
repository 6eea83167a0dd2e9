"""Which organisations a person of a team may be of: those of the list, and those that the province names."""

from typing import Any

from django.utils import timezone

from areas.names import sort_key
from teams.models import FurtherOrganisation, Member, Team

OTHER = Member.Organisation.OTHER


def further_for(team: Team, but: Member | None = None) -> list[FurtherOrganisation]:
    """Return the further organisations of the team's province today, by name; the one he has, too.

    Whoever changes a team chooses among what its province names. One query.
    """
    rows = list(FurtherOrganisation.unscoped.for_team(team).on(timezone.localdate()))
    if but and but.further and but.further not in rows:
        rows.append(but.further)
    return sorted(rows, key=lambda row: sort_key(row.name))


def choices_of(further: list[FurtherOrganisation]) -> list[tuple[str, Any]]:
    """Return what stands in the box: those of the list, those of the province by key, "other" last."""
    listed = [(one.value, one.label) for one in Member.Organisation if one != OTHER]
    return [*listed, *((str(row.pk), row.name) for row in further), (OTHER.value, OTHER.label)]
