"""The field's own settings (docs/decisions/0006-what-is-counted.md), the public page, invented data."""

from config.settings.base import env

# Days back from the date in which a team must have held an activity to be "active".
TEAM_ACTIVE_DAYS = env.int("TEAM_ACTIVE_DAYS", 90)
# Days without an activity after which a team is among the officer's work of today.
TEAM_QUIET_DAYS = env.int("TEAM_QUIET_DAYS", 60)
# Years after its latest decision in which a team is to be reconstituted; 0 reminds nobody.
TEAM_RENEW_YEARS = env.int("TEAM_RENEW_YEARS", 5)
# How many items that work a team should have, by kind (docs/decisions/0009-life-of-teams.md); empty: no norm.
_EQUIPMENT = env.dict("TEAM_EQUIPMENT", default={"phone": 1, "computer": 1})
TEAM_EQUIPMENT = {kind: int(n) for kind, n in _EQUIPMENT.items()}
# Fewer people than this make a team too small, more make it too large; it is said, nothing is refused.
TEAM_MIN_MEMBERS = env.int("TEAM_MIN_MEMBERS", 3)
TEAM_MAX_MEMBERS = env.int("TEAM_MAX_MEMBERS", 10)
# The last age, by birth year, at which a person of a team counts as young.
TEAM_YOUTH_MAX_AGE = env.int("TEAM_YOUTH_MAX_AGE", 35)
# Days after which a request without an answer is shown as late.
NEED_ANSWER_DAYS = env.int("NEED_ANSWER_DAYS", 14)
# The weakest result that counts as knowing a skill: 2 = alone, 1 = with help.
SKILL_THRESHOLD = env.int("SKILL_THRESHOLD", 2)
# The age, in years on the day of the survey, from which a resident counts for their household.
RESIDENT_MIN_AGE = env.int("RESIDENT_MIN_AGE", 15)
# Days after which a standing that nobody surveyed or confirmed again is shown as old.
STATUS_OLD_DAYS = env.int("STATUS_OLD_DAYS", 365)
# Days after which what was taken along of a village goes from the phone by itself.
OFFLINE_DAYS = env.int("OFFLINE_DAYS", 7)
# Households under which the rate of a unit is shown without a colour or a band: it ranks nobody.
SMALL_UNIT_HOUSEHOLDS = env.int("SMALL_UNIT_HOUSEHOLDS", 30)

# Whether sums of communes and above are open to everybody at /cong-khai/.
PUBLIC_PAGE = env.bool("PUBLIC_PAGE", False)

# Whom to tell of a hole in the site, as security.txt says it: mailto:…, https://… or tel:…, separated by commas.
SECURITY_CONTACT = env.list("SECURITY_CONTACT", default=[])

# Shown on every page of a demo: nobody may take its people for real ones.
SYNTHETIC_DATA = env.bool("SYNTHETIC_DATA", False)

# Working days within which a resident's request about personal data is acknowledged, and answered (Decree 356/2025,
# article 5). One extension gives as many again.
REQUEST_ACKNOWLEDGE_DAYS = env.int("REQUEST_ACKNOWLEDGE_DAYS", 2)
_REQUEST_DAYS = {"access": 10, "correction": 10, "restriction": 15, "withdrawal": 15, "erasure": 20}
REQUEST_DAYS = {
    **_REQUEST_DAYS,
    **{kind: int(n) for kind, n in env.dict("REQUEST_DAYS", default={}).items()},
}
# Working days before its due day from which a request is among the work of today.
REQUEST_REMIND_DAYS = env.int("REQUEST_REMIND_DAYS", 3)
