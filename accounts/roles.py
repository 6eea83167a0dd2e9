"""Who may do what, on one screen: one role for each person, one set of permissions for each role.

Names of residents are for those who work in the commune; everybody above it reads sums.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.admin_models import ADMIN_MODELS
from areas.kinds import Level


class Role(models.TextChoices):
    """What a person is in this system."""

    OFFICER = "officer", _("Công chức xã")
    MEMBER = "member", _("Thành viên tổ")
    REVIEWER = "reviewer", _("Người duyệt (huyện, sở)")
    COMMITTEE = "committee", _("Ban Chỉ đạo (xem)")
    ADMINISTRATOR = "administrator", _("Quản trị")


@dataclass(frozen=True)
class Powers:
    """What a role may do inside its territory, where it may stand, and whom it may invite."""

    permissions: frozenset[str]
    levels: frozenset[Level]
    invites: frozenset[Role]


READS = frozenset({"areas.view_area", "teams.view_team", "reports.view_dashboard"})
# Asks for what a team lacks; answers those who ask, who are of communes: nobody answers their own.
ASKS, ANSWERS = frozenset({"teams.add_need"}), frozenset({"teams.change_need"})
# Sets up courses, puts people on their lists, says who came.
TRAINS = frozenset({"teams.add_course", "teams.change_course"})
# Whoever calls communes writes down what came of it.
CALLS = frozenset({"reports.add_contact"})
# Declares how many households and villages communes have: its own, or all below a province.
DECLARES = frozenset({"households.add_declaration"})
# Confirms, above the commune, a register called complete with less than was declared.
CONFIRMS = frozenset({"households.confirm_completion"})
FROM_ABOVE = DECLARES | CONFIRMS
# Sets whom the people of a province ask; a page of the province alone.
CONTACTS = frozenset({"guide.view_helpcontact", "guide.change_helpcontact"})
# Brings in files of rows above the communes: at a province or district alone, and only those files are seen there.
FILES_ABOVE = frozenset({"imports.start_territory"})
# Reports of a period: reads them; writes and sends that of one's own unit; decides what the units below sent; says
# who reports what by when, on which form, and which figures were published.
READS_REPORTS = frozenset({"periodic.view_report"})
REPORTS = READS_REPORTS | {"periodic.add_report"}
DECIDES_REPORTS = REPORTS | {"periodic.approve_report"}
ASKS_FOR_REPORTS = frozenset(
    {"periodic.change_schedule", "periodic.change_form", "periodic.add_publishedfigure"}
)
# Decisions on units: reads them; writes one and proposes it; decides on it, which no commune does of its own.
READS_UNITS = frozenset({"reorganisations.view_reorganisation"})
PROPOSES_UNITS = READS_UNITS | {"reorganisations.add_reorganisation"}
APPROVES_UNITS = frozenset({"reorganisations.approve_reorganisation"})
DECIDES_UNITS = PROPOSES_UNITS | APPROVES_UNITS
# What nobody may do in a commune: it is said to the commune, or to somebody of it, from above.
NEVER_IN_A_COMMUNE = CONFIRMS | ANSWERS | FILES_ABOVE | ASKS_FOR_REPORTS | APPROVES_UNITS
# Freezes a page for a meeting.
MEETINGS = frozenset({"reports.add_meeting"})
# Sums of what teams are paid; who is paid what is for those who work in the commune.
SUPPORT = frozenset({"teams.view_supportsheet", "teams.view_supportpolicy"})
HOUSEHOLD_WORK = frozenset(
    {
        "households.view_household",
        "households.add_household",
        "households.change_household",
        "households.view_names",
    }
)
# Offers a household to another commune, and accepts one: the commune's officers alone.
TRANSFERS = frozenset({"households.view_transfer", "households.add_transfer"})
# Decides on what members did without a network and the site could not settle; reads who carries which village.
OFFLINE = frozenset(
    {
        "offline.view_sentoperation",
        "offline.change_sentoperation",
        "offline.view_carriedvillage",
    }
)
# Reads who read the names of its people: the commune, but for its members. Who reads far more than usual, all above it, too.
UNUSUAL = frozenset({"reading.view_unusualreading"})
READERS = UNUSUAL | {"reading.view_reading"}
# Opens and goes through a breach of personal data: whoever sees the accounts of the place.
BREACHES = frozenset({"privacy.view_breach", "privacy.add_breach", "privacy.change_breach"})
# Erases what names a resident, and confirms what a colleague asked to erase: where names are read.
ERASES = frozenset({"erasure.view_erasure", "erasure.add_erasure"})
# Writes down and answers what residents ask about the data kept of them: the commune's officers alone. Above, one reads
# how many requests are overdue.
REQUESTS = frozenset(
    {
        "privacy.view_subjectrequest",
        "privacy.add_subjectrequest",
        "privacy.change_subjectrequest",
    }
)
OVERDUE = frozenset({"privacy.count_subjectrequests"})
# Brings in files of rows: names of residents are in them.
FILES = frozenset({"imports.add_import", "imports.view_import"})
# Sees accounts and invites people: of their own commune; above it whom `grants_of` says, and that alone.
INVITES = frozenset({"accounts.view_user", "accounts.add_user"})
COMMUNE_WORK = INVITES | {
    "areas.add_area",
    "areas.change_area",
    "teams.add_team",
    "teams.change_team",
    "skills.view_localplatform",
    "skills.change_localplatform",
    "accounts.change_user",
    "audit.view_auditentry",
}
ADMIN_WORK = frozenset(
    "{0}.{2}_{1}".format(*label.split("."), verb)
    for label, verbs in ADMIN_MODELS.items()
    for verb in verbs.split()
)
ALL_LEVELS = frozenset(Level)
FROM_COMMUNE_UP = frozenset({Level.COUNTRY, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE})

POWERS: dict[str, Powers] = {
    Role.OFFICER: Powers(
        READS
        | HOUSEHOLD_WORK
        | TRANSFERS
        | OFFLINE
        | COMMUNE_WORK
        | BREACHES
        | MEETINGS
        | SUPPORT
        | ASKS
        | TRAINS
        | FILES
        | READERS
        | ERASES
        | REQUESTS
        | DECLARES
        | REPORTS
        | PROPOSES_UNITS
        | {"teams.log_activity", "teams.view_supportline", "teams.add_supportsheet"},
        frozenset({Level.COMMUNE}),
        frozenset({Role.OFFICER, Role.MEMBER, Role.COMMITTEE}),
    ),
    Role.MEMBER: Powers(
        READS | HOUSEHOLD_WORK | ASKS | {"teams.log_activity"},
        frozenset({Level.COMMUNE, Level.VILLAGE}),
        frozenset(),
    ),
    Role.REVIEWER: Powers(
        READS
        | CALLS
        | MEETINGS
        | SUPPORT
        | ANSWERS
        | TRAINS
        | FROM_ABOVE
        | UNUSUAL
        | OVERDUE
        | INVITES
        | FILES_ABOVE
        | DECIDES_REPORTS
        | ASKS_FOR_REPORTS
        | DECIDES_UNITS
        | {"reports.change_target"},
        FROM_COMMUNE_UP,
        frozenset({Role.OFFICER, Role.MEMBER, Role.REVIEWER, Role.COMMITTEE}),
    ),
    Role.COMMITTEE: Powers(
        READS
        | CALLS
        | MEETINGS
        | SUPPORT
        | FROM_ABOVE
        | CONTACTS
        | UNUSUAL
        | OVERDUE
        | READS_REPORTS
        | READS_UNITS,
        FROM_COMMUNE_UP,
        frozenset(),
    ),
    Role.ADMINISTRATOR: Powers(
        READS
        | CALLS
        | MEETINGS
        | COMMUNE_WORK
        | BREACHES
        | FROM_ABOVE
        | FILES_ABOVE
        | (HOUSEHOLD_WORK - {"households.view_names"})
        | OVERDUE
        | ASKS_FOR_REPORTS
        | DECIDES_UNITS
        | ADMIN_WORK,
        ALL_LEVELS,
        frozenset(Role),
    ),
}
# What is left to somebody of a unit that has ended, until the level above confirms where they work now.
READS_ON = frozenset(
    one
    for powers in POWERS.values()
    for one in powers.permissions
    if one.partition(".")[2].startswith("view_") and not one.startswith("accounts.")
)
NOBODY = Powers(frozenset(), frozenset(), frozenset())


def powers_of(role: str) -> Powers:
    """Return the powers of a role; an unknown one has none."""
    return POWERS.get(role, NOBODY)


type Grants = dict[str, frozenset[Level]]
# Whom a reviewer invites into communes, and at which levels; members are made with their teams, never listed.
_INTO_COMMUNES: Grants = {
    Role.OFFICER: frozenset({Level.COMMUNE}),
    Role.COMMITTEE: frozenset({Level.COMMUNE}),
    Role.MEMBER: frozenset({Level.COMMUNE, Level.VILLAGE}),
}
_OF_DISTRICTS: Grants = {Role.REVIEWER: frozenset({Level.DISTRICT})}


def _grants(role: Role, level: Level) -> Grants:
    if role != Role.REVIEWER:
        return {one: powers_of(one).levels for one in powers_of(role).invites}
    if level == Level.PROVINCE:
        return _INTO_COMMUNES | _OF_DISTRICTS
    return _INTO_COMMUNES if level == Level.DISTRICT else {}


# By role and level of a person: whom they may give an account, and at which levels. Above the communes a
# reviewer invites below themselves alone; one of the country or of a commune nobody.
GRANTS: dict[tuple[str, int], Grants] = {
    (role, level): _grants(role, level) for role in Role for level in Level
}


def grants_of(role: str, area: Any) -> Grants:
    """Return which roles somebody who stands there may give, and at which levels."""
    return GRANTS.get((role, area.level), {}) if area else {}


def seen_of(role: str, area: Any) -> Grants:
    """Return of them those offered on pages: to a reviewer not members, whose names stay in the commune."""
    grants = grants_of(role, area)
    if role != Role.REVIEWER:
        return grants
    return {one: levels for one, levels in grants.items() if one != Role.MEMBER}
