"""What a province asks of its teams: which organisations people may be of, and what a team lacks of its make-up."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from areas.names import sort_key
from teams.counts.shares import People
from teams.models import CompositionRule, FurtherOrganisation, Member, Team


def rule_for(team: Team, day: date) -> CompositionRule | None:
    """Return the rule that holds for the team on this day. One query.

    Whoever sees a team sees what its province asks of it.
    """
    return CompositionRule.unscoped.for_team(team).on(day).first()


def missing(rule: CompositionRule, organisations: Collection[str], people: People) -> list[str]:
    """Say what is missing; `organisations` are those of the people who serve. No query."""
    absent = [str(one.label) for one in rule.organisations if one.value not in organisations]
    said = [_("Thiếu: người của %(names)s.") % {"names": ", ".join(absent)}] if absent else []
    age = settings.TEAM_YOUTH_MAX_AGE
    young = _("người từ %(age)s tuổi trở xuống") % {"age": age}
    said += _few(rule.min_women, people.women, people.sex_unknown, _("nữ"), _("giới tính"))
    return said + _few(rule.min_young, people.young, people.born_unknown, young, _("năm sinh"))


def _few(least: int, n: int, unknown: int, who: str, fact: str) -> list[str]:
    """Say that there are too few of a kind, or that nobody can tell: unknown is not no."""
    if n >= least:
        return []
    facts = {"n": n, "least": least, "unknown": unknown, "who": who, "fact": fact}
    if n + unknown < least:
        return [_("Thiếu: %(n)s/%(least)s %(who)s.") % facts]
    words = _("Chưa ghi %(fact)s của %(unknown)s thành viên (cần ít nhất %(least)s %(who)s).")
    return [words % facts]


OTHER = Member.Organisation.OTHER


def further_for(team: Team, but: Member | None = None) -> list[FurtherOrganisation]:
    """Return the further organisations of the team's province today, by name; the one he has, too.

    Whoever changes a team chooses among what its province names. One query.
    """
    rows = further_of(team.area.province_id)
    if but and but.further and but.further not in rows:
        rows.append(but.further)
    return sorted(rows, key=lambda row: sort_key(row.name))


def further_of(province: int | None) -> list[FurtherOrganisation]:
    """Return the further organisations of a province today, by name. One query."""
    rows = FurtherOrganisation.unscoped.filter(province=province).on(timezone.localdate())
    return sorted(rows, key=lambda row: sort_key(row.name))


def choices_of(further: list[FurtherOrganisation]) -> list[tuple[str, Any]]:
    """Return what stands in the box: those of the list, those of the province by key, "other" last."""
    listed = [(one.value, one.label) for one in Member.Organisation if one != OTHER]
    return [*listed, *((str(row.pk), row.name) for row in further), (OTHER.value, OTHER.label)]
