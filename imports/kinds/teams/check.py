"""Rows of people of teams against each other and against the register: a verdict each."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas.models import Area
from areas.names import digits_of, fold
from imports.kinds.places import Places
from imports.kinds.teams.exported import reconcile
from imports.kinds.teams.people import (
    FIELDS,
    LEADER,
    Party,
    Roll,
    commune_of,
    date_joining,
    found,
    may_be_one,
    refuse_second_leader,
    refuse_twins,
    twin,
    who,
)
from imports.kinds.verdicts import refuse_foreign_code, row_of
from imports.models import ImportRow, Verdict
from imports.spreadsheet.lines import Line
from imports.tidy.below import Coming
from teams.models import Member, Team, Tier


class TeamCheck:
    """One file being checked. Places may be villages, or a commune for its own team.

    Above the communes a row has its commune, and is compared with what is of that alone. `day` is that of rows that say none: of founding a team, of joining one.
    """

    def __init__(self, area: Area, roll: Roll, places: Places, day: date | None = None) -> None:
        self.day = day
        self.area, self.roll, self.places = area, roll, places
        self.parties = dict[tuple[str, Any], Party]()
        # Rows of ours that still wait for somebody's name, each as a team by itself.
        self.idle = dict[int, Party]()
        # The place that the row above named, and its number.
        self.last: tuple[str, int] | None = None

    def rows(self, lines: Iterable[Line]) -> Iterable[ImportRow]:
        """Yield each row with its verdict, those of a team together."""
        strays = [line for line in lines if not self._placed(line)]
        for party in self.parties.values():
            refuse_twins(party)
            if party.team is None:
                found(party, self.day)
            else:
                self._match(party, party.team)
                for line in party.fine:
                    self._against(party, party.team, line)
                self._note_paper(party, party.team)
            refuse_second_leader(party)
        self._note_elsewhere()
        groups = self._groups()
        for key, party in self.parties.items():
            for line in party.lines:
                yield self._row(line, party, groups[key])
        for line in strays:
            yield self._row(line, self.idle.get(line.number), line.number)

    # --- Whose row it is ---

    def _placed(self, line: Line) -> bool:
        code = line.values.get("id", "")
        if code in self.roll.by_code:
            return self._place_known(line, *self.roll.by_code[code])
        if code:
            refuse_foreign_code(line)
            return False
        place = self._place(line)
        if not line.name and not line.is_wrong("full_name"):
            _refuse_nameless(line)
        if place is None:
            return False
        teams = self.roll.of_place[place]
        if len(teams) > 1:
            words = _("Ở đây đang có %(n)d tổ.") % {"n": len(teams)}
            line.wrong("village", words, _("Ghi người của từng tổ ở trang của tổ."))
            return False
        team = teams[0] if teams else None
        key = ("team", team.pk) if team else ("place", place)
        commune = line.values.get("commune", self.area.pk)
        self.parties.setdefault(key, Party(place, team, commune)).lines.append(line)
        return True

    def _place_known(self, line: Line, team: Team, member: Member | None) -> bool:
        """Put a row of ours to its team, wherever it stands, unless it waits for the name of somebody."""
        self.last = team.area.full_name, line.number
        leads = line.values.get("role") == LEADER
        reconcile(line, team, self.roll.papers[team.pk], member)
        if member is None and not line.name:
            if any(name in line.values for name in FIELDS):
                _refuse_nameless(line)
            idle = {line.number: Verdict.IDENTICAL.value}
            commune = commune_of(team)
            self.idle[line.number] = Party(team.area_id, team, commune, verdicts=idle)
            return False
        party = Party(team.area_id, team, commune_of(team))
        party = self.parties.setdefault(("team", team.pk), party)
        party.lines.append(line)
        if member is not None:
            self._refuse_namesake(line, team, member)
            party.members[line.number] = member
            party.leading |= {line.number} if leads else set()
        return True

    def _refuse_namesake(self, line: Line, team: Team, member: Member) -> None:
        """Refuse to call somebody as another one of their team is called: names were sorted, or typed over."""
        name = fold(line.name)
        others = (one for one in self.roll.people[team.pk] if one.pk != member.pk)
        if name != fold(member.full_name) and any(fold(one.full_name) == name for one in others):
            how = _("Ghi tên khác, hoặc trả về như cũ.")
            line.wrong("full_name", _("Tổ đã có người tên này."), how, line.name)

    def _place(self, line: Line) -> int | Coming | None:
        """Return the place that a team is for: the commune where the row says so, else a village."""
        if line.values.get("tier") == Tier.COMMUNE:
            return int(line.values.get("commune", self.area.pk))
        self._fill_down(line)
        village = line.values.get("village")
        if isinstance(village, Coming):
            return village
        if isinstance(village, str) and fold(village) == fold(self.area.full_name):
            return self.area.pk
        return self.places.of(line)

    def _fill_down(self, line: Line) -> None:
        """Take a blank for the village of the row above: sheets name it once, above its people."""
        if "village" in line.values:
            self.last = line.values["village"], line.number
        elif self.last and not line.is_wrong("village"):
            line.values["village"], number = self.last
            line.note("village", _("Thôn ghi ở dòng %(n)d.") % {"n": number})

    # --- Against the register ---

    def _match(self, party: Party, team: Team) -> None:
        """Find who of a team each row means: by its code, else by name; nobody is meant twice."""
        matched = dict[int, Line]()
        for line in [one for one in party.known if not one.problems]:
            if (other := matched.setdefault(party.members[line.number].pk, line)) is not line:
                twin(line, other)
        for line in [one for one in party.unknown if not one.problems]:
            found = self.roll.match(team, who(line))
            if len(found) > 1:
                line.wrong(
                    "full_name",
                    _("Tổ này có %(n)d người cùng tên.") % {"n": len(found)},
                    _("Ghi năm sinh hoặc điện thoại để biết là ai."),
                    line.name,
                )
            elif not found:
                date_joining(line, team, self.day)
                self._note_namesake(line, team)
            elif (other := matched.setdefault(found[0].pk, line)) is not line:
                twin(line, other)
            else:
                party.members[line.number] = found[0]
                _note_other_day(line, found[0])

    def _note_namesake(self, line: Line, team: Team) -> None:
        names = [member.full_name.casefold() for member in self.roll.people[team.pk]]
        if not line.problems and line.name.casefold() in names:
            line.note("full_name", _("Tổ đã có người cùng tên, khác năm sinh; nhập là người khác."))

    def _against(self, party: Party, team: Team, line: Line) -> None:
        """Say what a row changes of somebody who serves, or that they are new."""
        member = party.members.get(line.number)
        pairs = _pairs(line, member) if member else {}
        changes: dict[str, Any] = {"fields": pairs} if pairs else {}
        leads = line.values.get("role") == LEADER and (member is None or "role" in pairs)
        if leads and (leader := self.roll.leader(team)):
            since, day = self.roll.led_since.get(team.pk), line.values.get("joined_on")
            if member is None and since and day and day < since:
                words = _("Tổ có tổ trưởng khác từ ngày %(day)s.") % {"day": date_format(since)}
                line.wrong("role", words, _("Ghi ngày vào tổ sau ngày đó, hoặc sửa vai trò."))
                return
            line.note("role", _("Thay tổ trưởng %(name)s.") % {"name": leader.full_name})
            changes["leader"] = leader.pk
        verdict = Verdict.CHANGES if pairs else Verdict.IDENTICAL
        party.verdicts[line.number] = verdict if member else Verdict.NEW
        party.changes[line.number] = changes

    def _note_paper(self, party: Party, team: Team) -> None:
        """Say that a decision of which the team knows nothing is not written down by this sheet."""
        for line in party.fine:
            number = line.values.get("number")
            if number and fold(number) not in self.roll.numbers[team.pk]:
                words = _("Tổ đã có; quyết định này không được ghi. Kiện toàn ở trang của tổ.")
                line.note("number", words, number)
                return

    # --- Against the other rows ---

    def _note_elsewhere(self) -> None:
        """Say who stands in two teams, of the file or of the register: allowed, and often meant."""
        seen = defaultdict[tuple[int, str], list[tuple[Party, Line]]](list)
        for party in self.parties.values():
            for line in party.fine:
                others = seen[party.commune, line.name.casefold()]
                for other, before in others:
                    alike = may_be_one(party.who(line), other.who(before))
                    if other is not party and alike and not line.is_reconciled:
                        words = _("Có thể cũng là người ở dòng %(n)d, tổ khác.")
                        line.note("full_name", words % {"n": before.number}, line.name)
                        break
                others.append((party, line))
                if party.verdicts[line.number] == Verdict.NEW:
                    self._note_team(line, party)

    def _note_team(self, line: Line, party: Party) -> None:
        for team in self.roll.elsewhere(who(line), party)[:1]:
            line.note("full_name", _("Có thể đang ở %(team)s.") % {"team": team}, line.name)

    def _groups(self) -> dict[tuple[str, Any], int]:
        """Return by party the first row of its team, or of all teams that one decision founds."""
        first = dict[Any, int]()
        groups = dict[tuple[str, Any], int]()
        for key, party in self.parties.items():
            number = party.paper.get("number")
            paper = (party.commune, fold(number or ""), party.paper.get("founded_on"))
            same_paper = paper if number else key
            groups[key] = first.setdefault(same_paper, party.lines[0].number)
        return groups

    def _row(self, line: Line, party: Party | None, group: int) -> ImportRow:
        row = _row(line, party, group)
        if self.area.is_above_communes:
            row.values["commune"] = party.commune if party else line.values.get("commune", 0)
        return row


def _refuse_nameless(line: Line) -> None:
    line.wrong("full_name", _("Thiếu họ tên."), _("Ghi họ và tên của thành viên."))


def _note_other_day(line: Line, member: Member) -> None:
    day = line.values.get("joined_on")
    if day and day != member.joined_on:
        words = _("Trong sổ vào tổ ngày %(day)s; giữ ngày đó.")
        line.note("joined_on", words % {"day": date_format(member.joined_on)})


def _pairs(line: Line, member: Member) -> dict[str, list[Any]]:
    """Return what a row says otherwise than the register: before and after, by field."""
    pairs = dict[str, list[Any]]()
    for name in ("full_name", *FIELDS) if line.is_reconciled else FIELDS:
        before, after = getattr(member, name), line.values.get(name)
        if after is None or after == before:
            continue
        if name == "organisation" and member.further_id:
            line.note(name, _("Trong sổ là đơn vị do tỉnh đặt; giữ đơn vị đó."), after)
            continue
        if name == "phone" and digits_of(before) == digits_of(after):
            continue
        pairs[name] = [before, after]
    return pairs


def _row(line: Line, party: Party | None, group: int) -> ImportRow:
    said = {name: line.values[name] for name in FIELDS if name in line.values}
    verdict, facts = Verdict.ERROR.value, dict[str, Any]()
    if party:
        facts = {"team": party.team}
        if isinstance(party.place, Coming):
            said["village"] = [party.place.kind, party.place.name]
        else:
            facts["village_id"] = party.place
        facts["member"] = party.members.get(line.number)
    if party and not line.problems:
        verdict, facts["changes"] = party.verdicts[line.number], party.changes.get(line.number, {})
        said |= {"name": line.name} | {name: str(value) for name, value in party.paper.items()}
        if day := line.values.get("joined_on"):
            said["joined_on"] = day.isoformat()
    return row_of(line, verdict, said, group=group, **facts)
