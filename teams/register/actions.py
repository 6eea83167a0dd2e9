"""Steps that the writes of teams share: locks, roles by day, facts put right."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy

from areas.ended import refuse_ended
from areas.models import Area
from areas.names import person_sort_key
from audit.actions import record
from rollup.counts import lock, recount
from teams.counts.rollup import TEAMS
from teams.models import Activity, Decision, EarlierFact, Member, Team, TeamVillage, Tenure
from teams.provincial.actions import with_further
from web.bulk import rewrite

CONTRADICTS = gettext_lazy(
    "Ngày này trái với ngày của quyết định khác hoặc với vai trò đã ghi của tổ."
)


class OutOfOrder(ValueError):
    """A day that contradicts others of the team: of its decisions, or of its people's roles."""


class Twice(OutOfOrder):
    """A decision that was written down before: same kind, number and day, for the same team."""


@contextmanager
def in_order() -> Iterator[None]:
    """Do all of it or nothing; raise OutOfOrder where the database finds days that contradict."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise OutOfOrder from error


def hold(team: Team, *, even_ended: bool = False) -> Team:
    """Lock in the one order: the commune's count row, then the team."""
    return hold_all([team], even_ended=even_ended)[0]


def hold_all(teams: Iterable[Team], *, even_ended: bool = False) -> list[Team]:
    """Lock several teams in the same order; return them as they are now, lowest key first.

    Raises UnitEnded for a team whose unit has ended: what settles its end may go on there (`even_ended`).
    """
    keys = {team.pk for team in teams}
    areas = list(Area.unscoped.filter(teams__in=keys))
    lock(areas, even_ended=True)
    rows = Team.unscoped.select_related("area__commune").filter(pk__in=keys).order_by("pk")
    held = list(rows.select_for_update(of=("self",)))
    # A team may have gone to another commune with its village since it was read.
    if moved := {one.area for one in held} - set(areas):
        lock(moved, even_ended=True)
    if not even_ended:
        refuse_ended(*(team.area for team in held))
    return held


def add_member(
    team: Team,
    *,
    full_name: str,
    joined_on: date,
    decision: Decision | None = None,
    **fields: Any,
) -> Member:
    """Add a person; a new leader takes over. The caller holds the team. Raises WrongOrganisation."""
    fields = with_further(team, fields)
    role = fields.get("role", Member.Role.MEMBER)
    if role == Member.Role.LEADER:
        step_down(team, on=joined_on, decision=decision)
    member = Member.unscoped.create(
        team=team,
        full_name=full_name,
        sort_key=person_sort_key(full_name),
        joined_on=joined_on,
        **fields,
    )
    Tenure.unscoped.create(
        team=team, member=member, role=role, valid_from=joined_on, begun_by=decision
    )
    return member


def step_down(
    team: Team, *, on: date, decision: Decision | None = None, but: Member | None = None
) -> None:
    """Make the leader a member from this day on, unless it is the one given."""
    for leader in team.members.filter(role=Member.Role.LEADER, left_on=None):
        if leader != but:
            set_role(leader, Member.Role.MEMBER, on=on, decision=decision)


def set_role(member: Member, role: str, *, on: date, decision: Decision | None = None) -> None:
    """End what a person was and begin what he is; on the first day of a role, put it right."""
    now = member.tenures.open().first()
    if now and now.role != role:
        if now.valid_from == on:
            restate(now, role=role)
        else:
            restate(now, valid_to=on, ended_by=decision)
        if now.valid_to:
            Tenure.unscoped.create(
                team_id=member.team_id, member=member, role=role, valid_from=on, begun_by=decision
            )
    member.role = role
    member.save(update_fields=["role"])


def end_service(member: Member, *, on: date, decision: Decision | None = None) -> None:
    """Let a person be nothing in the team from this day on."""
    end_services({member: on}, decision=decision)


def end_services(leaving: Mapping[Member, date], *, decision: Decision | None = None) -> None:
    """Let people be nothing in their teams from a day on, each from their own. Two statements a day, and two."""
    tenures = Tenure.unscoped.filter(member__in=leaving).order_by("valid_from", "pk")
    last = {one.member_id: one for one in tenures}
    of_day = defaultdict[date, list[Tenure]](list)
    for member, on in leaving.items():
        if tenure := last.get(member.pk):
            of_day[on].append(tenure)
        member.left_on = on
    for on, ending in of_day.items():
        restate(*ending, valid_to=on, ended_by=decision)
    rewrite(leaving, ["left_on"])


def settle_and_record(
    by: Any, verb: str, team: Team, changes: dict[str, Any], *, document: str = ""
) -> None:
    """Settle a team, and write down in the journal what was done to it."""
    settle([team])
    record(by, verb, team, changes, document=document)


def settle(teams: Collection[Team]) -> None:
    """Keep on teams what their members and sessions say, save them, recount villages and communes.

    Four statements, however many teams, and one for each village and commune.
    """
    leaders = Member.unscoped.filter(team__in=teams, role=Member.Role.LEADER, left_on=None)
    led = set(leaders.values_list("team_id", flat=True))
    sessions = Activity.unscoped.held().filter(team__in=teams).order_by()
    latest = dict(sessions.values_list("team_id").annotate(latest=Max("held_on")))
    for team in teams:
        team.led, team.last_active_on = team.pk in led, latest.get(team.pk)
        team.version += 1
    rewrite(teams, [one.name for one in Team._meta.concrete_fields if not one.primary_key])
    recount(*Area.unscoped.filter(served_by__team__in=teams).distinct(), of=[TEAMS])


Kind = EarlierFact.Kind


def restate(*facts: Any, **values: Any) -> None:
    """Let facts of one kind say something else from now on. Nothing where they say so already."""
    changed = [one for one in facts if any(getattr(one, k) != v for k, v in values.items())]
    if not changed:
        return
    _keep(changed)
    now = timezone.now()
    for one in changed:
        for name, value in values.items():
            setattr(one, name, value)
        one.changed_at = now
    rewrite(changed, [*values, "changed_at"])


def dissolve_on(team: Team, day: date) -> None:
    """Say on which day a team is dissolved; the caller saves it."""
    if team.dissolved_on == day:
        return
    if team.dissolved_on:
        EarlierFact.unscoped.create(
            kind=Kind.DISSOLVED,
            team=team,
            since=team.dissolved_on,
            recorded_at=team.dissolution_recorded_at,
        )
    team.dissolved_on, team.dissolution_recorded_at = day, timezone.now()


def bring_back(session: Activity) -> None:
    """Let a withdrawn session count again from now on, not for the time between; the caller saves it."""
    if not session.withdrawn_at:
        return
    was = EarlierFact.of(session, Kind.HELD, session.held_on)
    was.replaced_at = session.withdrawn_at
    was.save()
    session.withdrawn_on, session.withdrawn_why, session.withdrawn_at = None, "", None
    session.changed_at = timezone.now()


def _keep(facts: Iterable[Any]) -> None:
    """Keep what facts say, where it enters a figure."""
    found = []
    for one in facts:
        match one:
            case Tenure(role=Member.Role.LEADER):
                found.append(EarlierFact.of(one, Kind.LEADS, one.valid_from, one.valid_to))
            case TeamVillage():
                found.append(EarlierFact.of(one, Kind.SERVES, one.valid_from, one.valid_to))
            case Activity(withdrawn_on=None):
                found.append(EarlierFact.of(one, Kind.HELD, one.held_on))
    EarlierFact.unscoped.bulk_create(found)
