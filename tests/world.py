"""A small world for tests, made through the actions, so that its counts and audit are right.

Three places: our own commune, a sibling commune of our district, and a commune of another province.
Every text of the last two carries a canary, a word that stands nowhere else: a page of ours that
shows one has leaked.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from areas.actions import add_village, open_area
from areas.kinds import Kind, Level
from areas.models import BEFORE_RECORDS, Area
from audit.actions import record
from erasure.models import Erasure
from figures.indicators import COVERED
from households.models import Household, PrintedSheet, Transfer
from households.paper import actions as paper_actions
from households.register import actions as register_actions
from households.transfer import actions as transfer_actions
from imports.models import Import
from offline.models import SentOperation
from periodic.filing.actions.sending import send
from periodic.filing.actions.writing import open_report, save_texts
from periodic.filing.queries.live import write
from periodic.models import Period, Report
from privacy.models import Breach, Decision, SubjectRequest
from privacy.requests import actions as request_actions
from reorganisations.drafting import actions as reorganising_actions
from reorganisations.models import Reorganisation
from reports.meetings.actions import freeze
from reports.models import Meeting, Target
from reports.targets.actions import set_target
from skills.actions import name_platform
from skills.models import LocalPlatform
from teams.activities import actions as activities_actions
from teams.equipment import actions as equipment_actions
from teams.founding import actions as founding_actions
from teams.members import actions as members_actions
from teams.models import Member, SupportPolicy, Team
from teams.needs import actions as needs_actions
from teams.support import actions as support_actions
from teams.training import actions as training_actions
from tests.factories import (
    BreachFactory,
    CommentFactory,
    CountryFactory,
    EarlierFactFactory,
    FormVersionFactory,
    ImportFactory,
    ImportRowFactory,
    PeriodFactory,
    PublishedFigureFactory,
    ScheduleFactory,
)
from tests.sent import carry, let_differ, let_wait

PASSWORD = "chung-toi-cung-thu-2026"
FOUNDED = date(2026, 1, 5)
ALL, NOTHING = [2, 2, 2, 2, 2], [0, 0, 0, 0, 0]


@dataclass
class Commune:
    """One commune with all that stands in it; `canaries` are the words only it has."""

    area: Area
    canaries: list[str] = field(default_factory=list)
    villages: list[Area] = field(default_factory=list)
    households: list[Household] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    sheet: PrintedSheet = None
    file: Import = None
    request: SubjectRequest = None
    answered: SubjectRequest = None
    meeting: Meeting = None
    breach: Breach = None
    # Sent for the first period of its province, and spoken of.
    report: Report = None
    # Of the third household: asked by the officer, and not confirmed yet.
    erasure: Erasure = None
    officer: User = None
    member: User = None

    @property
    def village(self):
        return self.villages[0]

    @property
    def household(self):
        return self.households[0]

    @property
    def team(self):
        return self.teams[0]


@dataclass
class World:
    """Country, two provinces, three communes; a user of each role beside our own commune's."""

    country: Area
    root: User
    province: Area = None
    district: Area = None
    other_province: Area = None
    own: Commune = None
    sibling: Commune = None
    foreign: Commune = None
    reviewer: User = None
    committee: User = None
    administrator: User = None
    commune_administrator: User = None
    platform: LocalPlatform = None
    target: Target = None
    period: Period = None
    # That puts the two villages of our own commune together, not proposed yet.
    draft: Reorganisation = None
    # That splits the first of them.
    split: Reorganisation = None
    policy: SupportPolicy = None
    # From our neighbours to us, and from us to them.
    transfers: list[Transfer] = field(default_factory=list)
    # Entered without a network, of a household that looks like nobody's.
    waiting: SentOperation = None

    @classmethod
    def build(cls):
        country = CountryFactory()
        root = account("goc", Role.ADMINISTRATOR, country, "Người Gốc", PASSWORD)
        world = cls(country, root)
        world.province = unit(country, Level.PROVINCE, Kind.TINH, "Nhà", "54")
        world.district = unit(world.province, Level.DISTRICT, Kind.HUYEN, "Nhà", "555")
        world.other_province = unit(country, Level.PROVINCE, Kind.TINH, "Xa Lạ Kanarit", "66")
        other_district = unit(
            world.other_province, Level.DISTRICT, Kind.HUYEN, "Xa Lạ Kanarih", "643"
        )
        world.platform = name_platform(
            by=root, area=world.province, name="Nền tảng của tỉnh", valid_from=FOUNDED
        )
        world.target = world.aim(world.province, "12/KH-UBND")
        name_platform(
            by=root, area=world.other_province, name="Nền tảng nơi khác", valid_from=FOUNDED
        )
        world.policy = world.pay(world.province, "26/NQ-HĐND")
        world.pay(world.other_province, "27/NQ-HĐND Kanarin")
        world.own = world.commune(world.district, "Của Ta", "22001", "ta", "")
        world.own.meeting = freeze(by=world.own.officer, area=world.own.area)
        world.sibling = world.commune(world.district, "Láng Giềng", "22002", "ban", "Kanarib")
        world.foreign = world.commune(other_district, "Xa Lạ", "24001", "la", "Kanaril")
        world.foreign.canaries += ["Kanarit", "Kanarih", "Kanarin"]
        world.reviewer = world.person("duyet", Role.REVIEWER, world.district)
        world.committee = world.person("ban-chi-dao", Role.COMMITTEE, world.province)
        world.administrator = world.person("quan-tri", Role.ADMINISTRATOR, world.province)
        world.commune_administrator = world.person(
            "quan-tri-xa", Role.ADMINISTRATOR, world.own.area
        )
        return world

    def aim(self, area, document, level=80, indicator=COVERED, due=date(FOUNDED.year, 12, 31)):
        """Set a target of a unit."""
        return set_target(
            by=self.root,
            area=area,
            indicator=indicator.key,
            level=Decimal(level),
            due_on=due,
            document=document,
            document_on=FOUNDED,
        )

    def with_reports(self):
        """Let the province ask for reports, and its communes send theirs, each with words of its own; once."""
        if self.period is None:
            self.period = ask_for_reports(self.province)
            PublishedFigureFactory(area=self.province)
            for commune in (self.own, self.sibling):
                commune.report = send_report(self.root, commune, self.period)
        return self.period

    def with_draft(self):
        """Let the officer of our own commune write a decision that puts its villages together; once."""
        if self.draft is None:
            self.draft = self._drafted(26, "merge", self.own.villages[:2], ["Hợp Nhất"])
        return self.draft

    def with_transfers(self):
        """Let our neighbours offer us a household, and us offer them one; once."""
        if not self.transfers:
            pairs = ((self.sibling, self.own), (self.own, self.sibling))
            self.transfers = [
                transfer_actions.offer(
                    by=one.officer,
                    household=one.households[1],
                    commune=other.area,
                    uuid=UUID(int=40 + number),
                )
                for number, (one, other) in enumerate(pairs)
            ]
        return self.transfers

    def with_waiting(self):
        """Let an operation of a member wait in our own commune; once."""
        if self.waiting is None:
            by = self.own.member
            self.waiting = let_wait(self.own.village, by, why="twin", uuid=UUID(int=31))
            carry(self.own.village, self.own.member)
            let_differ(
                self.own.household.residents.first(), self.own.member, self.own.officer, number=2
            )
        return self.waiting

    def with_split(self):
        """Let them write one that splits the first village, too."""
        if self.split is None:
            self.split = self._drafted(27, "split", self.own.villages[:1], ["Tách Một", "Tách Hai"])
        return self.split

    def _drafted(self, key, kind, sources, names):
        by, commune = self.own.officer, self.own.area
        facts = {"number": "58/NQ-HĐND", "signed_on": FOUNDED, "uuid": UUID(int=key)}
        facts["effective_on"] = timezone.localdate() + timedelta(days=9)
        units = [reorganising_actions.Unit("thon", name, commune) for name in names]
        change = reorganising_actions.Change(kind, sources, units)
        return reorganising_actions.keep(by=by, area=commune, change=change, **facts)

    def pay(self, province, number):
        """Set a policy of support: a team's month, days within it, the commune may add twice as much."""
        return support_actions.set_policy(
            by=self.root,
            province=province,
            number=number,
            resolved_on=FOUNDED,
            valid_from=FOUNDED,
            team_month=300_000,
            member_day=50_000,
            days_within=True,
            top_up_times=2,
        )

    def person(self, username, role, area, name=""):
        """Make an account whose owner has chosen the password of this world."""
        user = account(username, role, area, name or f"Cán Bộ {username}", PASSWORD)
        record(self.root, "Mời người dùng", user, {"role": [None, role]})
        return user

    def commune(self, district, name, code, short, canary):
        """Fill a commune: two villages, three households in the first, a team that is active."""
        words = Words(canary)
        area = unit(district, Level.COMMUNE, Kind.XA, words(name), code)
        commune = Commune(area, words.canaries)
        commune.officer = self.person(f"can-bo-{short}", Role.OFFICER, area, words("Cán Bộ Xã"))
        by = commune.officer
        for number in (1, 2):
            kind, title = Kind.THON, words(f"{name} {number:02}")
            commune.villages.append(add_village(by=by, commune=area, kind=kind, name=title))
        commune.member = self.person(
            f"to-{short}", Role.MEMBER, commune.village, words("Thành Viên Tổ")
        )
        for number, results in enumerate((ALL, NOTHING, None), start=1):
            commune.households.append(
                register_actions.add_household(
                    by=by,
                    village=commune.village,
                    head_name=words(f"Chủ Hộ {number:02}"),
                    hamlet=words("Xóm"),
                    phone=f"090000{code}",
                    birth_year=1980,
                    results=results,
                )
            )
            register_actions.add_resident(
                by=by,
                household=commune.households[-1],
                full_name=words(f"Người Nhà {number:02}"),
                birth_year=2001,
            )
        for household in commune.households:
            household.refresh_from_db()
        commune.sheet = paper_actions.print_sheet(by=by, village=commune.village)
        commune.file = bring_file(commune, words)
        commune.breach = BreachFactory(
            area=area, account=by, kind="account", story=words("Mất máy")
        )
        last = commune.households[-1]
        commune.erasure = Erasure.unscoped.create(household=last, asked_by=by)
        commune.request, commune.answered = ask_for_data(commune, words)
        commune.teams.append(self.found(by, commune.village, words))
        return commune

    def found(self, by, village, words):
        """Found a team with a leader and one session last week."""
        leader = {"full_name": words("Tổ Trưởng"), "role": Member.Role.LEADER}
        team = founding_actions.found_team(
            by=by, area=village, on=FOUNDED, number=words("01/QĐ"), members=[leader]
        )
        members_actions.join(by=by, team=team, full_name=words("Tổ Viên"), joined_on=FOUNDED)
        last_week = timezone.localdate() - timedelta(days=7)
        equipment_actions.add_equipment(
            by=by, team=team, kind="phone", name=words("Máy"), source=words("Xã")
        )
        facts = {"kind": "money", "words": words("Xăng xe"), "asked_by": words("Chị Nêu")}
        needs_actions.ask(by=by, area=village, asked_on=last_week, **facts)
        course = training_actions.open_course(by=by, area=village.commune, name=words("Khóa"))
        place = words("Hội trường")
        session = training_actions.add_session(by=by, course=course, held_on=last_week, place=place)
        training_actions.enrol(by=by, course=course, members=team.members.all())
        came = course.trainees.filter(member__role="leader")
        training_actions.mark_attendance(by=by, session=session, among=came, present=came)
        activities_actions.log_activity(
            by=by, team=team, held_on=last_week, title=words("Buổi"), people=5
        )
        EarlierFactFactory(team=team)
        team.refresh_from_db()
        return team


def ask_for_data(commune, words):
    """Write down a request that waits, for a copy of a person's data, and one that is answered."""
    by, home = commune.officer, commune.household
    person = home.residents.get(is_head=True)
    facts = {"asker": "self", "channel": "counter", "checked": True}
    facts |= {"by": by, "commune": commune.area, "received_on": timezone.localdate()}
    waits = request_actions.receive(
        kind="access", resident=person, requester=words("Chủ Hộ 01"), words=words("Xem"), **facts
    )
    request_actions.acknowledge(by=by, request=waits)
    answered = request_actions.receive(
        kind="erasure", requester=words("Ai Đó"), words=words("Xóa"), **facts
    )
    no = {"decision": Decision.REFUSED, "ground": "not_found", "text": words("Không có dữ liệu")}
    request_actions.answer(by=by, request=answered, **no)
    waits.refresh_from_db()
    answered.refresh_from_db()
    return waits, answered


def bring_file(commune, words):
    """Bring in a file of a commune, checked and not confirmed, with one row that would be written."""
    name, place = words("Hộ Trong Tệp"), commune.village
    file = ImportFactory(
        commune=commune.area,
        name=words("ho.xlsx"),
        added_by=commune.officer,
        layout={"columns": {"head_name": 0}, "headings": {"0": words("Chủ hộ")}},
        rows_read=1,
        to_write=1,
        found={"new": 1, "households": 1},
    )
    ImportRowFactory(source=file, village=place, number=2, cells=[name], values={"name": name})
    return file


def ask_for_reports(province):
    """Let a province ask its communes for a report of last month."""
    # The same addresses in every test, as all of the world has them.
    form = FormVersionFactory(form__area=province, form__uuid=UUID(int=24)).form
    schedule = ScheduleFactory(area=province, form=form, uuid=UUID(int=25))
    today = timezone.localdate()
    last = today.replace(day=1) - timedelta(days=1)
    due = today + timedelta(days=9)
    days = {"begins_on": last.replace(day=1), "ends_on": last, "due_on": due}
    return PeriodFactory(schedule=schedule, uuid=UUID(int=23), **days)


def send_report(root, commune, period):
    """Let a commune send its report, and somebody say something of it."""
    by, word = commune.officer, commune.canaries[0] if commune.canaries else ""
    report = open_report(by=by, period=period, area=commune.area)
    save_texts(by=by, report=report, texts={"results": f"Đã làm {word}".strip()})
    send(by=by, report=report, write=write)
    CommentFactory(report=report, text=f"Xem lại {word}".strip(), by=root)
    report.refresh_from_db()
    return report


class Words:
    """Say a text, with a canary of its own where one is asked for."""

    def __init__(self, canary):
        self.canary, self.canaries = canary, []

    def __call__(self, text):
        if not self.canary:
            return text
        self.canaries.append(f"{self.canary}{len(self.canaries):02}")
        return f"{text} {self.canaries[-1]}"


def account(username, role, area, name, password):
    """Write an account as it stands once its owner has chosen a password: without the code that led there."""
    user = User(username=username, role=role, area=area, full_name=name)
    user.set_password(password)
    user.save()
    return user


def unit(parent, level, kind, name, code):
    return open_area(
        parent=parent, level=level, kind=kind, name=name, code=code, opened_on=BEFORE_RECORDS
    )


def accessible(user):
    """Read a user afresh, as the next request would."""
    return User.unscoped.select_related("area").get(pk=user.pk)
