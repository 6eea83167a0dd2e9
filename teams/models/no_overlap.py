"""What the database itself refuses to hold on the same day as another row."""

from areas.no_overlap import NoOverlap

_SAME_DAYS = """o.id <> COALESCE(NEW.id, -1)
 AND o.valid_from < COALESCE(NEW.valid_to, '9999-12-31')
 AND NEW.valid_from < COALESCE(o.valid_to, '9999-12-31')
 AND o.valid_from < COALESCE(o.valid_to, '9999-12-31')
 AND NEW.valid_from < COALESCE(NEW.valid_to, '9999-12-31')"""

TENURES = NoOverlap(
    table="teams_tenure",
    name="tenure",
    clash=f"""SELECT 1 FROM teams_tenure o WHERE o.member_id = NEW.member_id AND {_SAME_DAYS}
 UNION ALL SELECT 1 FROM teams_tenure o WHERE o.team_id = NEW.team_id
 AND o.role = 'leader' AND NEW.role = 'leader' AND {_SAME_DAYS}""",  # noqa: S608 - our own names
    words="two leaders of a team, or two roles of a person, on one day",
)

TEAM_VILLAGES = NoOverlap(
    table="teams_teamvillage",
    name="teamvillage",
    clash=f"""SELECT 1 FROM teams_teamvillage o
 WHERE o.team_id = NEW.team_id AND o.village_id = NEW.village_id AND {_SAME_DAYS}""",  # noqa: S608 - our own names
    words="a village twice in one team on one day",
)

POLICIES = NoOverlap(
    table="teams_supportpolicy",
    name="supportpolicy",
    clash="""SELECT 1 FROM teams_supportpolicy o
 WHERE o.province_id = NEW.province_id AND o.id <> COALESCE(NEW.id, -1)
 AND o.valid_from <= COALESCE(NEW.last_on, '9999-12-31')
 AND NEW.valid_from <= COALESCE(o.last_on, '9999-12-31')""",
    words="two support policies of a province on one day",
    # Two may come at once, and neither sees the other before it is committed.
    first="PERFORM pg_advisory_xact_lock(hashtext('teams_supportpolicy'), NEW.province_id::int);",
)

COMPOSITIONS = NoOverlap(
    table="teams_compositionrule",
    name="compositionrule",
    clash="""SELECT 1 FROM teams_compositionrule o
 WHERE o.province_id = NEW.province_id AND o.tier = NEW.tier AND o.id <> COALESCE(NEW.id, -1)
 AND o.valid_from <= COALESCE(NEW.last_on, '9999-12-31')
 AND NEW.valid_from <= COALESCE(o.last_on, '9999-12-31')""",
    words="two rules of composition of a province on one day",
    # As with policies.
    first="PERFORM pg_advisory_xact_lock(hashtext('teams_compositionrule'), NEW.province_id::int);",
)
