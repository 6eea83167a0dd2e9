"""A report as it stands: every number read as it was known at a moment, nothing written.

A commune's reads the register village by village. What is above sums up what the units below sent, and of one that has
not sent takes what the register says, marked so. The number of queries depends on neither households nor units.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property

from django.db.models.fields.json import KeyTransform
from django.utils.translation import gettext as _, override

from areas.kinds import Level
from areas.models import Area
from periodic.brief import Brief
from periodic.catalogue.queries import columns_in
from periodic.catalogue.rules.facts import Counted, Facts, as_numbers, of_counted
from periodic.content import Column, Content, Late, Measure, Row, Source, Value, columns_of
from periodic.drafts.queries.below import Below, sent_below
from periodic.drafts.queries.facts import Parts, added, flows_of
from periodic.drafts.queries.late import Before, late_above, late_of, reads, summed
from periodic.drafts.queries.parts import Part, parts_of
from periodic.drafts.queries.typed import Typed, typed_in
from periodic.drafts.queries.units import Units
from periodic.drafts.rules.borrowed import without_borrowed
from periodic.drafts.rules.sentences import sentences
from periodic.drafts.rules.values import (
    REGISTER,
    added as rows_added,
    cells,
    repeated,
    with_typed,
)
from periodic.models import FormVersion, Period, Report, Submission
from periodic.periods.queries import called

# Before anything was recorded.
_FIRST = date(1900, 1, 1)


def content_of(report: Report, moment: datetime | None = None) -> Content:
    """Return what a report freezes with all that was recorded up to a moment, and what the next one needs; None is now."""
    made = _Draft(report.period, report.area, report.form_version, report, moment)
    said = without_borrowed(made.content())
    return replace(said, carried=made.carried(), weighed=as_numbers(made.facts))


def draft(
    period: Period, area: Area, version: FormVersion, *, report: Report | None = None
) -> Content:
    """Return what the report of a unit would say, whether or not it was opened; a page is drawn of it, none frozen."""
    return _Draft(period, area, version, report, None, remembers=True).content()


class _Draft(Units):
    """One report being put together."""

    def content(self) -> Content:
        """Put together all of it, in Vietnamese as every official paper: its sentences and names are frozen so."""
        with override("vi"):
            said = self.compared(self.put_together())
            return replace(said, sentences=sentences(said))

    def put_together(self) -> Content:
        """Return its head and its numbers."""
        period, before = self.period, self.before
        rows = self.rows()
        return Content(
            title=period.schedule.title,
            form=self.version.form.name,
            form_version=self.version.number,
            unit=self.area.full_name,
            unit_code=self.area.code,
            unit_level=Level(self.area.level).name.lower(),
            above=tuple(one.full_name for one in self.units_above),
            period=called(period),
            begins_on=period.begins_on.isoformat(),
            ends_on=period.ends_on.isoformat(),
            due_on=period.due_on.isoformat(),
            columns=self.columns,
            total=self.total(rows),
            rows=rows,
            previous=before.said.row(self.area.pk) if before else None,
            texts=dict(self.report.texts) if self.report else {},
            sent_below=self.how_many_sent if self.sums_up else None,
        )

    @property
    def how_many_sent(self) -> tuple[int, int]:
        """How many sent of those that there were on the last day; what ended before is a row, and owes nothing."""
        return len(self.below.keys() & self.there.keys()), len(self.there)

    def compared(self, said: Content) -> Content:
        """Return a report with what stands between it and the one before."""
        return replace(
            said,
            late=self.late(),
            previous_on=self.before.said.ends_on if self.before else "",
            stood=self.stood,
        )

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """What is asked."""
        return columns_in(self.version)

    @property
    def since(self) -> date:
        """The first day of which anything is asked: the last of the report before."""
        return self.before.said.day if self.before else self.period.ends_on

    @cached_property
    def sent(self) -> Below:
        """What the units that there were on the last day sent."""
        return sent_below(self.period, self.there) if self.sums_up else {}

    @cached_property
    def weighed(self) -> dict[int, Counted]:
        """The counts of those who sent of whom they were kept: nothing of them is read of the register."""
        return {pk: one.weighed for pk, one in self.sent.items() if one.weighed}

    @cached_property
    def parts(self) -> Parts:
        """The facts of the parts of the unit, without those of whom they were kept."""
        return self.facts_in(self.period.begins_on, self.period.ends_on, self.weighed)

    @cached_property
    def facts(self) -> Facts:
        """The facts of the whole: as they were when parts of it sent, and as they are of the rest."""
        kept = [of_counted(self.weighed.values())] if self.weighed else []
        return added([*self.parts.values(), *kept])

    @cached_property
    def units(self) -> dict[int, Part]:
        """The units of the rows that there were on the last day, and those of which something is counted."""
        says = {pk for pk, facts in self.parts.items() if pk not in self.there and _says(facts)}
        inside = self.inside(self.period.ends_on)
        more = {pk: one for pk, one in inside.items() if pk in says}
        # Those that left the unit since.
        gone = [pk for pk in says - more.keys() if pk]
        left = parts_of(Area.unscoped.filter(pk__in=gone)) if gone else []
        return self.there | more | {one.pk: one for one in left}

    @cached_property
    def typed(self) -> Typed:
        """What was typed, by row."""
        return typed_in(self.report, self.moment)

    @cached_property
    def below(self) -> Below:
        """What the units of the rows sent."""
        others = {pk: one for pk, one in self.units.items() if pk not in self.there}
        return self.sent | sent_below(self.period, others) if self.sums_up and others else self.sent

    @cached_property
    def before(self) -> Before | None:
        """What this unit sent for the period before, last."""
        rows = Submission.unscoped.filter(
            report__area=self.area,
            report__period__schedule=self.period.schedule_id,
            report__period__ends_on__lt=self.period.begins_on,
        )
        last = rows.order_by("-report__period__ends_on", "-number")
        found = last.values_list("brief", "sent_at", KeyTransform("columns", "content")).first()
        return Before(Brief.of_data(found[0]), found[1], columns_of(found[2])) if found else None

    def rows(self) -> tuple[Row, ...]:
        """Return the rows in the order of their names; what belongs to no unit of them stands last."""
        typed, below = self.typed, self.below
        found = [
            below[pk].row(pk) if pk in below else self.row_of(unit, typed[pk])
            for pk, unit in self.units.items()
        ]
        if _says(self.parts.get(None, Facts())):
            found.append(self.row(_("Chưa rõ thôn"), self.parts[None], {}))
        return tuple(found)

    def row_of(self, unit: Part, typed: Mapping[str, Value]) -> Row:
        """Make the row of a unit that has not sent."""
        facts = self.parts.get(unit.pk, Facts())
        if self.register is None or typed:
            return self.row(unit.full_name, facts, typed, unit)
        of = (self.version.pk, self.period.begins_on, self.period.ends_on)
        values = self.register.made(unit.pk, of, lambda: self.row("", facts, {}).values)
        return Row(unit.full_name, unit.code, unit.pk, values)

    def row(
        self, name: str, facts: Facts, typed: Mapping[str, Value], unit: Part | None = None
    ) -> Row:
        """Make a row of the register."""
        values = cells(self.columns, facts, typed)
        if self.sums_up:
            values = {key: replace(one, origin=REGISTER) for key, one in values.items()}
        return Row(name, unit.code if unit else "", unit.pk if unit else 0, values)

    def total(self, rows: Sequence[Row]) -> Row:
        """Return the whole: of a commune by the register; above, the sum of what was sent and of the register's rest."""
        values = cells(self.columns, self.facts, self.typed[None])
        if self.below:
            sums = rows_added(self.columns, rows)
            known = [one for one in self.columns if one.source == Source.REGISTER]
            values |= {
                one.key: replace(sums[one.key], is_said=values[one.key].is_said) for one in known
            }
        # Of a unit that ended before the last day, and of which nothing was typed or sent, nothing is missing.
        typed = {
            pk for pk, of in self.typed.items() if any(one.n is not None for one in of.values())
        }
        owes = self.there.keys() | self.below.keys() | typed
        asked = [row for row in rows if row.pk in owes]
        values = with_typed(self.columns, values, asked, sums_up=self.sums_up) | self.words()
        return Row(self.area.full_name, self.area.code, self.area.pk, values)

    def words(self) -> dict[str, Value]:
        """Return the columns that repeat what was written as remarks."""
        said = repeated(self.report.texts if self.report else {})
        columns = (one.key for one in self.columns if one.is_text and one.key in said)
        return {key: Value(text=said[key]) for key in columns}

    @cached_property
    def stood(self) -> dict[str, float]:
        """What is known now of the last day of the report before: of who sent and speaks of that day, what they say."""
        if self.before is None:
            return {}
        day = self.before.said.day
        known = {one.key for one in self.columns if reads(one)}
        told = {pk: one.stood for pk, one in self.of_before.items() if one.previous_on == str(day)}
        whole = {pk for pk, numbers in told.items() if numbers.keys() >= known}
        return summed(self.columns, self.facts_in(_FIRST, day, whole), told)

    @cached_property
    def of_before(self) -> Below:
        """What those sent that were here on the last day of the report before, too; all, where there is none."""
        inside = self.inside(self.since) if self.before else self.below
        return {pk: one for pk, one in self.below.items() if pk in inside}

    def late(self) -> tuple[Late, ...]:
        """Return what came late since the report before; above communes what they said of it, and what that leaves open."""
        told = tuple(late for one in self.of_before.values() for late in one.late)
        if self.before is None:
            return told
        if self.sums_up:
            return late_above(self.columns, self.before, self.stood, told)
        asked = self.asked(_FIRST, self.before.day)
        return late_of(asked, self.columns, self.before, self.stood, self.moment)

    def carried(self) -> dict[str, float]:
        """Return how many there were of each flow from the first on."""
        flows = {one.key for one in self.columns if one.measure == Measure.FLOW and reads(one)}
        told = {pk: one.carried for pk, one in self.below.items()}
        whole = {pk for pk, numbers in told.items() if numbers.keys() >= flows}
        parts = flows_of(self.rest(self.asked(_FIRST, self.period.ends_on), whole))
        return {key: n for key, n in summed(self.columns, parts, told).items() if key in flows}


def _says(facts: Facts) -> bool:
    """Whether anything is counted there."""
    figures, teams = facts.figures, facts.teams
    counted = (figures.expected, figures.villages, figures.unattributed_villages)
    return any((*counted, teams.teams, teams.members, facts.sessions.n, facts.means.asked))
