"""The sweep that no new view can escape: every route × role × territory × method.

Walks the URL configuration, fills each address with keys of the territory being tried, and looks
for words that only that territory has. `Sweep.run` returns what is wrong, and counts its probes.
"""

import contextlib
import copy
import io
import re
import uuid
import zipfile
from dataclasses import dataclass, field, replace
from unittest import mock

from django.conf import urls
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages import get_messages
from django.db import connection, transaction
from django.http import HttpResponseNotFound
from django.test import Client
from django.utils import timezone

from accounts.models import AccountRequest, CardSheet, Code, Device, Message, Notice, User
from accounts.roles import Role
from areas.models import Area
from audit.models import AuditEntry, PersonalValue
from erasure.models import Erasure
from figures.models import Snapshot
from guide.actions import set_contact
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
)
from households.paper.actions import key_row
from households.paper.queries import lines_of
from imports.models import AnswerMemory, Import, ImportRow, RowResult
from offline.models import CarriedVillage, CellConflict, CellWrite, SentOperation
from offline.sealing.rules import seal
from periodic.models import (
    Comment,
    Extension,
    Form,
    FormVersion,
    Period,
    PublishedFigure,
    Reopening,
    Report,
    RequestDraft,
    Schedule,
    Submission,
    TypedValue,
    WordTemplate,
)
from privacy.models import Breach, ProcessingNotice, SubjectRequest
from privacy.notice.actions import set_notice
from reading.models import Reading, UnusualReading
from reorganisations.models import (
    Allotment,
    Assignment,
    Operation,
    Part as OperationPart,
    Reorganisation,
)
from reports.calls.actions import record_call
from reports.meetings.actions import freeze
from reports.models import Contact, Event, Meeting, PublishedCount, StepSpan, Target, Tile
from reports.public.actions import publish
from reports.rollout.actions import keep_steps
from reports.tile_map.actions import place_tile
from skills.actions import name_platform
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
    Trainee,
)
from tests.conftest import BOOKKEEPING, WRITES
from tests.ended_people import people_of_ended_units
from tests.factories import (
    AccountRequestFactory,
    AllotmentFactory,
    AnswerMemoryFactory,
    AssignmentFactory,
    CardSheetFactory,
    CarriedVillageFactory,
    CellConflictFactory,
    CellWriteFactory,
    CodeFactory,
    CommentFactory,
    CompletionFactory,
    ConfirmationFactory,
    DeclarationFactory,
    DeviceFactory,
    ErasedFactory,
    EventFactory,
    ExtensionFactory,
    FormFactory,
    FormVersionFactory,
    ImportFactory,
    ImportRowFactory,
    MessageFactory,
    NoticeFactory,
    PeriodFactory,
    PhotoFactory,
    PublishedFigureFactory,
    ReadingFactory,
    RefusalFactory,
    ReopeningFactory,
    ReportFactory,
    RequestDraftFactory,
    RowResultFactory,
    ScanFactory,
    ScheduleFactory,
    SentOperationFactory,
    SnapshotFactory,
    SubmissionFactory,
    SupportLineFactory,
    SupportSheetFactory,
    SupportTopUpFactory,
    TransferFactory,
    TypedValueFactory,
    UnusualReadingFactory,
    UserFactory,
    WordTemplateFactory,
)
from tests.pdf_text import words_of_pdf
from tests.periodic.filing.worlds import CONTENT
from tests.proving import PROVING
from tests.world import FOUNDED, World

IN_COMMUNE = (
    "anonymous",
    "no area",
    "officer",
    "member",
    "reviewer",
    "committee",
    "commune administrator",
)
# What a role has above the commune only, nobody in a commune can try.
ABOVE = ("province committee", "province administrator", "province reviewer", "district reviewer")
# Whose unit has ended: they read on what stood in it, and nothing of others; tests/ended_people.py.
ENDED = (
    "officer of an ended commune",
    "member of an ended village",
    "reviewer of an ended district",
)
ROLES = (*IN_COMMUNE, *ABOVE, *ENDED)
METHODS = ("get", "head", "options", "post", "put", "patch", "delete")
# What reads and what writes is tried by everybody. The rest, which no page of ours answers in another
# way, next door, by one who may do much and one who may do nothing; by everybody with PROVE=1.
PLAIN = ("get", "post")
THOROUGH = {("officer", "sibling"), ("anonymous", "sibling")}
BOOK = "the list as a workbook"
# Reviewed by hand: what anybody may open. Each shows nothing of any place.
PUBLIC = {"accounts:sign_in", "accounts:sign_in_code", "accounts:activate"}
# Whoever holds the link of a letter stops it, without a word of whose it is; tests/accounts/outbox/test_stopping.py.
PUBLIC |= {"accounts:mail_stop"}
PUBLIC |= {
    "accounts:choose_password",
    "accounts:not_me",
    "skills:method",
    "set_language",
    "healthz",
    "security_txt",
}
# Whether this process is alive and ready; how the server stands, for who bears the operator's token.
PUBLIC |= {"readyz", "operations:statusz", "operations:metrics"}
# Tells a script, not a page, that nobody is signed in; each item is held against whoever is (tests/offline/sending).
PUBLIC |= {"offline:send"}
# How things are done, without a word of any place: the contact of a province is for its people.
PUBLIC |= {"guide:index", "guide:part", "guide:moved"}
# What hangs on the wall of a commune: its own name, what its province tells residents and whom they ask.
PUBLIC |= {"privacy:notice"}
# The script that opens a page without a network, and how that stands on a phone: the same for everybody.
PUBLIC |= {"offline:worker", "offline:manifest"}
# Sums for everybody, where the setting PUBLIC_PAGE opens them; tests/reports/public/test_public.py.
PUBLIC |= {"reports:public", "reports:public_country"}
# Django's own: the sign-in page of admin and the words of its scripts.
ADMIN_PUBLIC = {"admin:login", "admin:jsi18n"}
TABLES = (
    Area,
    User,
    AccountRequest,
    Code,
    CardSheet,
    Message,
    Notice,
    Device,
    LocalPlatform,
    Team,
    Member,
    Activity,
    ClassSession,
    Course,
    Decision,
    Equipment,
    EquipmentNorm,
    Need,
    TeamVillage,
    Tenure,
    Trainee,
    Photo,
    Scan,
    TeamTitle,
    HelpContact,
    ProcessingNotice,
    Breach,
    CompositionRule,
    FurtherOrganisation,
    SupportPolicy,
    SupportTopUp,
    SupportSheet,
    SupportLine,
    Household,
    Resident,
    Assessment,
    Contact,
    Tile,
    Completion,
    Confirmation,
    Declaration,
    Erased,
    EarlierFact,
    Target,
    PrintedSheet,
    KeyedRow,
    Movement,
    NotDuplicate,
    Refusal,
    Regrouping,
    Transfer,
    SentOperation,
    CellWrite,
    CellConflict,
    CarriedVillage,
    SubjectRequest,
    Event,
    PublishedCount,
    StepSpan,
    Reading,
    UnusualReading,
    Snapshot,
    Schedule,
    Period,
    Extension,
    RequestDraft,
    Reopening,
    Form,
    FormVersion,
    Report,
    Submission,
    TypedValue,
    Comment,
    WordTemplate,
    PublishedFigure,
    Reorganisation,
    Operation,
    OperationPart,
    Assignment,
    Allotment,
    Meeting,
    Import,
    ImportRow,
    RowResult,
    AnswerMemory,
    Erasure,
    PersonalValue,
)


@dataclass
class Sweep:
    """One world, roles of our own commune and of its province, and what they must not reach."""

    world: object
    probes: int = 0
    wrong: list = field(default_factory=list)
    # By territory: the keys that addresses are made of, and the form; read once.
    kept: dict = field(default_factory=dict)

    @classmethod
    def build(cls):
        """Make the world, too."""
        return cls(World.build())

    def __post_init__(self):
        w = self.world
        nobody = User(username="khong-dia-ban", role=Role.OFFICER, full_name="Không Địa Bàn")
        nobody.save()
        self.roles = {
            "anonymous": None,
            "no area": nobody,
            "officer": w.own.officer,
            "member": w.own.member,
            "reviewer": w.person("duyet-xa", Role.REVIEWER, w.own.area),
            "committee": w.person("bcd-xa", Role.COMMITTEE, w.own.area),
            "commune administrator": w.commune_administrator,
            "province committee": w.committee,
            "province administrator": w.administrator,
            "province reviewer": w.person("duyet-tinh", Role.REVIEWER, w.province),
            "district reviewer": w.reviewer,
        }
        self.ended = people_of_ended_units(w)
        # A village of ours became one of the commune next door: what became what names it.
        self.told = {"admin:areas_succession_changelist": [w.sibling.village.name.split()[-1]]}
        self.roles |= {role: one.person for role, one in self.ended.items()}
        set_contact(by=w.root, province=w.province, name="Sở của ta", phone="0257 300 0100")
        set_contact(by=w.root, province=w.other_province, name="Sở Kanarip", phone="0262 300 0100")
        w.foreign.canaries.append("Kanarip")
        for province, word in ((w.province, "của ta"), (w.other_province, "Kanarip")):
            set_notice(by=w.root, province=province, valid_from=FOUNDED, purpose=f"Vì {word}")
        for commune in (w.own, w.sibling, w.foreign):
            word = commune.canaries[0] if commune.canaries else "Của Ta"
            line = lines_of(commune.sheet, commune.officer)[0]
            key_row(
                by=commune.officer,
                sheet=commune.sheet,
                line=line,
                what="0",
                on=timezone.localdate(),
            )
            name_platform(by=w.root, area=commune.area, name=f"Nền tảng {word}", valid_from=FOUNDED)
            record_call(by=w.root, commune=commune.area, outcome="done", note=f"Lời của {word}")
            place_tile(by=w.root, area=commune.area, column=commune.area.pk % 40 + 1, row=1)
            asker = w.person(f"hoi-{commune.area.code}", Role.OFFICER, commune.area, f"Hỏi {word}")
            name = f"Chờ Duyệt {word}"
            AccountRequestFactory(area=commune.area, asked_by=asker, full_name=name)
            CodeFactory(
                person=commune.member, sheet=CardSheetFactory(area=commune.area, made_by=asker)
            )
            NoticeFactory(person=commune.member, by=asker, to=commune.officer)
            MessageFactory(to=commune.officer)
            ConfirmationFactory(household=commune.household)
            ErasedFactory(household=commune.household)
            RefusalFactory(household=commune.household)
            TransferFactory(household=commune.household)
            carry_and_send(commune)
            DeclarationFactory(area=commune.village, source=f"Trưởng thôn {word}")
            DeclarationFactory(area=commune.area, villages=3, source=f"Tỉnh giao {word}")
            CompletionFactory(area=commune.village, reason=f"Đủ vì {word}", needs_confirmation=True)
            w.aim(commune.area, f"1/KH {word}")
            EventFactory(area=commune.area, title=f"Mốc {word}", on=FOUNDED)
            refuse_row(commune, word)
            DeviceFactory(user=commune.officer, browser=f"Máy của {word}")
            SnapshotFactory(area=commune.area)
            report_of(commune, word)
            ReadingFactory(user=commune.officer, area=commune.village, commune=commune.area)
            UnusualReadingFactory(user=commune.officer, commune=commune.area)
            ScanFactory(decision=commune.team.decisions.first())
            PhotoFactory(activity=commune.team.activities.first())
            policy = SupportPolicy.unscoped.get(province=commune.area.province)
            SupportTopUpFactory(commune=commune.area, policy=policy, document=f"2/QĐ {word}")
            sheet = SupportSheetFactory(commune=commune.area, policy=policy)
            SupportLineFactory(sheet=sheet, team=commune.team, payee=f"Tổ trưởng {word}")
            commune.meeting = freeze(by=commune.officer, area=commune.area)
            bring_file_above(commune, word)
        publish(by=None, today=timezone.localdate())
        keep_steps(by=None, today=timezone.localdate())

    def run(self, territory, role, tried):
        """Try these routes with every method as one role in one territory; return what is wrong."""
        commune = getattr(self.world, territory)
        before = self.snapshot(commune)
        client = Client(raise_request_exception=False)
        if self.roles[role]:
            client.force_login(self.roles[role], backend="accounts.sessions.RoleBackend")
        with bare_not_found():
            for route in tried:
                self.try_route(route, role, client, territory, commune, before)
        return self.wrong

    def try_route(self, route, role, client, name, commune, before):
        if name not in self.kept:
            self.kept[name] = samples_of(commune), hostile_body(commune)
        samples, body = self.kept[name]
        for address in addresses(route.pattern, samples):
            for method in methods_of(role, name, route):
                cookies = copy.deepcopy(client.cookies)
                point = transaction.savepoint_create()
                self.probe(route, role, client, method, address, body, name, commune, before)
                transaction.savepoint_rollback(point)
                client.cookies = cookies

    def probe(self, route, role, client, method, address, body, name, commune, before):
        headers = {"HX-Request": "true"} if method == "post" else {}
        if method == BOOK:
            method, body = "get", {"tep": "excel", "dia-ban": body["area"], "to": body["team"]}
        elif method in {"get", "head"}:
            body = {
                "q": "kanari",
                "nhom": "loai",
                "dia-ban": body["area"],
                "thon": body["area"],
                "to": body["team"],
            }
        with writes_to_ours() as written:
            response = getattr(client, method)(address, body, headers=headers)
        self.probes += 1
        text = content(response)
        at = (route.name, role, name, method, response.status_code)
        if response.status_code >= 500:
            self.wrong.append(("fault", *at))
        # A word that came in with the request is not a leak; a foreign one is.
        of_ended = self.ended[role].told_at if role in ENDED else None
        mine = of_ended(route.name) if of_ended else self.told.get(route.name, ())
        known = {word for word in commune.canaries if word in mine or word in str(body)}
        leaks = [word for word in commune.canaries if word in text and word not in known]
        if leaks:
            self.wrong.append(("leak", *at, leaks[:2]))
        opened = role == "anonymous" and method == "get" and response.status_code == 200
        if opened and route.name not in PUBLIC | ADMIN_PUBLIC:
            self.wrong.append(("open", *at))
        takes_object = "<" in route.pattern and route.scope == "territory"
        # Whoever writes, or does what is no longer theirs, is told of their own unit, whatever the address names.
        closed = {404, 405, 409, 410} if role in ENDED else {404, 405}
        if takes_object and role != "anonymous" and response.status_code not in closed:
            self.wrong.append(("not 404", *at))
        writes = method not in {"get", "head", "options"} and response.status_code != 405
        if writes and written and self.snapshot(commune) != before:
            self.wrong.append(("wrote", *at))

    def snapshot(self, commune):
        """Return every row of this territory, to the letter."""
        path = commune.area.path
        rows = []
        for model in TABLES:
            place = model.unscoped.all()
            rows.append(list(place.inside(path).order_by("pk").values()))
        return rows


def methods_of(role, territory, route=None):
    """Return what somebody of this role tries on an address; a list is asked for as a workbook too."""
    all_ = (role, territory) in THOROUGH or PROVING
    methods = METHODS if all_ else PLAIN
    return (*methods, BOOK) if getattr(route and route.view, "has_book", False) else methods


@contextlib.contextmanager
def bare_not_found():
    """Say of a page that is not there only what it is told: the rest is the same on each.

    The first is made whole. With PROVE=1 all are.
    """
    whole, made = urls.handler404, []

    def bare(request, exception, *args, **kwargs):
        if PROVING or not made:
            made.append(request.path)
            return whole(request, exception, *args, **kwargs)
        told = [str(message) for message in get_messages(request)]
        return HttpResponseNotFound(f"{exception} {told}")

    with mock.patch.object(urls, "handler404", bare):
        yield


def refuse_row(commune, word):
    """Say that a row of the commune's file could not be written, and what was said of its words."""
    RowResultFactory(row=commune.file.rows.get())
    AnswerMemoryFactory(commune=commune.area, subject=f"cột {word}")


@contextlib.contextmanager
def writes_to_ours():
    """Yield a list that fills with the statements that may have changed a row of ours.

    Where there are none the rows are as they were, and need not be compared.
    """
    written = []

    def note(execute, sql, params, many, context):
        if WRITES.match(sql) and not BOOKKEEPING.search(sql):
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written


def content(response):
    """Return all that a response says: headers, body or stream."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"PK"):
        body = unpacked(body)
    if body.startswith(b"%PDF"):
        body = words_of_pdf(body).encode()
    return body.decode("utf-8", "replace") + str(dict(response.headers))


def unpacked(book):
    """Return the text of all parts of a workbook, in which a word of its cells would stand."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())


def hostile_body(commune):
    """Return a form that names the foreign territory wherever a form could take a name or key."""
    return {
        "area": str(commune.village.pk),
        "village": str(commune.village.pk),
        "commune": str(commune.area.pk),
        "also": str(commune.village.pk),
        "villages": str(commune.village.pk),
        "decision": str(commune.team.decisions.first().pk),
        "team": str(commune.team.pk),
        "to": str(commune.team.pk),
        "teams": str(commune.team.pk),
        "account": str(commune.officer.pk),
        "household": str(commune.household.pk),
        "resident": str(commune.household.residents.first().pk),
        "other": str(commune.households[1].uuid),
        "one": str(commune.household.uuid),
        "keep": str(commune.household.uuid),
        "do": "paper",
        "nguoi": str(commune.officer.pk),
        "xa": str(commune.area.pk),
        "uuid": str(uuid.UUID(int=7)),
        "head_name": "Kẻ Phá",
        "full_name": "Kẻ Phá",
        "name": "Kẻ Phá",
        "leader": "Kẻ Phá",
        "username": "ke-pha",
        "role": "officer",
        "organisation": "other",
        "relation": "child",
        "kind": "thon",
        "status": "moved_away",
        "number": "1",
        "known": "1",
        "q": "kanari",
        "result": "1",
        "results": "12012",
        "households": "77",
        f"households-{commune.area.pk}": "77",
        "question": "Kẻ Phá",
        "source": "Kẻ Phá",
        "row": "1",
        "typed": "*",
        "r1": "*",
        "signed_on": "01/02/2026",
        "indicator": "ho-dat",
        "level": "70",
        "due_on": "30/11/2030",
        "effective_on": "30/11/2027",
        "document_on": "01/02/2026",
        "version": "1",
        "state": "good",
        "tot": "0",
        "words": "Kẻ Phá",
        "text": "Kẻ Phá",
        "member": str(commune.team.members.first().pk),
        "xem": str(commune.area.courses.first().trainees.first().pk),
        "co-mat": str(commune.area.courses.first().trainees.first().pk),
        "held_on": "01/02/2026",
        "answer": "Kẻ Phá",
        "on": "01/02/2026",
        "title": "Kẻ Phá",
        "document": "1/QĐ",
        "how": "nobody_knows",
        "why": "Kẻ Phá",
        "outcome": "done",
        "dia-ban": str(commune.area.pk),
        "thang": "2026-01",
        "code": "0000-0000",
        "amount": "1",
        "action": "delete_selected",
        "_selected_action": str(commune.household.pk),
        "language": "vi",
    }


def samples_of(commune):
    """Return the keys of this territory, by how an address begins; those of admin by its model too."""
    household, team = commune.household, commune.team
    resident, course = household.residents.first(), commune.area.courses.first()
    report = Report.unscoped.get(area=commune.area)
    return {
        "dia-ban/": {"pk": [commune.area.pk, commune.village.pk]},
        "sap-xep/": decision_sample(commune),
        "nen-tang/<int:pk>/thoi/": {
            "pk": LocalPlatform.unscoped.filter(area=commune.area).values_list("pk", flat=True)
        },
        "nen-tang/": {"pk": [commune.area.pk]},
        "huong-dan/": {"key": ["dang-nhap"]},
        "goi/": {"pk": [commune.area.pk]},
        "trien-khai/": {"pk": [commune.area.pk, commune.area.district_id]},
        "bat-dau/": {"pk": [commune.area.pk]},
        "cong-khai/": {"pk": [commune.area.pk]},
        "chi-tieu/muc/": {
            "pk": Target.unscoped.filter(area=commune.area).values_list("pk", flat=True)
        },
        "chi-tieu/": {"pk": [commune.area.pk, commune.village.pk]},
        "tong-quan/": {
            "pk": [commune.area.pk, commune.village.pk],
            "cause": ["chuyen-den", "lap-to"],
        },
        "thon/": {"pk": [commune.village.pk]},
        "xa/": {"pk": [commune.area.pk]},
        "don-vi/": {
            "pk": [commune.area.province_id, commune.area.pk, commune.village.pk],
            "act": commune.village.completions.values_list("pk", flat=True),
        },
        "so-khai-bao/": {
            "pk": Declaration.unscoped.inside(commune.area.path).values_list("pk", flat=True)
        },
        "so-da-du/": {"pk": commune.village.completions.values_list("pk", flat=True)},
        "ho/<uuid:uuid>/khong-doi/": {
            "uuid": [household.uuid],
            "pk": household.confirmations.values_list("pk", flat=True),
        },
        "ho-tro/": {"pk": [commune.area.pk]},
        "su-co-du-lieu/": {"pk": [commune.breach.pk]},
        "hop/": {"uuid": [commune.meeting.uuid]},
        "xoa-du-lieu/ho/": {"uuid": [household.uuid]},
        "xoa-du-lieu/nguoi/": {"pk": [household.residents.first().pk]},
        "xoa-du-lieu/yeu-cau/": {"uuid": [commune.request.uuid, commune.answered.uuid]},
        "xoa-du-lieu/": {"uuid": [commune.erasure.uuid]},
        "du-lieu-ca-nhan/yeu-cau/": {"uuid": [commune.request.uuid, commune.answered.uuid]},
        "phieu/": {"uuid": [commune.sheet.uuid]},
        "ho/<uuid:uuid>/tu-choi/": {
            "uuid": [household.uuid],
            "pk": household.refusals.values_list("pk", flat=True),
        },
        "ho/": {
            "uuid": [household.uuid],
            "pk": Assessment.unscoped.filter(resident__household=household).values_list(
                "pk", flat=True
            )[:1],
        },
        "chuyen-xa/": {"uuid": household.transfers.values_list("uuid", flat=True)},
        "cho-xu-ly/": {
            "uuid": SentOperation.unscoped.filter(commune=commune.area).values_list(
                "uuid", flat=True
            )
        },
        "may-mang-so/": {
            "pk": CarriedVillage.unscoped.filter(village=commune.village).values_list(
                "pk", flat=True
            )
        },
        "nguoi/": {"pk": [resident.pk]},
        "to/quyet-dinh/": {"pk": [team.decisions.first().pk]},
        "to/ban-chup/": {
            "uuid": [scan.uuid for scan in Scan.unscoped.filter(decision__teams=team)]
        },
        "to/anh/": {"uuid": [photo.uuid for photo in Photo.unscoped.filter(activity__team=team)]},
        "to/thanh-mot-to/": {"pk": [commune.village.pk]},
        "to/so-lieu/": {"pk": [commune.area.pk, commune.village.pk]},
        "to/tap-huan/buoi/": {"pk": course.sessions.values_list("pk", flat=True)[:1]},
        "to/tap-huan/hoc-vien/": {"pk": course.trainees.values_list("pk", flat=True)[:1]},
        "to/tap-huan/": {"pk": [course.pk]},
        "to/nhu-cau/": {"pk": team.needs.values_list("pk", flat=True)[:1]},
        "to/thiet-bi/": {"pk": team.equipment.values_list("pk", flat=True)[:1]},
        "to/thanh-vien/": {"pk": team.members.values_list("pk", flat=True)[:1]},
        "to/buoi/": {"uuid": [team.activities.first().uuid]},
        "to/ho-tro/": {"pk": [commune.area.pk]},
        "nhap-excel/": {
            "uuid": [
                *commune.area.imports.values_list("uuid", flat=True),
                *file_above(commune).values_list("uuid", flat=True),
            ],
            "pk": [commune.area.pk, commune.village.pk, commune.area.district_id],
        },
        "to/": {"pk": [team.pk]},
        "tai-khoan/cho-duyet/": {
            "pk": AccountRequest.unscoped.filter(area=commune.area).values_list("pk", flat=True)
        },
        "tai-khoan/giay-moi/to/": {"pk": [sheet_of(commune).pk]},
        "tai-khoan/": {"pk": [commune.officer.pk]},
        "tin-bao/": {"pk": Notice.unscoped.filter(to=commune.officer).values_list("pk", flat=True)},
        # A guess: the right one is nobody's but the reader's of a letter.
        "thoi-thu/": {"pk": [commune.officer.pk], "mark": ["0" * 24]},
        "bao-cao/": {
            "pk": [commune.area.pk],
            "figure": commune.area.published_figures.values_list("uuid", flat=True),
            "period": [report.period.uuid],
            "report": [report.uuid],
            "comment": report.comments.values_list("uuid", flat=True),
            "code": [commune.area.code],
            "number": [1],
            "kind": ["word", "excel"],
            "schedule": [report.period.schedule.uuid],
            "layout": [report.period.schedule.form.uuid],
            "extension": report.period.extensions.values_list("uuid", flat=True),
            "draft": commune.area.request_drafts.values_list("uuid", flat=True),
        },
        "bao-mat/": {"pk": commune.officer.devices.values_list("pk", flat=True)},
        **admin_samples(commune),
    }


def addresses(pattern, samples):
    """Fill a route with keys of this territory; a converter without a sample fails the test."""
    found = next((values for head, values in samples.items() if pattern.startswith(head)), {})
    filled = [re.sub(r"\\(.)", r"\1", re.sub(r"[\^$]|\\Z|\?$", "", pattern))]
    filled = [re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", address) for address in filled]
    for name in re.findall(r"<(?:\w+:)?(\w+)>", filled[0]):
        assert name in found, f"no sample of <{name}> for {pattern}: add one in tests/access.py"
        part = re.compile(rf"<(?:\w+:)?{name}>")
        filled = [
            part.sub(str(value), address, count=1) for address in filled for value in found[name]
        ]
    return [f"/{address}" for address in filled]


def bring_file_above(commune, word):
    """Bring in a file of the commune's whole district, which says a word of this commune; it is no commune's file."""
    layout = {"columns": {"name": 0}, "headings": {"0": word}}
    place, name = commune.area.district, f"{word}.xlsx"
    file = ImportFactory(commune=place, kind="communes", name=name, layout=layout, to_write=1)
    ImportRowFactory(source=file, village=None, cells=[word], values={"name": word})


def file_above(commune):
    """Return the file of the district that speaks of a commune."""
    word = commune.canaries[0] if commune.canaries else "Của Ta"
    return Import.unscoped.filter(commune=commune.area.district, name=f"{word}.xlsx")


def sheet_of(commune):
    """Return the sheet of invitation cards of a commune."""
    return CardSheet.unscoped.get(area=commune.area)


def report_of(commune, word):
    """Let a commune have a schedule of its own, and a report that was sent, returned and spoken of."""
    form = FormFactory(area=commune.area, name=f"Biểu {word}")
    FormVersionFactory(form=form)
    schedule = ScheduleFactory(area=commune.area, form=form, title=f"Báo cáo {word}")
    period = PeriodFactory(schedule=schedule)
    ReopeningFactory(period=period, area=commune.area, reason=f"Mở lại vì {word}")
    RequestDraftFactory(area=commune.area, title=f"Nháp {word}")
    ExtensionFactory(period=period, area=commune.area, reason=f"Xin lùi vì {word}")
    report = ReportFactory(period=period, area=commune.area, texts={"results": f"Đã làm {word}"})
    content = replace(CONTENT, unit=commune.area.full_name, texts=report.texts).as_data()
    sender = UserFactory(area=commune.area, full_name=f"Cán Bộ Gửi {word}")
    why = f"Thay vì {word}"
    SubmissionFactory(report=report, content=content, sent_by=sender, reason=why)
    TypedValueFactory(report=report, text=f"Tự ghi {word}")
    CommentFactory(report=report, text=f"Xem lại {word}")
    WordTemplateFactory(province=commune.area)
    PublishedFigureFactory(area=commune.area, note=f"Theo báo {word}")
    assigned = AssignmentFactory(
        part__operation__reorganisation__area=commune.area,
        part__operation__reorganisation__number=f"Số {word}",
        part__name=f"Mới {word}",
        household=commune.household,
    )
    AllotmentFactory(part=assigned.part, area=commune.village)


def carry_and_send(commune):
    """Let a member of a commune have taken a village along, and one of two operations wait."""
    CarriedVillageFactory(user=commune.member, village=commune.village)
    person = commune.household.residents.first()
    told = {
        "author": commune.member,
        "village": commune.village,
        "household_uuid": commune.household.uuid,
    }
    CellWriteFactory(operation=SentOperationFactory(**told), resident=person)
    CellConflictFactory(resident=person)
    name = f"Chờ Gửi {commune.canaries[0] if commune.canaries else 'Của Ta'}"
    said = {"head": {"name": name, "results": "2----"}, "people": []}
    key, sealed = seal(said, str(waits := uuid.uuid4()))
    state = {"kind": "household", "state": "waiting", "why": "twin", "key": key, "sealed": sealed}
    SentOperationFactory(uuid=waits, **told, **state)


def periodic_samples(commune):
    """Return the keys of what reports of a period keep of a commune, by model."""
    report = Report.unscoped.get(area=commune.area)
    period = report.period
    return {
        "periodic/form": period.schedule.form_id,
        "periodic/formversion": report.form_version_id,
        "periodic/schedule": period.schedule_id,
        "periodic/period": period.pk,
        "periodic/requestdraft": commune.area.request_drafts.get().pk,
        "periodic/extension": period.extensions.get().pk,
        "periodic/reopening": period.reopenings.get().pk,
        "periodic/report": report.pk,
        "periodic/submission": report.submissions.get().pk,
        "periodic/typedvalue": report.typed.get().pk,
        "periodic/comment": report.comments.get().pk,
        "periodic/publishedfigure": commune.area.published_figures.get().pk,
        "periodic/wordtemplate": WordTemplate.unscoped.get(province=commune.area).pk,
        **reorganised_samples(commune),
    }


def decision_sample(commune):
    """Return the keys that addresses of the decision on units of a commune are made of."""
    row = Assignment.unscoped.get(part__operation__reorganisation__area=commune.area)
    return {"uuid": [row.operation.reorganisation.uuid], "pk": [row.operation_id]}


def reorganised_samples(commune):
    """Return the keys of the decision on units of a commune, by model."""
    row = Assignment.unscoped.get(part__operation__reorganisation__area=commune.area)
    return {
        "reorganisations/reorganisation": row.operation.reorganisation_id,
        "reorganisations/operation": row.operation_id,
        "reorganisations/part": row.part_id,
        "reorganisations/assignment": row.pk,
        "reorganisations/allotment": row.part.allotments.get().pk,
    }


def sent_of(commune):
    """Return the operation of a commune that was written."""
    return SentOperation.unscoped.get(commune=commune.area, state="applied")


def admin_samples(commune):
    """Return the keys of the foreign row that an admin page of each model would open."""
    household, course = commune.household, commune.area.courses.first()
    of_model = {
        "areas/area": commune.area.pk,
        "guide/helpcontact": HelpContact.unscoped.get(province=commune.area.province).pk,
        "privacy/breach": commune.breach.pk,
        "privacy/processingnotice": ProcessingNotice.unscoped.get(
            province=commune.area.province
        ).pk,
        "areas/placement": commune.area.placements.first().pk,
        "areas/succession": 1,
        "areas/movedday": 1,
        "accounts/user": commune.officer.pk,
        "accounts/accountrequest": AccountRequest.unscoped.get(area=commune.area).pk,
        "accounts/code": commune.member.codes.get().pk,
        "accounts/codetry": 1,
        "accounts/cardsheet": sheet_of(commune).pk,
        "accounts/message": commune.officer.messages.get().pk,
        "accounts/notice": commune.member.notices.get().pk,
        "accounts/device": commune.officer.devices.first().pk,
        "audit/auditentry": AuditEntry.unscoped.inside(commune.area.path).first().pk,
        "audit/personalvalue": PersonalValue.unscoped.inside(commune.area.path).first().pk,
        "skills/localplatform": commune.area.platforms.first().pk,
        "operations/heartbeat": 1,
        "operations/dailyrun": 1,
        "operations/backup": 1,
        "operations/clearing": 1,
        "privacy/subjectrequest": commune.request.pk,
        "operations/block": 1,
        "operations/sealedentry": 1,
        "operations/cut": 1,
        "reading/reading": Reading.unscoped.get(commune=commune.area).pk,
        "reading/unusualreading": UnusualReading.unscoped.get(commune=commune.area).pk,
        "teams/team": commune.team.pk,
        "teams/decision": commune.team.decisions.first().pk,
        "teams/member": commune.team.members.first().pk,
        "teams/tenure": commune.team.tenures.first().pk,
        "teams/earlierfact": EarlierFact.unscoped.get(team=commune.team).pk,
        "teams/teamvillage": commune.team.villages.first().pk,
        "teams/scan": commune.team.decisions.first().scans.first().pk,
        "teams/photo": commune.team.activities.first().photos.first().pk,
        "teams/teamtitle": 1,
        "teams/compositionrule": 1,
        "teams/furtherorganisation": 1,
        "teams/supportpolicy": SupportPolicy.unscoped.get(province=commune.area.province).pk,
        "teams/supporttopup": commune.area.support_top_ups.first().pk,
        "teams/supportsheet": commune.area.support_sheets.first().pk,
        "teams/supportline": commune.team.support_lines.first().pk,
        "teams/equipmentnorm": 1,
        "teams/equipment": commune.team.equipment.first().pk,
        "teams/need": commune.team.needs.first().pk,
        "teams/course": course.pk,
        "teams/classsession": course.sessions.first().pk,
        "teams/trainee": course.trainees.first().pk,
        "teams/activity": commune.team.activities.first().pk,
        "households/household": household.pk,
        "households/resident": household.residents.first().pk,
        "households/declaration": commune.village.declarations.first().pk,
        "households/completion": commune.village.completions.first().pk,
        "households/assessment": Assessment.unscoped.filter(resident__household=household)
        .first()
        .pk,
        "reports/contact": commune.area.contacts.first().pk,
        "reports/tile": commune.area.tile.pk,
        "reports/target": Target.unscoped.filter(area=commune.area).first().pk,
        "households/printedsheet": commune.sheet.pk,
        "households/keyedrow": commune.sheet.keyed.first().pk,
        "households/confirmation": 1,
        "households/erased": commune.household.erasures.first().pk,
        "households/refusal": 1,
        "households/movement": Movement.unscoped.inside(commune.area.path).first().pk,
        "households/notduplicate": 1,
        "households/regrouping": 1,
        "households/transfer": commune.household.transfers.get().pk,
        "offline/sentoperation": sent_of(commune).pk,
        "offline/cellwrite": sent_of(commune).cells.get().pk,
        "offline/cellconflict": household.residents.first().cell_conflicts.get().pk,
        "offline/carriedvillage": CarriedVillage.unscoped.get(village=commune.village).pk,
        "rollup/villagecount": commune.village.pk,
        "rollup/communecount": commune.area.pk,
        "reports/meeting": commune.meeting.pk,
        "reports/event": commune.area.events.first().pk,
        "reports/publishedcount": commune.area.pk,
        "reports/stepspan": StepSpan.unscoped.get(commune=commune.area).pk,
        **periodic_samples(commune),
        "figures/snapshot": Snapshot.unscoped.get(area=commune.area).pk,
        "imports/import": commune.area.imports.first().pk,
        "imports/importrow": ImportRow.unscoped.get(source__commune=commune.area).pk,
        "imports/rowresult": RowResult.unscoped.get(row__source__commune=commune.area).pk,
        "imports/answermemory": commune.area.answers.first().pk,
        "erasure/erasure": commune.erasure.pk,
    }
    shared = {
        "path": [1],
        "content_type_id": [ContentType.objects.get_for_model(Household).pk],
        "app_label": ["households"],
        "url": ["khong-co"],
    }
    found = {f"quan-tri/{model}/": {**shared, "object_id": [pk]} for model, pk in of_model.items()}
    return {**found, "quan-tri/": {**shared, "object_id": [1]}}
