"""One factory for each model, free of surprises: a row and what it cannot stand without.

They write rows, not histories: for counts that are right, go through the actions (`tests/world.py`).
"""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from secrets import token_hex
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import AccountRequest, CardSheet, Code, CodeTry, Device, Message, Notice, User
from accounts.roles import Role
from areas.actions import place_under, search_key_of
from areas.kinds import Kind, Level
from areas.models import BEFORE_RECORDS, Area, MovedDay, Placement, Succession
from areas.names import fold, person_sort_key, unit_sort_key
from audit.models import AuditEntry, PersonalValue
from audit.personal import KEY_LENGTH
from erasure.models import Erasure
from figures.indicators import COVERED
from figures.models import Snapshot
from guide.models import HelpContact
from households.models import (
    Assessment,
    Completion,
    Confirmation,
    Declaration,
    Erased,
    Household,
    KeyedRow,
    Movement,
    NotDuplicate,
    PrintedSheet,
    Refusal,
    Regrouping,
    Resident,
    Transfer,
    kind_at,
)
from imports.models import AnswerMemory, Import, ImportRow, RowResult
from offline.models import CarriedVillage, CellConflict, CellWrite, SentOperation
from operations.models import (
    Backup,
    Block,
    Clearing,
    Cut,
    DailyRun,
    Heartbeat,
    Part,
    SealedEntry,
)
from periodic.brief import brief_of
from periodic.content import digest
from periodic.models import (
    Comment,
    Cutoff,
    Extension,
    Form,
    FormVersion,
    Period,
    PublishedFigure,
    Reopening,
    Report,
    RequestDraft,
    Schedule,
    Span,
    Submission,
    TypedValue,
    WordTemplate,
)
from privacy.models import Breach, ProcessingNotice, SubjectRequest
from reading.models import Reading, UnusualReading
from reorganisations.models import (
    Allotment,
    Assignment,
    Operation,
    Part as OperationPart,
    Reorganisation,
)
from reports.models import Contact, Event, Meeting, StepSpan, Target, Tile
from rollup.models import CommuneCount, VillageCount
from skills.models import LocalPlatform
from teams.models import (
    Activity,
    ClassSession,
    CompositionRule,
    Course,
    Decision,
    EarlierFact,
    Equipment,
    EquipmentNorm,
    FurtherOrganisation,
    Member,
    Need,
    Photo,
    Scan,
    SupportLine,
    SupportPolicy,
    SupportSheet,
    SupportTopUp,
    Team,
    TeamTitle,
    TeamVillage,
    Tenure,
    Tier,
    Trainee,
)

LONG_AGO = date(2026, 1, 1)


def today():
    return timezone.localdate()


class AuditEntryFactory(DjangoModelFactory):
    verb = "Thử"
    subject = "areas.area"
    subject_key = factory.Sequence(lambda n: f"{n:04}")
    place = "1."

    class Meta:
        model = AuditEntry


class PersonalValueFactory(DjangoModelFactory):
    entry = factory.SubFactory(AuditEntryFactory)
    field = "head_name"
    after = "Người Nào Đó"
    key = factory.LazyFunction(partial(token_hex, KEY_LENGTH))

    class Meta:
        model = PersonalValue


class AreaFactory(DjangoModelFactory):
    """A unit under `parent`; its level says which other columns it has."""

    level = Level.VILLAGE
    kind = Kind.THON
    name = factory.Sequence(lambda n: f"Thử {n:04}")
    parent = None
    search_key = factory.LazyAttribute(lambda o: search_key_of(o.name))
    sort_key = factory.LazyAttribute(lambda o: unit_sort_key(o.name))

    class Meta:
        model = Area

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        parent = kwargs["parent"]
        above = place_under(parent, kwargs["level"]) if parent else {}
        area = super()._create(model_class, *args, **{**above, **kwargs})
        if area.path is None:
            area.path = f"{parent.path if parent else ''}{area.pk}."
            area.save(update_fields=["path"])
        return area


class CountryFactory(AreaFactory):
    """The one country."""

    level = Level.COUNTRY
    kind = Kind.NUOC
    name = "Việt Nam"

    class Meta:
        model = Area
        django_get_or_create = ("level",)


class ProvinceFactory(AreaFactory):
    level = Level.PROVINCE
    kind = Kind.TINH
    parent = factory.SubFactory(CountryFactory)


class DistrictFactory(AreaFactory):
    level = Level.DISTRICT
    kind = Kind.HUYEN
    parent = factory.SubFactory(ProvinceFactory)


class CommuneFactory(AreaFactory):
    level = Level.COMMUNE
    kind = Kind.XA
    parent = factory.SubFactory(ProvinceFactory)


class VillageFactory(AreaFactory):
    parent = factory.SubFactory(CommuneFactory)


class PlacementFactory(DjangoModelFactory):
    area = factory.SubFactory(VillageFactory)
    name = factory.SelfAttribute("area.name")
    kind = factory.SelfAttribute("area.kind")
    parent = factory.SelfAttribute("area.parent")
    valid_from = BEFORE_RECORDS

    class Meta:
        model = Placement


class SuccessionFactory(DjangoModelFactory):
    predecessor = factory.SubFactory(CommuneFactory)
    successor = factory.SubFactory(CommuneFactory)
    on = date(2025, 7, 1)

    class Meta:
        model = Succession


class MovedDayFactory(DjangoModelFactory):
    """A Friday off."""

    day = date(2026, 11, 27)
    how = MovedDay.How.OFF
    document = "Quyết định 12/QĐ-TTg"

    class Meta:
        model = MovedDay


class CountRowFactory(DjangoModelFactory):
    province_id = factory.SelfAttribute("area.province_id")

    class Meta:
        abstract = True


class OfVillage(CountRowFactory):
    area = factory.SubFactory(VillageFactory)
    commune_id = factory.SelfAttribute("area.commune_id")

    class Meta:
        abstract = True


class OfCommune(CountRowFactory):
    area = factory.SubFactory(CommuneFactory)
    commune_id = factory.SelfAttribute("area.pk")

    class Meta:
        abstract = True


class VillageCountFactory(OfVillage):
    class Meta:
        model = VillageCount


class CommuneCountFactory(OfCommune):
    class Meta:
        model = CommuneCount


class UserFactory(DjangoModelFactory):
    """A commune officer without a password."""

    username = factory.Sequence(lambda n: f"nguoi-{n:04}")
    full_name = factory.Sequence(lambda n: f"Người Thử {n:04}")
    role = Role.OFFICER
    area = factory.SubFactory(CommuneFactory)

    class Meta:
        model = User


class CodeFactory(DjangoModelFactory):
    """A code that nobody knows."""

    person = factory.SubFactory(UserFactory)
    kind = "invitation"
    keyed_hash = "0" * 64
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))

    class Meta:
        model = Code


class CardSheetFactory(DjangoModelFactory):
    """A sheet of one card."""

    area = factory.SubFactory(CommuneFactory)
    form = "paper"
    cards = 1
    made_by = factory.SubFactory(UserFactory)

    class Meta:
        model = CardSheet


class CodeTryFactory(DjangoModelFactory):
    name = factory.Sequence(lambda n: f"nguoi-{n:04}")
    address = "10.0.0.1"

    class Meta:
        model = CodeTry


class AccountRequestFactory(DjangoModelFactory):
    """Somebody asks for a new officer."""

    kind = "invite"
    role = Role.OFFICER
    area = factory.SubFactory(CommuneFactory)
    full_name = factory.Sequence(lambda n: f"Người Được Mời {n:04}")
    username = factory.Sequence(lambda n: f"duoc-moi-{n:04}")
    asked_by = factory.SubFactory(UserFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))

    class Meta:
        model = AccountRequest


class NoticeFactory(DjangoModelFactory):
    person = factory.SubFactory(UserFactory)
    kind = "made"
    from_above = True

    class Meta:
        model = Notice


class MessageFactory(DjangoModelFactory):
    to = factory.SubFactory(UserFactory)
    kind = "digest"
    channel = "email"
    key = factory.Sequence(lambda n: f"{n:010}")

    class Meta:
        model = Message


class DeviceFactory(DjangoModelFactory):
    """A telephone on which somebody signed in before."""

    user = factory.SubFactory(UserFactory)
    key = factory.Sequence(lambda n: f"{n:064x}")
    browser = "Mozilla/5.0 (Linux; Android 8.0) Chrome/66.0 Mobile Safari/537.36"
    address = "192.0.2.1"
    used_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = Device


class LocalPlatformFactory(DjangoModelFactory):
    area = factory.SubFactory(ProvinceFactory)
    name = factory.Sequence(lambda n: f"Nền tảng {n:04}")
    valid_from = LONG_AGO

    class Meta:
        model = LocalPlatform


class TargetFactory(DjangoModelFactory):
    area = factory.SubFactory(CommuneFactory)
    indicator = COVERED.key
    level = 80
    due_on = date(LONG_AGO.year, 12, 31)
    document = factory.Sequence(lambda n: f"{n:04}/KH-UBND")
    document_on = LONG_AGO

    class Meta:
        model = Target


class TeamFactory(DjangoModelFactory):
    """A team of one village since it was founded, or of a commune."""

    area = factory.SubFactory(VillageFactory)
    founded_on = LONG_AGO

    class Meta:
        model = Team
        skip_postgeneration_save = True

    @factory.post_generation
    def served(self, create, extracted, **kwargs):
        if self.tier == Tier.VILLAGE:
            TeamVillageFactory(team=self, village=self.area, valid_from=self.founded_on)


class TeamVillageFactory(DjangoModelFactory):
    team = factory.SubFactory(TeamFactory)
    village = factory.SubFactory(VillageFactory)
    valid_from = LONG_AGO

    class Meta:
        model = TeamVillage


class DecisionFactory(DjangoModelFactory):
    kind = Decision.Kind.FOUND
    number = factory.Sequence(lambda n: f"{n:04}/QĐ-UBND")
    signed_on = LONG_AGO

    class Meta:
        model = Decision


class ScanFactory(DjangoModelFactory):
    """The row of a scan; there is no file behind it."""

    decision = factory.SubFactory(DecisionFactory)
    kind = "pdf"
    stored_as = factory.Sequence(lambda n: f"scans/{n:064}")
    size = 1000
    sha256 = "0" * 64

    class Meta:
        model = Scan


class TeamTitleFactory(DjangoModelFactory):
    province = factory.SubFactory(ProvinceFactory)
    title = "Tổ chuyển đổi số cộng đồng"

    class Meta:
        model = TeamTitle


class HelpContactFactory(DjangoModelFactory):
    province = factory.SubFactory(ProvinceFactory)
    name = "Sở Khoa học và Công nghệ"
    phone = "0257 300 0100"
    hours = "7:30–17:00"

    class Meta:
        model = HelpContact


class ProcessingNoticeFactory(DjangoModelFactory):
    """What a province says in its own words of one thing, and whom to ask."""

    province = factory.SubFactory(ProvinceFactory)
    valid_from = date(2026, 3, 2)
    purpose = "Lập danh sách hộ cần hướng dẫn"
    contact, contact_phone = "Sở Khoa học và Công nghệ", "0257 300 0114"

    class Meta:
        model = ProcessingNotice


class BreachFactory(DjangoModelFactory):
    """The data of a commune was out for a day; nothing was found of it yet."""

    kind, area = Breach.Kind.COMMUNE, factory.SubFactory(CommuneFactory)
    since, until = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)
    found_at = datetime(2026, 3, 2, 1, tzinfo=UTC)
    figures = factory.LazyFunction(
        lambda: {
            "places": [],
            "communes": [],
            "files": [],
            "people": 0,
            "households": 0,
            "phones": 0,
            "most": 0,
            "reads": 0,
            "readers": 0,
        }
    )

    class Meta:
        model = Breach


class ReadingFactory(DjangoModelFactory):
    """Somebody of a village's own commune read three names there in an hour."""

    user = factory.SubFactory(
        "tests.factories.UserFactory", area=factory.SelfAttribute("..commune")
    )
    area = factory.SubFactory("tests.factories.VillageFactory")
    commune = factory.LazyAttribute(lambda line: line.area.commune)
    hour = datetime(2026, 3, 2, 1, tzinfo=UTC)
    people = 3

    class Meta:
        model = Reading


class UnusualReadingFactory(DjangoModelFactory):
    """A day on which somebody read far more than usual."""

    user = factory.SubFactory(
        "tests.factories.UserFactory", area=factory.SelfAttribute("..commune")
    )
    commune = factory.SubFactory("tests.factories.CommuneFactory")
    day = date(2026, 3, 2)
    people = 900
    usual = 20

    class Meta:
        model = UnusualReading


class EarlierFactFactory(DjangoModelFactory):
    """A session whose day was put right."""

    kind = EarlierFact.Kind.HELD
    team = factory.SubFactory("tests.factories.TeamFactory")
    since = LONG_AGO

    class Meta:
        model = EarlierFact


class TenureFactory(DjangoModelFactory):
    team = factory.SelfAttribute("member.team")
    role = factory.SelfAttribute("member.role")
    valid_from = factory.SelfAttribute("member.joined_on")
    valid_to = factory.SelfAttribute("member.left_on")

    class Meta:
        model = Tenure


class MemberFactory(DjangoModelFactory):
    """A member with the one role they have had."""

    team = factory.SubFactory(TeamFactory)
    full_name = factory.Sequence(lambda n: f"Thành Viên {n:04}")
    sort_key = factory.LazyAttribute(lambda o: person_sort_key(o.full_name))
    role = Member.Role.MEMBER
    joined_on = LONG_AGO
    left_on = None
    tenure = factory.RelatedFactory(TenureFactory, factory_related_name="member")

    class Meta:
        model = Member
        skip_postgeneration_save = True


class ActivityFactory(DjangoModelFactory):
    team = factory.SubFactory(TeamFactory)
    held_on = LONG_AGO
    title = factory.Sequence(lambda n: f"Buổi {n:04}")
    withdrawn_on = None
    withdrawn_at = factory.LazyAttribute(lambda row: row.withdrawn_on and timezone.now())

    class Meta:
        model = Activity


class PhotoFactory(DjangoModelFactory):
    """The row of a picture; there is no file behind it."""

    activity = factory.SubFactory(ActivityFactory)
    kind = "jpeg"
    stored_as = factory.Sequence(lambda n: f"photos/{n:064}")
    size = 1000
    sha256 = "0" * 64

    class Meta:
        model = Photo


class SupportPolicyFactory(DjangoModelFactory):
    province = factory.SubFactory(ProvinceFactory)
    number = factory.Sequence(lambda n: f"{n:04}/NQ-HĐND")
    resolved_on = LONG_AGO
    valid_from = LONG_AGO
    team_month = 300_000

    class Meta:
        model = SupportPolicy


class CompositionRuleFactory(DjangoModelFactory):
    province = factory.SubFactory(ProvinceFactory)
    number = factory.Sequence(lambda n: f"{n:04}/HD-UBND")
    valid_from = LONG_AGO
    min_women = 1

    class Meta:
        model = CompositionRule


class FurtherOrganisationFactory(DjangoModelFactory):
    province = factory.SubFactory(ProvinceFactory)
    name = factory.Sequence(lambda n: f"Đơn vị {n:04}")
    search_key = factory.LazyAttribute(lambda o: fold(o.name))

    class Meta:
        model = FurtherOrganisation


class SupportTopUpFactory(DjangoModelFactory):
    commune = factory.SubFactory(CommuneFactory)
    policy = factory.SubFactory(SupportPolicyFactory)
    from_month = LONG_AGO
    amount = 100_000
    limit = 600_000
    document = factory.Sequence(lambda n: f"{n:04}/QĐ-UBND")

    class Meta:
        model = SupportTopUp


class SupportSheetFactory(DjangoModelFactory):
    """The row of an approved month; its lines are made beside it."""

    commune = factory.SubFactory(CommuneFactory)
    policy = factory.SubFactory(SupportPolicyFactory)
    month = LONG_AGO
    first_on = LONG_AGO
    last_on = date(2026, 1, 31)
    total = 300_000
    code = "0000-0000"
    approved_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = SupportSheet


class SupportLineFactory(DjangoModelFactory):
    """A team's month."""

    sheet = factory.SubFactory(SupportSheetFactory)
    kind = SupportLine.Kind.TEAM
    team = factory.SubFactory(TeamFactory)
    month = factory.SelfAttribute("sheet.month")
    base = due = amount = 300_000
    days = of = 31
    team_name = factory.LazyAttribute(lambda o: str(o.team))

    class Meta:
        model = SupportLine


class EquipmentFactory(DjangoModelFactory):
    team = factory.SubFactory(TeamFactory)
    kind = Equipment.Kind.PHONE
    name = factory.Sequence(lambda n: f"Điện thoại {n:04}")

    class Meta:
        model = Equipment


class EquipmentNormFactory(DjangoModelFactory):
    province = factory.SubFactory(ProvinceFactory)
    valid_from = LONG_AGO
    phone = 1

    class Meta:
        model = EquipmentNorm


class SubjectRequestFactory(DjangoModelFactory):
    commune = factory.SubFactory(CommuneFactory)
    kind = "access"
    asker = "self"
    channel = "counter"
    requester = factory.Sequence(lambda n: f"Người Hỏi {n:04}")
    received_on = LONG_AGO
    acknowledge_by = LONG_AGO
    due_on = LONG_AGO

    class Meta:
        model = SubjectRequest


class NeedFactory(DjangoModelFactory):
    area = factory.SubFactory(VillageFactory)
    kind = Need.Kind.EQUIPMENT
    words = factory.Sequence(lambda n: f"Cần máy {n:04}")
    asked_on = LONG_AGO

    class Meta:
        model = Need


class CourseFactory(DjangoModelFactory):
    area = factory.SubFactory(CommuneFactory)
    name = factory.Sequence(lambda n: f"Khóa {n:04}")

    class Meta:
        model = Course


class ClassSessionFactory(DjangoModelFactory):
    course = factory.SubFactory(CourseFactory)
    held_on = LONG_AGO

    class Meta:
        model = ClassSession


class TraineeFactory(DjangoModelFactory):
    course = factory.SubFactory(CourseFactory)
    member = factory.SubFactory(MemberFactory)

    class Meta:
        model = Trainee


def one_lacking(household):
    missing = 31 & ~getattr(household, "best_mask", 0)
    surveyed = getattr(household, "surveyed_on", None)
    return missing if surveyed and missing.bit_count() == 1 else 0


class HouseholdFactory(DjangoModelFactory):
    village = factory.SubFactory(VillageFactory)
    head_name = factory.Sequence(lambda n: f"Chủ Hộ {n:04}")
    opened_on = LONG_AGO
    reviewed_on = factory.LazyAttribute(lambda o: getattr(o, "surveyed_on", None))
    # Of a surveyed one all was asked; whoever knows four then lacks the fifth.
    asked_mask = factory.LazyAttribute(lambda o: 31 if getattr(o, "surveyed_on", None) else 0)
    best_asked_mask = factory.SelfAttribute("asked_mask")
    lacking_mask = factory.LazyAttribute(one_lacking)
    refused_on = factory.LazyAttribute(
        lambda o: o.opened_on if getattr(o, "status", "") == "refused" else None
    )
    search_key = factory.LazyAttribute(lambda o: fold(o.head_name))
    sort_key = factory.LazyAttribute(lambda o: person_sort_key(o.head_name))

    class Meta:
        model = Household


class ResidentFactory(DjangoModelFactory):
    household = factory.SubFactory(HouseholdFactory)
    full_name = factory.Sequence(lambda n: f"Người Ở {n:04}")

    class Meta:
        model = Resident


class ConfirmationFactory(DjangoModelFactory):
    household = factory.SubFactory(HouseholdFactory)
    confirmed_on = LONG_AGO

    class Meta:
        model = Confirmation


class RefusalFactory(DjangoModelFactory):
    household = factory.SubFactory(HouseholdFactory)
    refused_on = LONG_AGO

    class Meta:
        model = Refusal


class DeclarationFactory(DjangoModelFactory):
    area = factory.SubFactory(VillageFactory)
    households = 10
    source = "Trưởng thôn"
    declared_on = LONG_AGO

    class Meta:
        model = Declaration


class CompletionFactory(DjangoModelFactory):
    area = factory.SubFactory(VillageFactory)
    kind = factory.LazyAttribute(lambda row: kind_at(row.area))
    from_day = LONG_AGO
    registered = 10

    class Meta:
        model = Completion


class AssessmentFactory(DjangoModelFactory):
    resident = factory.SubFactory(ResidentFactory)
    assessed_on = LONG_AGO
    public_services = 0
    shopping = 0
    payment = 0
    safety = 0
    local_platform = 0

    class Meta:
        model = Assessment


class ContactFactory(DjangoModelFactory):
    commune = factory.SubFactory(CommuneFactory)
    outcome = Contact.Outcome.DONE
    called_on = LONG_AGO

    class Meta:
        model = Contact


class TileFactory(DjangoModelFactory):
    area = factory.SubFactory(CommuneFactory)
    column = 1
    row = 1

    class Meta:
        model = Tile


class StepSpanFactory(DjangoModelFactory):
    commune = factory.SubFactory(CommuneFactory)
    step = 0
    since = factory.Sequence(lambda n: LONG_AGO + timedelta(days=n))
    until = factory.SelfAttribute("since")

    class Meta:
        model = StepSpan


class PrintedSheetFactory(DjangoModelFactory):
    village = factory.SubFactory(VillageFactory)

    class Meta:
        model = PrintedSheet


class KeyedRowFactory(DjangoModelFactory):
    sheet = factory.SubFactory(PrintedSheetFactory)
    household = factory.SubFactory(HouseholdFactory)
    number = factory.Sequence(lambda n: n + 1)
    what = "135"
    surveyed_on = LONG_AGO

    class Meta:
        model = KeyedRow


class ErasedFactory(DjangoModelFactory):
    """A household as a whole was erased, whose name nobody knows."""

    household = factory.SubFactory(HouseholdFactory)
    commune = factory.SelfAttribute("household.village.commune")

    class Meta:
        model = Erased


class MovementFactory(DjangoModelFactory):
    """What one household brought on the day it came into the register."""

    household = factory.SubFactory(HouseholdFactory)
    village = factory.SelfAttribute("household.village")
    day = LONG_AGO
    cause = "entered"
    households = 1

    class Meta:
        model = Movement


class NotDuplicateFactory(DjangoModelFactory):
    first = factory.SubFactory(HouseholdFactory)
    second = factory.SubFactory(HouseholdFactory)

    class Meta:
        model = NotDuplicate


class RegroupingFactory(DjangoModelFactory):
    kind = Regrouping.Kind.MERGE
    household = factory.SubFactory(HouseholdFactory)
    other = factory.SubFactory(HouseholdFactory)
    done_on = LONG_AGO

    class Meta:
        model = Regrouping


class TransferFactory(DjangoModelFactory):
    household = factory.SubFactory(HouseholdFactory)
    from_village = factory.SelfAttribute("household.village")
    to_commune = factory.SubFactory(CommuneFactory)
    moved_on = LONG_AGO

    class Meta:
        model = Transfer


class CarriedVillageFactory(DjangoModelFactory):
    user = factory.SubFactory(UserFactory)
    village = factory.SubFactory(VillageFactory)
    until = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))

    class Meta:
        model = CarriedVillage


class SentOperationFactory(DjangoModelFactory):
    """One that was written; `state` and `why` say of another what became of it."""

    uuid = factory.LazyFunction(uuid4)
    author = factory.SubFactory(UserFactory)
    kind = SentOperation.Kind.ANSWERS
    village = factory.SubFactory(VillageFactory)
    commune = factory.SelfAttribute("village.commune")
    household_uuid = factory.LazyFunction(uuid4)
    on = factory.LazyFunction(today)
    at = factory.LazyFunction(timezone.now)
    state = SentOperation.State.APPLIED

    class Meta:
        model = SentOperation


class CellWriteFactory(DjangoModelFactory):
    operation = factory.SubFactory(SentOperationFactory)
    resident = factory.SubFactory(ResidentFactory)
    number = 1
    value = 2

    class Meta:
        model = CellWrite


class CellConflictFactory(DjangoModelFactory):
    resident = factory.SubFactory(ResidentFactory)
    number = 1

    class Meta:
        model = CellConflict


class MeetingFactory(DjangoModelFactory):
    area = factory.SubFactory(CommuneFactory)
    number = factory.Sequence(lambda n: n + 1)
    year = LONG_AGO.year
    frozen_at = factory.LazyFunction(timezone.now)
    code = "0000-0000"

    class Meta:
        model = Meeting


class SnapshotFactory(DjangoModelFactory):
    area = factory.SubFactory(CommuneFactory)
    month = LONG_AGO
    expected = factory.LazyAttribute(lambda o: getattr(o, "households", 0))

    class Meta:
        model = Snapshot


class EventFactory(DjangoModelFactory):
    area = factory.SubFactory(CommuneFactory)
    on = LONG_AGO
    title = factory.Sequence(lambda n: f"Mốc {n:04}")

    class Meta:
        model = Event


class FormFactory(DjangoModelFactory):
    area = factory.SubFactory(ProvinceFactory)
    name = factory.Sequence(lambda n: f"Biểu {n:04}")

    class Meta:
        model = Form


class FormVersionFactory(DjangoModelFactory):
    """A form of one number that is typed."""

    form = factory.SubFactory(FormFactory)
    number = 1
    columns = factory.LazyFunction(
        lambda: [
            {
                "key": "gian-hang",
                "name": "Gian hàng số",
                "definition": "Gian hàng đang mở",
                "unit": "gian hàng",
                "measure": "stock",
                "source": "typed",
            }
        ]
    )

    class Meta:
        model = FormVersion


class ScheduleFactory(DjangoModelFactory):
    """A unit asks each month for a report, of whole months."""

    area = factory.SubFactory(ProvinceFactory)
    form = factory.LazyAttribute(lambda o: FormVersionFactory(form__area=o.area).form)
    title = factory.Sequence(lambda n: f"Báo cáo {n:04}")
    span, cutoff = Span.MONTH, Cutoff.CALENDAR
    begins_on = LONG_AGO

    class Meta:
        model = Schedule


class PeriodFactory(DjangoModelFactory):
    """A month of a schedule, far back."""

    schedule = factory.SubFactory(ScheduleFactory)
    begins_on = LONG_AGO
    ends_on = factory.LazyAttribute(lambda o: o.begins_on + timedelta(days=29))
    due_on = factory.LazyAttribute(lambda o: o.ends_on + timedelta(days=2))

    class Meta:
        model = Period


class ReopeningFactory(DjangoModelFactory):
    period = factory.SubFactory(PeriodFactory)
    until = factory.LazyAttribute(lambda o: o.period.due_on + timedelta(days=5))
    reason = "Mất điện cả tuần"

    class Meta:
        model = Reopening


class RequestDraftFactory(DjangoModelFactory):
    """A request that has a title so far."""

    area = factory.SubFactory(ProvinceFactory)
    title = "Tổng kết năm"
    said = factory.LazyAttribute(lambda o: {"title": [o.title]})
    saved_by = factory.SubFactory(UserFactory, area=factory.SelfAttribute("..area"))

    class Meta:
        model = RequestDraft


class ExtensionFactory(DjangoModelFactory):
    """A unit asks for five days more, and was not answered."""

    period = factory.SubFactory(PeriodFactory)
    area = factory.SubFactory(CommuneFactory)
    wanted = factory.LazyAttribute(lambda o: o.period.due_on + timedelta(days=5))
    reason = "Mất điện cả tuần"
    asked_by = factory.SubFactory(UserFactory, area=factory.SelfAttribute("..area"))

    class Meta:
        model = Extension


class ReorganisationFactory(DjangoModelFactory):
    """A decision that is being written."""

    area = factory.SubFactory(CommuneFactory)
    number = factory.Sequence(lambda n: f"{n}/NQ-HĐND")
    made_by = factory.SubFactory(UserFactory, area=factory.SelfAttribute("..area"))

    class Meta:
        model = Reorganisation


class OperationFactory(DjangoModelFactory):
    """Villages are put together."""

    reorganisation = factory.SubFactory(ReorganisationFactory)
    kind = Operation.Kind.MERGE

    class Meta:
        model = Operation


class PartFactory(DjangoModelFactory):
    """The new village of a decision."""

    operation = factory.SubFactory(OperationFactory)
    side = OperationPart.Side.TO
    kind = Kind.THON
    name = factory.Sequence(lambda n: f"Mới {n}")
    parent = factory.SelfAttribute("operation.reorganisation.area")

    class Meta:
        model = OperationPart


class AssignmentFactory(DjangoModelFactory):
    """A household that goes into the new village."""

    part = factory.SubFactory(PartFactory)
    operation = factory.SelfAttribute("part.operation")
    household = factory.SubFactory(HouseholdFactory)

    class Meta:
        model = Assignment


class AllotmentFactory(DjangoModelFactory):
    """A village that goes to the new commune."""

    part = factory.SubFactory(PartFactory)
    operation = factory.SelfAttribute("part.operation")
    area = factory.SubFactory(VillageFactory)

    class Meta:
        model = Allotment


class ReportFactory(DjangoModelFactory):
    period = factory.SubFactory(PeriodFactory)
    area = factory.SubFactory(CommuneFactory)
    form_version = factory.LazyAttribute(lambda o: o.period.schedule.form.versions.first())

    class Meta:
        model = Report


class SubmissionFactory(DjangoModelFactory):
    """A sending that nobody has looked at."""

    report = factory.SubFactory(ReportFactory, state="sent")
    number = 1
    content = factory.LazyFunction(dict)
    digest = factory.LazyAttribute(lambda made: digest(made.content))
    brief = factory.LazyAttribute(lambda made: brief_of(made.content))
    sent_by = factory.SubFactory(UserFactory)
    sent_at = factory.LazyFunction(timezone.now)
    on_time = True

    class Meta:
        model = Submission


class TypedValueFactory(DjangoModelFactory):
    report = factory.SubFactory(ReportFactory)
    column = "gian-hang"
    number = 12

    class Meta:
        model = TypedValue


class CommentFactory(DjangoModelFactory):
    report = factory.SubFactory(ReportFactory)
    text = "Xem lại con số này"

    class Meta:
        model = Comment


class WordTemplateFactory(DjangoModelFactory):
    """A template of a province that is in use."""

    province = factory.SubFactory(ProvinceFactory)
    data = b"PK"
    size = 2
    digest = "0" * 64
    made_at = factory.LazyFunction(timezone.now)
    used_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = WordTemplate


class PublishedFigureFactory(DjangoModelFactory):
    """What a newspaper said of the country."""

    area = factory.SubFactory(CountryFactory)
    day = date(2026, 1, 31)
    figure = "to"
    name = factory.Sequence("Tổ công nghệ số {}".format)
    value = 100
    unit = "tổ"
    source = "Báo Thử"
    link = "https://bao.vn/so"
    entered_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = PublishedFigure


class ImportFactory(DjangoModelFactory):
    """A file that was read, and not confirmed."""

    commune = factory.SubFactory(CommuneFactory)
    name = "ho.xlsx"
    size = 1
    sha256 = "0" * 64
    added_by = factory.SubFactory(UserFactory)

    class Meta:
        model = Import


class ImportRowFactory(DjangoModelFactory):
    source = factory.SubFactory(ImportFactory)
    number = factory.Sequence(lambda n: n + 2)
    group = factory.SelfAttribute("number")
    line = factory.SelfAttribute("number")
    kind = factory.SelfAttribute("source.kind")
    verdict = "new"
    village = factory.SubFactory(VillageFactory)
    values = factory.LazyAttribute(lambda o: {"name": f"Hộ Trong Tệp {o.number:05}"})

    class Meta:
        model = ImportRow


class RowResultFactory(DjangoModelFactory):
    """A row that was refused."""

    row = factory.SubFactory(ImportRowFactory)
    outcome = "refused"
    why = "gone"

    class Meta:
        model = RowResult


class AnswerMemoryFactory(DjangoModelFactory):
    commune = factory.SubFactory(CommuneFactory)
    kind = "column"
    subject = factory.Sequence(lambda n: f"cột {n}")
    choice = "name"

    class Meta:
        model = AnswerMemory


class HeartbeatFactory(DjangoModelFactory):
    part, host = Part.WORKER, factory.Sequence(lambda n: f"may-{n}")

    class Meta:
        model = Heartbeat


class DailyRunFactory(DjangoModelFactory):
    """A task that ended well this morning."""

    task = "snapshot"
    day = factory.Sequence(lambda n: date(2026, 3, 2) + timedelta(days=n))
    host = "may-1"
    leased_until = finished_at = datetime(2026, 3, 2, 1, tzinfo=UTC)

    class Meta:
        model = DailyRun


class BackupFactory(DjangoModelFactory):
    """A backup that was made and opened again."""

    name = factory.Sequence(lambda n: f"to-so-{n}.backup")
    host = "may-1"
    finished_at = verified_at = datetime(2026, 3, 2, 1, tzinfo=UTC)
    size, rows, files = 1_000, 10, 1

    class Meta:
        model = Backup


class ClearingFactory(DjangoModelFactory):
    """Old lines of reading that went this morning."""

    kind, number, total = "readings", 2, 5
    done_at = datetime(2026, 3, 2, 1, tzinfo=UTC)

    class Meta:
        model = Clearing


class ErasureFactory(DjangoModelFactory):
    class Meta:
        model = Erasure

    resident = factory.SubFactory(ResidentFactory)
    household = factory.SelfAttribute("resident.household")
    asked_by = factory.SubFactory(UserFactory)


class BlockFactory(DjangoModelFactory):
    """A block that nobody sealed: for what only counts or shows them."""

    serial = number = top = factory.Sequence(lambda n: n + 1)
    entries, kind, sealed_at = 1, Block.Kind.FULL, factory.LazyFunction(timezone.now)
    root = hash = seal = "0" * 64
    key = "0" * 16

    class Meta:
        model = Block


class SealedEntryFactory(DjangoModelFactory):
    entry = factory.SubFactory(AuditEntryFactory)
    block = factory.SubFactory(BlockFactory)
    hash = b"0" * 32

    class Meta:
        model = SealedEntry


class CutFactory(DjangoModelFactory):
    through, entries, cut_at = 1, 1, factory.LazyFunction(timezone.now)
    hash = seal = "0" * 64
    key = "0" * 16

    class Meta:
        model = Cut
