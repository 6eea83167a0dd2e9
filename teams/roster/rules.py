"""What the list of teams says: what a village's team lacks, the one thing to do next, the whole place in a sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from areas.models import Area
from teams.counts.shares import People
from teams.models import State
from teams.models.training import Share

# So many villages without a team are named in the sentence; of more it only says how many there are.
NAMED = 3


class Gap(Enum):
    """What a team may lack, the most pressing first."""

    TEAM = "team"
    SEVERAL = "several"
    LEADER = "leader"
    FEW = "few"
    QUIET = "quiet"
    UNTRAINED = "untrained"
    SHARED = "shared"
    MANY = "many"


class Person(NamedTuple):
    """Somebody to call about a village; `of_commune`: nobody leads there, so it is the commune's officer."""

    name: str
    phone: str
    of_commune: bool


class Step(NamedTuple):
    """What to do next about a village: words and where to."""

    words: str
    address: str


@dataclass(frozen=True)
class Row:
    """A village of the list: how far its team has come, the team, and who of it serves in another one too."""

    village: Area
    state: State
    # Read with its last leader and with how many serve and were trained; None: there is no team.
    team: Any
    day: date
    homes: int = 0
    # How many teams in force are for it; shown is one of them.
    teams: int = 1
    # As `teams.members.queries.shared_people` tells them.
    shared: Sequence[Any] = ()
    officer: Any = None

    @property
    def person(self) -> Person | None:
        """Whom to call: the leader, else the commune's officer where one is named."""
        if self.team and self.team.led:
            return Person(self.team.last_leader, self.team.last_leader_phone, of_commune=False)
        if self.officer:
            return Person(self.officer.full_name, self.officer.phone, of_commune=True)
        return None

    @property
    def last(self) -> date | None:
        """The day of the team's last session."""
        return self.team.last_active_on if self.team else None

    @property
    def gaps(self) -> list[tuple[Gap, str]]:
        """What the team lacks, the most pressing first, each in words."""
        if self.team is None:
            return [(Gap.TEAM, _("quyết định, tổ trưởng"))]
        found = (
            (Gap.SEVERAL, self._several()),
            (Gap.LEADER, self._leader()),
            (Gap.FEW, self._few()),
            (Gap.QUIET, self._quiet()),
            (Gap.UNTRAINED, self._untrained()),
            (Gap.SHARED, self._shared()),
            (Gap.MANY, self._many()),
        )
        return [(gap, words) for gap, words in found if words]

    @property
    def missing(self) -> str:
        """What the team lacks, in one line."""
        words = "; ".join(words for _gap, words in self.gaps)
        return words[:1].upper() + words[1:]

    def _several(self) -> str:
        words = ngettext("%(n)s tổ, cần kiện toàn", "%(n)s tổ, cần kiện toàn", self.teams)
        return words % {"n": self.teams} if self.teams > 1 else ""

    def _leader(self) -> str:
        if self.team.led:
            return ""
        return _("tổ trưởng đã thôi") if self.team.led_until else _("tổ trưởng")

    def _few(self) -> str:
        n, least = self.team.serving, settings.TEAM_MIN_MEMBERS
        words = _("mới có %(n)s/%(least)s người") % {"n": n, "least": least}
        return words if n < least else ""

    def _many(self) -> str:
        n, most = self.team.serving, settings.TEAM_MAX_MEMBERS
        words = _("%(n)s người, nên tối đa %(most)s") % {"n": n, "most": most}
        return words if n > most else ""

    def _quiet(self) -> str:
        if self.state != State.LED:
            return ""
        if not self.team.last_active_on:
            return _("chưa có buổi nào")
        days = (self.day - self.team.last_active_on).days
        words = ngettext("%(n)s ngày chưa có buổi", "%(n)s ngày chưa có buổi", days)
        return words % {"n": days}

    def _untrained(self) -> str:
        n, of = self.team.serving - self.team.trained, self.team.serving
        words = _("%(n)s/%(of)s người chưa tập huấn") % {"n": n, "of": of}
        return words if n else ""

    def _shared(self) -> str:
        sure = {also.name for also in self.shared if also.sure}
        if sure:
            words = ngettext("%(n)s người ở hai tổ", "%(n)s người ở hai tổ", len(sure))
            return words % {"n": len(sure)}
        return _("có người trùng họ tên với thành viên tổ khác") if self.shared else ""


# By what is lacking: the words, the page, and the permission without which another step is shown.
_STEPS = {
    Gap.TEAM: (gettext_lazy("Thành lập tổ"), "teams:add", "teams.add_team"),
    Gap.SEVERAL: (gettext_lazy("Kiện toàn"), "teams:join", "teams.change_team"),
    Gap.LEADER: (gettext_lazy("Thêm tổ trưởng"), "teams:member_add", "teams.change_team"),
    Gap.FEW: (gettext_lazy("Thêm thành viên"), "teams:member_add", "teams.change_team"),
    Gap.QUIET: (gettext_lazy("Ghi buổi"), "teams:activity_add", "teams.log_activity"),
    Gap.UNTRAINED: (gettext_lazy("Đăng ký tập huấn"), "teams:courses", "teams.change_course"),
}
_NONE_LACKING = _STEPS[Gap.QUIET]


def next_step(row: Row, may: Callable[[str], bool], *, calls: bool) -> Step | None:
    """Return the one thing to do next; `calls`: the reader works by telephone, from above the commune."""
    gap = row.gaps[0][0] if row.gaps else None
    if calls and gap and may("reports.add_contact"):
        return Step(_("Ghi cuộc gọi"), reverse("reports:calls", args=[row.village.commune_id]))
    words, page, needs = _STEPS.get(gap, ("", "", "")) if gap else _NONE_LACKING
    if needs and may(needs):
        return Step(str(words), _address(page, row))
    if row.team:
        return Step(_("Xem tổ"), reverse("teams:detail", args=[row.team.pk]))
    return None


def _address(page: str, row: Row) -> str:
    if page == "teams:add":
        return f"{reverse(page)}?thon={row.village.pk}"
    if page == "teams:courses":
        return f"{reverse(page)}?dia-ban={row.village.commune_id}"
    return reverse(page, args=[row.village.pk if page == "teams:join" else row.team.pk])


def said_of(
    steps: Sequence[tuple[State, int, int]],
    share: Share | None,
    without: Sequence[str],
    communes: int,
) -> str:
    """Say in a few sentences how far a place has come.

    `steps` are the villages in each state, `share` the trained among the members, `without` the names of
    villages that have no team where they are few, `communes` how many communes those lie in.
    """
    counts = {state: n for state, n, _of in steps}
    of = steps[0][2]
    said = [_teams(of - counts[State.NONE], counts[State.ACTIVE], of)] if of else []
    if without:
        said.append(_("Chưa có tổ: %(names)s.") % {"names": ", ".join(without)})
    elif counts[State.NONE] and counts[State.NONE] < of:
        said.append(_left(counts[State.NONE], communes))
    if share and share.of:
        people = {"n": number_format(share.n), "of": number_format(share.of)}
        said.append(_("%(n)s/%(of)s thành viên đã tập huấn.") % people)
    return " ".join(said)


def composition_words(people: People, *, then: bool = False) -> str:
    """Say of the people who serve how many were trained, how many are women and young; `then`: who served on a day that is over.

    Of whom something is not written down counts neither way: the share is of the others.
    """
    if not people.of:
        return ""
    trained = _("%(n)s/%(of)s thành viên đã tập huấn.")
    said = [
        (_("Khi đó %(n)s/%(of)s thành viên đã tập huấn.") if then else trained, people.trained, 0),
        (_("Nữ: %(n)s/%(of)s."), people.women, people.sex_unknown),
        (
            _("Từ %(age)s tuổi trở xuống: %(n)s/%(of)s."),
            people.young,
            people.born_unknown,
        ),
    ]
    return " ".join(
        words
        % {
            "n": number_format(n),
            "of": number_format(people.of - unknown),
            "age": settings.TEAM_YOUTH_MAX_AGE,
        }
        for words, n, unknown in said
        if people.of > unknown
    )


def _teams(n: int, active: int, of: int) -> str:
    facts = {"n": number_format(n), "of": number_format(of), "active": number_format(active)}
    if not n:
        return _("0/%(of)s thôn có tổ.") % facts
    if n == active:
        return _("%(n)s/%(of)s thôn có tổ, tổ nào cũng đang hoạt động.") % facts
    return _("%(n)s/%(of)s thôn có tổ, %(active)s/%(of)s thôn có tổ đang hoạt động.") % facts


def _left(n: int, communes: int) -> str:
    if communes > 1:
        words = _("Còn %(n)s thôn chưa có tổ, ở %(communes)s xã.")
    else:
        words = _("Còn %(n)s thôn chưa có tổ.")
    return words % {"n": number_format(n), "communes": number_format(communes)}
