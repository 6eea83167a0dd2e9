"""What waits in a commune and what came in lately, each as a page shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from areas.ended import heirs_of
from areas.models import Area
from households.models import Household, Resident
from households.register.queries.duplicates import likely
from offline.models import CellConflict, SentOperation, SentOperationQuerySet, Why
from offline.pending import rules
from offline.sealing.rules import NotOpened, open_sealed
from offline.sending.rules.said import Item
from teams.activities.forms import short_name
from teams.models import Team
from web.scope import key_of, may_see

# To decide on what waits.
DECIDE = "offline.change_sentoperation"
State, Kind = SentOperation.State, SentOperation.Kind
# What reading raises of something that says what no page of ours says: it is shown by its code alone.
UNSHAPED = (AttributeError, KeyError, TypeError, ValueError)


def waiting(user: Any) -> SentOperationQuerySet:
    """Return what somebody may decide on, the oldest first."""
    return SentOperation.objects.visible_to(user).waiting()


def decidable(user: Any) -> SentOperationQuerySet:
    """Return what somebody may decide on, or somebody has decided on."""
    is_one = Q(state=State.WAITING) | Q(decided_at__isnull=False)
    along = ("village__commune", "author__area", "commune", "resident", "decided_by")
    return SentOperation.objects.visible_to(user).filter(is_one).select_related(*along)


def conflicts(user: Any) -> Any:
    """Return where two people wrote one skill differently, in the territory of somebody, the oldest first."""
    return CellConflict.objects.visible_to(user).to_settle().order_by("opened_at", "pk")


def said_by(operation: SentOperation) -> dict[str, Any]:
    """Return what an operation says, nothing where it is not kept or cannot be opened."""
    if not operation.sealed:
        return {}
    try:
        return open_sealed(operation.sealed, str(operation.uuid), operation.key)
    except NotOpened:
        return {}


def homes_of(operations: Iterable[SentOperation]) -> dict[UUID, Household]:
    """Return by key the households that operations name, wherever they are; a session names none. One query."""
    keys = {one.household_uuid for one in operations if one.kind != Kind.SESSION}
    rows = Household.unscoped.filter(uuid__in=keys).select_related("village__commune")
    return {one.uuid: one for one in rows}


def called(
    one: SentOperation,
    said: Mapping[str, Any],
    home: Household | None,
    teams: Mapping[int, Team],
    user: Any,
) -> str:
    """Return by what an operation is known to somebody: a name they may read, else a code."""
    if one.kind in {Kind.HOUSEHOLD, Kind.PERSON} and (name := rules.name_in(said)):
        return name
    if one.kind == Kind.SESSION and (team := teams.get(key_of(said.get("team")))):
        return short_name(team)
    if home is None:
        return str(one)
    return str(home.head_name if may_see(user, home.village.path) else home)


def teams_in(every: Iterable[Mapping[str, Any]], user: Any) -> dict[int, Team]:
    """Return by key the teams that sessions name, as far as they are the reader's. One query, or none."""
    keys = {key_of(said.get("team")) for said in every} - {0}
    rows = Team.objects.visible_to(user).filter(pk__in=keys).select_related("area")
    return {one.pk: one for one in rows} if keys else {}


def lately(user: Any) -> rules.Lately:
    """Count what came in for the territory of somebody during the last days. Two queries.

    What differed and was settled since counts as decided.
    """
    since = timezone.now() - rules.COUNTED
    rows = SentOperation.objects.visible_to(user).filter(received_at__gte=since).order_by()
    found, decided = dict[str, int](), 0
    for state, by, n in rows.values_list("state", "decided_by").annotate(n=Count("pk")):
        if by is None:
            found[state] = found.get(state, 0) + n
        else:
            decided += n
    known = CellConflict.unscoped.to_settle().filter(resident=OuterRef("resident"))
    differing = rows.filter(Exists(known), state=State.CONFLICT, decided_by=None).count()
    settled = found.get(State.CONFLICT, 0) - differing
    return rules.Lately(
        sent=sum(found.values()) + decided,
        written=found.get(State.APPLIED, 0) + found.get(State.IDENTICAL, 0),
        waiting=found.get(State.WAITING, 0) + differing,
        decided=decided + settled,
        refused=found.get(State.REFUSED, 0),
    )


def twins_of(operation: SentOperation, said: Mapping[str, Any], user: Any) -> list[Household]:
    """Return the households of the reader that a new one may repeat. One query for each village that its own became.

    None for another kind.
    """
    head = said.get("head") or {}
    if operation.kind != Kind.HOUSEHOLD or not head:
        return []
    told: dict[str, Any] = {
        "head_name": str(head.get("name") or ""),
        "birth_year": head.get("birth_year"),
        "phone": str(head.get("phone") or ""),
    }
    here = Household.objects.visible_to(user)
    every = (one for place in now_of(operation) for one in likely(here, village=place, **told))
    return list({one.pk: one for one in every}.values())


def now_of(operation: SentOperation) -> list[Area]:
    """Return what the village of an operation is today: itself, or what it became. A query where it ended."""
    return heirs_of([operation.village])[operation.village_id]


def villages_for(operation: SentOperation, user: Any) -> Any:
    """Return the villages into which a new household can be written."""
    rows = Area.objects.visible_to(user).villages()
    return rows.filter(closed_on=None, commune=operation.commune_id).in_order()


def teams_for(operation: SentOperation, user: Any) -> Any:
    """Return the teams for which a session of that day can be logged."""
    rows = Team.objects.visible_to(user).inside(operation.commune.path or "-")
    return rows.in_force(operation.on).select_related("area").order_by("area__sort_key", "pk")


def item_in(operation: SentOperation) -> tuple[Item, dict[str, Any]] | None:
    """Return what was sent as it came, and what it says; None where that is not kept or cannot be opened."""
    said = said_by(operation)
    return (Item(operation.uuid, operation.key, operation.sealed), said) if said else None


@dataclass(frozen=True)
class Page:
    """One thing that waits, as its page shows it."""

    operation: SentOperation
    name: str
    told: list[rules.Told]
    detail: str
    # Where its household is now, for whom that is theirs to read; else in which commune it is.
    home: Household | None
    elsewhere: Area | None
    twins: list[Household]
    # Who lives there now, where it is not known whom it is about.
    people: list[Resident]
    # What was said of a session, each with what it is of.
    session: list[tuple[str, str]]
    # Whether what was sent is kept and can be read.
    is_read: bool

    @property
    def why(self) -> str:
        """Why it was not simply written."""
        return rules.why_words(self.operation)

    @property
    def first(self) -> str:
        """What is done elsewhere before it can be written."""
        return rules.first_words(self.operation) if self.home else ""

    @property
    def clock_is_wrong(self) -> bool:
        """Whether the clock of the phone was wrong, and with it maybe the day."""
        return abs(self.operation.skew) > rules.WRONG_CLOCK.total_seconds()

    @property
    def is_new(self) -> bool:
        """Whether it is a household that may be added."""
        return self.operation.kind == Kind.HOUSEHOLD and bool(self.told)

    @property
    def may_be_written(self) -> bool:
        """Whether there is a household in the reader's register into which it can be written."""
        plain = {Kind.STATUS, Kind.REFUSAL, Kind.UNDO}
        is_known = bool(self.told) or self.operation.kind in plain
        return self.is_read and self.home is not None and is_known and not self.is_new

    @property
    def may_be_taken_back(self) -> bool:
        """Whether what was decided can be undone still: it waits again, or is taken out of the register."""
        one = self.operation
        is_there = bool(one.sealed) or one.state in {State.APPLIED, State.CONFLICT}
        return not one.is_waiting and is_there and rules.is_fresh(one)

    @property
    def may_be_handed_on(self) -> bool:
        """Whether its household went to another commune, whose officers can decide on it."""
        return self.is_read and self.elsewhere is not None and self.elsewhere.closed_on is None


def page_of(operation: SentOperation, user: Any) -> Page:
    """Put together what the page of one thing shows; of what cannot be read, that it is there."""
    said = said_by(operation)
    try:
        return _page_of(operation, said, user)
    except UNSHAPED:
        return _page_of(operation, {}, user)


def _page_of(operation: SentOperation, said: Mapping[str, Any], user: Any) -> Page:
    found = homes_of([operation]).get(operation.household_uuid)
    home = found if found and may_see(user, found.village.path) else None
    person = operation.resident if home else None
    told = rules.told_in(operation.kind, said, person.full_name if person else "") if said else ()
    return Page(
        operation=operation,
        name=called(operation, said, found, teams_in([said], user), user),
        told=list(told),
        detail=rules.summary_of(operation, said),
        home=home,
        elsewhere=found.village.commune if found and not home else None,
        twins=twins_of(operation, said, user) if operation.is_waiting else [],
        people=_whom(operation, home),
        session=list(rules.lines_of_session(said)) if operation.kind == Kind.SESSION else [],
        is_read=bool(said),
    )


def _whom(operation: SentOperation, home: Household | None) -> list[Resident]:
    """Return who may be meant by answers of somebody who is not known, or lives elsewhere now. One query, or none."""
    asked = operation.is_waiting and operation.kind == Kind.ANSWERS
    if home is None or not asked or operation.why not in {Why.UNKNOWN, Why.LEFT}:
        return []
    return list(home.residents.living_here())
