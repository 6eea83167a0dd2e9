"""What holds for every model of ours in Django admin."""

import json
from datetime import date, timedelta
from unittest import mock

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.paginator import Paginator
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import ADMIN_MODELS, Role
from areas.actions import add_village, rename
from areas.kinds import Kind, Level
from areas.models import Area, Succession
from audit.models import AuditEntry
from audit.personal import HIDDEN
from config.admin_index import PURPOSES, STEPS, first_page
from guide.models import HelpContact
from periodic.models import RequestDraft, WordTemplate
from privacy.models import ProcessingNotice
from reports.public.actions import publish
from rollup.models import CommuneCount
from teams.models import (
    CompositionRule,
    EquipmentNorm,
    FurtherOrganisation,
    SupportPolicy,
    SupportSheet,
    TeamTitle,
)
from tests.access import bare_not_found
from tests.admin_world import (
    DAY,
    World,
    build_world,
    make_facts,
    make_unit,
    make_user,
    page_of,
    signed_in,
    url,
)
from tests.factories import (
    AccountRequestFactory,
    AllotmentFactory,
    AnswerMemoryFactory,
    AssignmentFactory,
    AuditEntryFactory,
    BreachFactory,
    CardSheetFactory,
    CarriedVillageFactory,
    CellConflictFactory,
    CellWriteFactory,
    ClassSessionFactory,
    CodeFactory,
    CommentFactory,
    CompletionFactory,
    ConfirmationFactory,
    ContactFactory,
    CourseFactory,
    DeclarationFactory,
    DeviceFactory,
    EarlierFactFactory,
    EquipmentFactory,
    ErasedFactory,
    ErasureFactory,
    EventFactory,
    ExtensionFactory,
    FormVersionFactory,
    HouseholdFactory,
    ImportFactory,
    ImportRowFactory,
    KeyedRowFactory,
    MeetingFactory,
    MessageFactory,
    MovementFactory,
    NeedFactory,
    NotDuplicateFactory,
    NoticeFactory,
    PartFactory,
    PeriodFactory,
    PhotoFactory,
    PrintedSheetFactory,
    PublishedFigureFactory,
    ReadingFactory,
    RefusalFactory,
    RegroupingFactory,
    ReopeningFactory,
    ReportFactory,
    RowResultFactory,
    ScanFactory,
    ScheduleFactory,
    SentOperationFactory,
    SnapshotFactory,
    StepSpanFactory,
    SubjectRequestFactory,
    SubmissionFactory,
    SupportLineFactory,
    SupportPolicyFactory,
    SupportSheetFactory,
    SupportTopUpFactory,
    TargetFactory,
    TileFactory,
    TraineeFactory,
    TransferFactory,
    TypedValueFactory,
    UnusualReadingFactory,
    UserFactory,
    WordTemplateFactory,
)
from tests.proving import share_of_today
from tests.web.test_scope import NOWHERE
from web.admin_base import ScopedAdmin
from web.admin_parts import COUNTED, ShortCount, labels_of, said_in_words

pytestmark = pytest.mark.slow

APPS = (
    "areas",
    "accounts",
    "skills",
    "teams",
    "households",
    "privacy",
    "rollup",
    "figures",
    "periodic",
    "reports",
    "imports",
    "guide",
    "erasure",
    "operations",
    "audit",
    "reading",
    "offline",
    "reorganisations",
)
# They stand at a province, at no place, which no commune sees, or are seen in their own unit alone: tests/teams/register/test_tenures.py, test_support_admin.py,
# test_norms.py, test_composition.py, test_organisations.py, tests/periodic/documents/test_views.py, tests/periodic/ad_hoc/test_taking_back.py.
MODELS = [
    model
    for app in APPS
    for model in apps.get_app_config(app).get_models()
    if model
    not in (
        TeamTitle,
        SupportPolicy,
        EquipmentNorm,
        CompositionRule,
        FurtherOrganisation,
        HelpContact,
        ProcessingNotice,
        WordTemplate,
        RequestDraft,
        *NOWHERE,
    )
]
# For what the pages of each model have in common.
MODELS_OF_TODAY = share_of_today(MODELS, of=3)


def build_full_world() -> World:
    """Make the tiny country with one of each thing that is kept, in both communes."""
    built = build_world()
    for village, successor in ((built.village, built.commune), (built.foreign, built.other)):
        old = make_unit(built.province, Level.COMMUNE, Kind.XA, f"Cũ {village.name}")
        Succession.unscoped.create(predecessor=old, successor=successor, on=DAY)
        keep_something(village)
    publish(by=None, today=DAY)
    return built


@pytest.fixture(scope="session")
def kept_full_world(keep):
    return keep(build_full_world)


@pytest.fixture
def world(db, kept_full_world) -> World:
    return kept_full_world.lay()


def keep_something(village: Area) -> None:
    """Add a row of each thing that is kept about a household, a village or a commune."""
    person = UserFactory(area=village.commune)
    CodeFactory(person=person)
    DeviceFactory(user=person)
    BreachFactory(area=village.commune)
    ReadingFactory(user=person, area=village)
    UnusualReadingFactory(user=person, commune=village.commune)
    NoticeFactory(person=person)
    MessageFactory(to=person)
    CardSheetFactory(area=village.commune, made_by=person)
    AccountRequestFactory(area=village.commune, asked_by=person)
    first = village.households.first()
    pair = {"household": first, "other": HouseholdFactory(village=village)}
    ConfirmationFactory(household=first)
    MovementFactory(household=first)
    NotDuplicateFactory(first=first, second=pair["other"])
    RegroupingFactory(**pair)
    RefusalFactory(household=first)
    TransferFactory(household=first)
    ErasedFactory(household=first)
    ErasureFactory(resident=first.residents.first())
    SubjectRequestFactory(commune=village.commune)
    DeclarationFactory(area=village)
    CompletionFactory(area=village)
    PhotoFactory(activity=village.teams.first().activities.first())
    ScanFactory(decision=village.teams.first().decisions.first())
    KeyedRowFactory(sheet=PrintedSheetFactory(village=village), household=first)
    held = SupportPolicy.unscoped.filter(province=village.province).first()
    policy = held or SupportPolicyFactory(province=village.province)
    months = SupportSheet.unscoped.filter(commune=village.commune).count()
    sheet = SupportSheetFactory(
        commune=village.commune, policy=policy, month=date(2020, 1 + months, 1)
    )
    SupportLineFactory(sheet=sheet, team=village.teams.first())
    SupportTopUpFactory(commune=village.commune, policy=policy, from_month=sheet.month)
    EquipmentFactory(team=village.teams.first())
    EarlierFactFactory(team=village.teams.first())
    NeedFactory(area=village)
    source = ImportFactory(commune=village.commune, added_by=User.unscoped.earliest("pk"))
    RowResultFactory(row=ImportRowFactory(source=source, village=village))
    AnswerMemoryFactory(commune=village.commune)
    keep_a_report(village.commune, person)
    course = CourseFactory(area=village.commune)
    ClassSessionFactory(course=course)
    TraineeFactory(course=course, member=village.teams.first().members.first())
    StepSpanFactory(commune=village.commune)
    keep_what_was_sent(first, person)
    for factory in (ContactFactory, EventFactory, MeetingFactory):
        factory(**{"commune" if factory is ContactFactory else "area": village.commune})
    for factory in (SnapshotFactory, TargetFactory, TileFactory):
        if not factory._meta.model.unscoped.filter(area=village.commune).exists():
            factory(area=village.commune)


def keep_what_was_sent(home: models.Model, author: User) -> None:
    """Add a row of each thing that is kept of what was done without a network."""
    told = {"village": home.village, "author": author, "household_uuid": home.uuid}
    person = home.residents.first()
    CellWriteFactory(operation=SentOperationFactory(**told), resident=person)
    CellConflictFactory(resident=person)
    CarriedVillageFactory(user=author, village=home.village)


def keep_a_report(commune: Area, sender: User) -> None:
    """Add a row of each thing that is kept of reports; to a database a commune may ask as a province does."""
    form = FormVersionFactory(form__area=commune).form
    period = PeriodFactory(schedule=ScheduleFactory(area=commune, form=form))
    ReopeningFactory(period=period, area=commune)
    ExtensionFactory(period=period, area=commune)
    report = ReportFactory(period=period, area=commune)
    SubmissionFactory(report=report, sent_by=sender)
    TypedValueFactory(report=report)
    CommentFactory(report=report)
    if not WordTemplate.unscoped.filter(province=commune).exists():
        WordTemplateFactory(province=commune)
    PublishedFigureFactory(area=commune)
    AssignmentFactory(part__operation__reorganisation__area=commune)
    AllotmentFactory(part__operation__reorganisation__area=commune)


def pair_of(model: type[models.Model], world: World) -> tuple[models.Model, models.Model]:
    """An object of the commune, and one of another commune."""
    name = model._meta.model_name
    if hasattr(world.own, name):
        return getattr(world.own, name), getattr(world.theirs, name)
    special = {
        "localplatform": (world.own.platform, world.theirs.platform),
        "area": (world.village, world.foreign),
        "user": (world.local, world.officer),
    }
    if name in special:
        return special[name]
    if model is AuditEntry:
        found = AuditEntry.unscoped.filter(subject="areas.area")
        return found.get(subject_key=world.village.pk), found.get(subject_key=world.foreign.pk)
    every = model.unscoped.order_by("pk")
    pair = [every.inside(unit.path).first() for unit in (world.commune, world.other)]
    return pair[0], pair[1]


def three_more(world: World) -> None:
    for number in (2, 3):
        village = add_village(
            by=world.national, commune=world.commune, kind=Kind.THON, name=str(number)
        )
        make_facts(world.national, village, f"Bông {number}")
        keep_something(village)
        make_user(world.national, f"b{number}", Role.OFFICER, world.commune, f"Bông {number}")
        unit = make_unit(world.province, Level.COMMUNE, Kind.XA, f"Đá {number}")
        stone = add_village(by=world.national, commune=unit, kind=Kind.THON, name="Đá")
        make_facts(world.national, stone, f"Đá {number}")
        keep_something(stone)
        Succession.unscoped.create(predecessor=unit, successor=world.commune, on=DAY)


def test_every_model_of_ours_has_a_scoped_admin() -> None:
    assert MODELS
    for model in MODELS:
        assert isinstance(admin.site.get_model_admin(model), ScopedAdmin), model


def test_no_form_holds_an_endless_list(world: World, rf) -> None:
    request = rf.get("/")
    request.user = world.local
    for model in MODELS:
        page = admin.site.get_model_admin(model)
        for name in page.add_fields + page.change_fields:
            try:
                column = model._meta.get_field(name)
            except Exception:  # noqa: S112 - a field of the form alone
                continue
            if column.is_relation:
                widget = page.formfield_for_dbfield(column, request).widget.widget
                assert isinstance(widget, AutocompleteSelect), (model, name)


@pytest.mark.parametrize("model", MODELS_OF_TODAY)
@pytest.mark.parametrize(
    # To a database a province is a path as a commune is.
    "who",
    ["national", "provincial", "local"],
)
def test_pages_open(model: type[models.Model], who: str, world: World) -> None:
    client = signed_in(getattr(world, who))
    own, _foreign = pair_of(model, world)
    page_of(client, url(model, "changelist"))
    assert client.post(url(model, "changelist"), {"q": "an ninh tay"}).status_code == 200
    page_of(client, url(own, "history"))
    changed = client.get(url(own, "change"))
    assert changed.status_code == 200
    may_add = admin.site.get_model_admin(model).has_add_permission(changed.wsgi_request)
    assert client.get(url(model, "add")).status_code == (200 if may_add else 403)


# The key of a row of the other commune is tried every day; of those that nobody has, one.
NO_KEYS = share_of_today([999999, 10**30, "abc", "1_00", "²"], of=5)


@pytest.mark.parametrize("model", MODELS)
def test_foreign_and_missing_are_not_found(model: type[models.Model], world: World) -> None:
    client = signed_in(world.local)
    own, foreign = pair_of(model, world)
    listed = client.get(url(model, "changelist")).context["cl"].result_list
    assert own in listed
    assert foreign not in listed
    with bare_not_found():
        for page in ("change", "history", "delete"):
            for key in (foreign.pk, *NO_KEYS):
                address = url(own, page).replace(f"/{own.pk}/", f"/{key}/")
                assert client.get(address).status_code == 404, (page, key)
                assert client.post(address, {"post": "yes"}).status_code in {404, 405}, (page, key)
        assert client.get(url(own, "delete")).status_code == 404
        assert client.post(url(own, "delete"), {"post": "yes"}).status_code == 404
    assert type(own).unscoped.filter(pk=own.pk).exists()


def asked_by_lists(world: World) -> dict[str, int]:
    """Return what the list of each model asks, once it was opened before."""
    found = {}
    for model in MODELS_OF_TODAY:
        client = signed_in(world.provincial if model is CommuneCount else world.local)
        page_of(client, url(model, "changelist"))
        with CaptureQueriesContext(connection) as queries:
            page_of(client, url(model, "changelist"))
        found[model.__name__] = len(queries)
    return found


def test_a_list_asks_the_same_number_of_questions(world: World) -> None:
    few = asked_by_lists(world)
    assert len(few) == len(MODELS_OF_TODAY)
    three_more(world)
    assert asked_by_lists(world) == few


@pytest.mark.parametrize("model", MODELS_OF_TODAY)
def test_only_the_filters_on_the_page_are_asked(model: type[models.Model], world: World) -> None:
    client = signed_in(world.national)
    with bare_not_found():
        for lookup in ("search_key__startswith", "head_name__startswith", "pk__gt", "area__path"):
            assert client.get(url(model, "changelist"), {lookup: "a"}).status_code == 404
        assert client.get(url(model, "changelist"), {"_to_field": "search_key"}).status_code == 404


@pytest.mark.parametrize("model", MODELS_OF_TODAY)
def test_every_link_of_a_filter_answers(model: type[models.Model], world: World) -> None:
    client = signed_in(world.national)
    page = client.get(url(model, "changelist"))
    filters = getattr(page, "context_data", {"cl": None})["cl"]
    links = {
        choice["query_string"]
        for one in (filters.filter_specs if filters else ())
        for choice in one.choices(filters)
    }
    refused = {
        link for link in links if client.get(url(model, "changelist") + link).status_code != 200
    }
    assert not refused


def test_nobody_but_an_administrator_comes_in(world: World, settings) -> None:
    settings.LOGIN_URL = "/dang-nhap/"
    pages = [reverse("admin:index"), url(Area, "changelist"), url(world.village, "change")]
    for address in [*pages, reverse("admin:login"), reverse("admin:jsi18n")]:
        assert signed_in(world.officer).get(address).status_code == 404
        answer = Client().get(address, follow=True)
        assert answer.redirect_chain[-1][0].startswith("/dang-nhap/?next=/quan-tri/")
    evil = Client().get(reverse("admin:login"), {"next": "https://evil.example/"})
    assert evil["Location"] == "/dang-nhap/?next=/quan-tri/"
    home = signed_in(world.local).get(reverse("admin:login"))
    assert home["Location"] == reverse("admin:index")


def test_the_index_lists_the_apps_from_the_lowest_up(world: World) -> None:
    response = signed_in(world.local).get(reverse("admin:index"))
    assert [app["app_label"] for app in response.context["app_list"]] == list(APPS)
    assert "<title>Quản trị Tổ số | Tổ số</title>" in " ".join(response.content.decode().split())
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy


def test_the_index_opens_on_first_steps_and_folds_the_tables_by_purpose(world: World) -> None:
    page = signed_in(world.national).get(reverse("admin:index")).content.decode()
    head, tables = page.split('id="tables-title"')
    for words in ("Xem lại đơn vị", "Mời người dùng", "Đặt chỉ tiêu", "Ghi nền tảng số của tỉnh"):
        assert words in head
    assert reverse("admin:areas_area_add") in head
    assert tables.count('<details class="purpose">') == len(PURPOSES)
    assert "nav-sidebar" not in page


def test_every_table_of_the_admin_stands_in_one_purpose() -> None:
    folded = [key for _title, keys in PURPOSES for key in keys]
    assert sorted(folded) == sorted(ADMIN_MODELS)
    assert {key for step in STEPS for key in step.tables} <= set(folded)


def test_nobody_is_led_to_a_table_that_is_closed_to_them() -> None:
    assert first_page([]) == {"steps": [], "purposes": []}


def test_yes_and_no_and_empty_boxes_are_said_in_words(world: World) -> None:
    """Django shows a picture that is read out as "True", a box without a name, a search without words."""
    client = signed_in(world.national)
    for address in (url(User, "changelist"), url(world.officer, "change")):
        page = client.get(address).content.decode()
        assert 'alt="True"' not in page
        assert "có<" in page
    assert 'data-placeholder="Địa bàn: bấm để tìm"' in page
    listed = client.get(url(User, "changelist")).content.decode()
    assert '<label for="searchbar">Từ cần tìm</label>' in listed
    assert said_in_words(User, "full_name") == "full_name"


def test_no_field_of_the_admin_goes_by_its_bare_name(world: World, rf) -> None:
    request = rf.get("/")
    request.user = world.national
    bare = set()
    for model in MODELS:
        page = admin.site.get_model_admin(model)
        known = {field.name: field for field in model._meta.get_fields()}
        shown, labels = page.get_readonly_fields(request, model()), labels_of(model)
        read = [name for name in shown if name not in labels]
        for name in {*page.get_list_display(request), *read}:
            word = str(getattr(known.get(name), "verbose_name", "–"))
            if word == str(name).replace("_", " "):
                bare.add(f"{model._meta.label}.{name}")
    assert not bare


def test_a_choice_is_said_in_words_and_what_a_row_belongs_to_stays_a_link(world: World) -> None:
    """Neither is lost where a field is given another name."""
    client = signed_in(world.national)
    part = PartFactory()
    row = client.get(url(type(part), "changelist")).content.decode()
    assert f'<td class="field-side">{part.get_side_display()}</td>' in row
    page = client.get(url(part, "change")).content.decode()
    assert f'<a href="{url(part.operation, "change")}">' in page
    assert "Việc của quyết định:" in page


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_words_of_a_form_s_calendar_come(world: World, language: str) -> None:
    client = signed_in(world.local)
    client.cookies["django_language"] = language
    answer = client.get(reverse("admin:jsi18n"))
    assert answer.status_code == 200
    assert (json.dumps("Hôm nay") in answer.content.decode()) is (language == "vi")


def test_pages_that_go_round_the_doors_are_gone(world: World) -> None:
    client = signed_in(world.local)
    assert client.get(f"/quan-tri/r/1/{world.foreign.pk}/").status_code == 404
    assert client.get("/quan-tri/password_change/done/").status_code == 404


def test_search_boxes_are_hard_to_fool(world: World) -> None:
    client = signed_in(world.local)
    address = reverse("admin:autocomplete")
    asked = {"app_label": "teams", "model_name": "team", "field_name": "area", "term": "\x00 xa"}
    assert client.post(address, asked).status_code == 200
    for wrong in (
        {"field_name": "tier"},
        {"model_name": "nobody"},
        {"app_label": "admin", "model_name": "logentry", "field_name": "content_type"},
    ):
        assert client.post(address, asked | wrong).status_code == 403
    asked |= {"app_label": "admin", "model_name": "logentry", "field_name": "user", "term": ""}
    assert client.post(address, asked).json()["results"] == []


def test_a_list_counts_no_further_than_it_must(db: None) -> None:
    assert isinstance(admin.site.get_model_admin(Area).get_paginator(None, [], 50), Paginator)
    with CaptureQueriesContext(connection) as asked:
        pages = ShortCount(Area.unscoped.order_by("sort_key"), 50)
        assert pages.count == 0
    assert f"LIMIT {COUNTED + 1}" in asked[0]["sql"]
    assert "ORDER BY" not in asked[0]["sql"]
    assert not pages.is_short
    pages.__dict__["count"] = COUNTED + 1
    assert pages.is_short


def test_a_long_list_says_so(world: World, monkeypatch) -> None:
    monkeypatch.setattr("web.admin_parts.COUNTED", 1)
    assert "hơn 1" in page_of(signed_in(world.national), url(Area, "changelist"))


def test_history_is_our_audit_and_nothing_else_is_logged(world: World) -> None:
    client = signed_in(world.local)
    rename(
        by=world.local,
        area=world.village,
        kind=Kind.THON,
        name="Hội Phú Mới",
        on=DAY + timedelta(days=1),
        document="12/NQ-HĐND",
    )
    text = page_of(client, url(world.village, "history"))
    assert "Đổi tên đơn vị" in text
    assert "12/NQ-HĐND" in text
    assert not LogEntry.objects.exists()


def test_the_audit_hides_names_in_one_place(world: World) -> None:
    added = AuditEntry.unscoped.filter(subject="households.household").earliest("id")
    assert added.shown_changes(may_see_names=True) == {"head_name": [None, "Nguyễn Thị Sen"]}
    assert added.shown_changes(may_see_names=False) == {"head_name": [None, HIDDEN]}
    surveyed = AuditEntry.unscoped.get(verb="Khảo sát", subject_key=str(world.own.household.pk))
    assert surveyed.shown_changes(may_see_names=False)["shopping"] == [None, 2]
    for who, seen in (("national", False), ("provincial", False), ("local", True)):
        client = signed_in(getattr(world, who))
        for page in ("change", "history"):
            assert ("Nguyễn Thị Sen" in page_of(client, url(added, page))) is (
                seen and page == "change"
            )
        text = page_of(client, url(world.own.household, "history"))
        assert ("Nguyễn Thị Sen" in text) is seen
        assert (HIDDEN in text) is not seen


def test_the_audit_is_searched_by_person_object_and_document(world: World) -> None:
    client = signed_in(world.local)
    for term, found in (("quoc-gia", True), (world.own.household.code, True), ("khong-co", False)):
        listed = client.post(url(AuditEntry, "changelist"), {"q": term}).context["cl"].result_list
        assert bool(listed) is found


def test_names_of_objects_are_searched_among_the_newest_entries(world: World) -> None:
    client = signed_in(world.local)
    place, kind = world.village.path, "areas.area"
    record = AuditEntryFactory
    old, new = (record(place=place, subject=kind, subject_label=name) for name in ("Cũ", "Mới"))
    with mock.patch("audit.admin._NEWEST", 1):
        for entry, found in ((new, True), (old, False)):
            query = {"q": entry.subject_label}
            listed = client.post(url(AuditEntry, "changelist"), query).context["cl"].result_list
            assert bool(listed) is found
