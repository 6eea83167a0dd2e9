"""A list costs the same at one row and at three: the number of queries is written down.

The first two queries of each page are the session and the person with his area; inside a test the
question whether this is a demo adds one, and the line of who reads one more on each page of names.
"""

import itertools
from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from periodic.drafts.queries.remembered import MEMORY
from reading.actions import REMEMBERED
from reports.page_cache import CACHE
from teams.models import Team
from teams.support.actions import approve_month
from teams.support.queries.facts import work_out
from tests.factories import CardSheetFactory, CodeFactory, TransferFactory, UserFactory
from tests.grown import build_grown, course_of, grow
from tests.world import FOUNDED, World

pytestmark = pytest.mark.django_db

# Each list, who reads it, and what one page of it costs.
PAGES = {
    "households:list": ("officer", 12),
    "households:of_area": ("officer", 12),
    "households:sheet": ("officer", 11),
    "households:print_sheet": ("officer", 8),
    "households:sheet_paper": ("officer", 8),
    "households:key_back": ("officer", 10),
    "households:villages": ("officer", 6),
    "households:add": ("officer", 6),
    "households:search": ("officer", 6),
    "households:declare": ("officer", 7),
    "households:declare_commune": ("officer", 6),
    "households:declare_below": ("committee", 7),
    "households:complete": ("officer", 9),
    "households:completions": ("committee", 5),
    "households:detail": ("officer", 14),
    "households:duplicates": ("officer", 9),
    "households:transfers": ("officer", 6),
    "households:transfer": ("officer", 6),
    "households:offer": ("officer", 8),
    "households:history": ("officer", 12),
    "accounts:list": ("officer", 11),
    "accounts:moved": ("officer", 4),
    "accounts:requests": ("officer", 5),
    "accounts:review": ("officer", 6),
    "accounts:cards": ("officer", 9),
    "accounts:cards above": ("reviewer", 9),
    "accounts:security": ("officer", 6),
    "accounts:inbox": ("officer", 4),
    "audit:list": ("officer", 7),
    "reading:list": ("officer", 8),
    "erasure:list": ("officer", 5),
    "erasure:decision": ("officer", 67),
    "reading:unusual": ("root", 4),
    "offline:many": ("officer", 10),
    "offline:pending": ("officer", 18),
    "offline:item": ("officer", 9),
    "offline:choose": ("officer", 13),
    "privacy:notice": ("officer", 5),
    "privacy:breaches": ("officer", 4),
    "privacy:breach": ("officer", 4),
    "operations:retention": ("root", 5),
    "teams:list": ("officer", 16),
    "teams:detail": ("officer", 16),
    "teams:decisions": ("officer", 7),
    "teams:decision": ("officer", 8),
    "teams:annex": ("officer", 6),
    "teams:reconstitute": ("officer", 6),
    "teams:dissolve_many": ("officer", 5),
    "teams:villages": ("officer", 8),
    "teams:found_many": ("officer", 5),
    "teams:activities": ("officer", 10),
    "teams:activity_start": ("officer", 5),
    "teams:activity_add": ("officer", 7),
    "teams:support": ("officer", 13),
    "teams:support approved": ("officer", 13),
    "teams:support_lines": ("officer", 13),
    "teams:support_print": ("officer", 13),
    "teams:support province": ("committee", 8),
    "reports:support_book": ("officer", 13),
    "teams:equipment": ("officer", 7),
    "teams:equipment_list": ("committee", 9),
    "teams:needs": ("officer", 10),
    "teams:need_ranking": ("committee", 13),
    "teams:need_ranking commune": ("officer", 14),
    "teams:board": ("committee", 12),
    "teams:board village": ("officer", 9),
    "teams:board country": ("root", 8),
    "teams:courses": ("officer", 8),
    "teams:course": ("officer", 10),
    "teams:session": ("officer", 8),
    "teams:session_sheet": ("officer", 6),
    "areas:detail": ("officer", 9),
    "areas:search": ("officer", 5),
    "privacy:requests": ("officer", 10),
    "privacy:requests above": ("committee", 6),
    "privacy:request": ("officer", 7),
    "reports:explore": ("committee", 14),
    "reports:explore_sheet": ("committee", 12),
    "periodic:periods": ("officer", 9),
    "periodic:periods above": ("committee", 8),
    "periodic:waiting": ("reviewer", 6),
    "periodic:report": ("officer", 25),
    "periodic:by_village": ("officer", 23),
    "periodic:published": ("committee", 22),
    "periodic:new_request": ("reviewer", 9),
    "periodic:schedules": ("reviewer", 6),
    "periodic:layouts": ("reviewer", 6),
    "periodic:collected": ("committee", 27),
    "reports:meetings": ("officer", 13),
    "reports:meeting": ("officer", 4),
    "reports:meeting_book": ("officer", 4),
    "reports:dashboard_sheet": ("committee", 11),
    "reports:today": ("officer", 28),
    "reports:dashboard commune": ("officer", 12),
    "reports:dashboard district": ("reviewer", 12),
    "reports:dashboard province": ("committee", 11),
    "reports:dashboard country": ("root", 12),
    "reports:below commune": ("officer", 8),
    "reports:below province": ("committee", 6),
    "reports:below searched": ("committee", 7),
    "reports:below grouped": ("committee", 7),
    "reports:calls": ("committee", 13),
    "reports:calls commune": ("officer", 15),
    "reports:call_sheet": ("committee", 11),
    "reports:rollout_of commune": ("officer", 16),
    "reports:rollout_of district": ("reviewer", 14),
    "reports:rollout_of province": ("committee", 14),
    "reports:rollout_of country": ("root", 8),
    "reports:rollout_of narrowed": ("committee", 15),
    "reports:first_steps commune": ("officer", 8),
    "reports:first_steps province": ("committee", 4),
    "reports:first_steps country": ("root", 25),
    "reports:kick_off": ("officer", 9),
    "reports:tile_map": ("committee", 9),
    "reports:tile_map country": ("root", 7),
    "reports:without_team": ("committee", 8),
    "reports:targets commune": ("officer", 23),
    "reports:targets province": ("committee", 21),
    "reports:targets country": ("root", 21),
    "reports:why commune": ("officer", 25),
    "reports:why province": ("committee", 24),
    "reports:why teams": ("committee", 29),
    "reports:why_cause households": ("officer", 11),
    "reports:why_cause units": ("committee", 12),
    "reports:why_cause villages": ("committee", 30),
    "skills:platforms": ("officer", 7),
    "guide:index": ("officer", 4),
    "guide:card": ("officer", 4),
    "imports:upload": ("officer", 10),
    "imports:detail": ("officer", 8),
    "imports:waiting": ("officer", 4),
    "reorganisations:list": ("officer", 10),
    "reorganisations:new": ("officer", 7),
    "reorganisations:sheet": ("officer", 4),
    "reorganisations:detail": ("officer", 27),
    "reorganisations:assign": ("officer", 17),
}

# More comes after this one is approved, and is told beside it.
APPROVED = "teams:support approved"


def addresses(world):
    own = world.own
    # In a month with a session it is asked who was there: on whatever day of a month the test runs.
    held = f"{own.team.activities.latest('held_on').held_on:%Y-%m}"
    return {
        "households:list": f"/thon/{own.village.pk}/ho/",
        "households:of_area": f"/dia-ban/{own.area.pk}/ho/",
        "households:declare_commune": f"/xa/{own.area.pk}/so-khai-bao/",
        "households:declare_below": f"/don-vi/{own.area.province_id}/so-khai-bao/",
        "households:complete": f"/don-vi/{own.village.pk}/so-da-du/",
        "households:completions": f"/don-vi/{own.area.province_id}/cho-xac-nhan/",
        "households:sheet": f"/thon/{own.village.pk}/ho/bang/",
        "households:print_sheet": f"/thon/{own.village.pk}/phieu/",
        "households:sheet_paper": f"/phieu/{sheet_of(own)}/",
        "households:key_back": f"/phieu/{sheet_of(own)}/nhap/",
        "households:villages": "/ho-gia-dinh/",
        "households:add": f"/thon/{own.village.pk}/ho/moi/",
        "households:search": "/ho-gia-dinh/tim/",
        "households:declare": f"/thon/{own.village.pk}/so-ho/",
        "households:detail": f"/ho/{own.household.uuid}/",
        "households:transfers": f"/xa/{own.area.pk}/ho-chuyen-xa/",
        "households:transfer": f"/chuyen-xa/{offered(world)}/",
        "households:offer": f"/ho/{own.household.uuid}/sang-xa-khac/?q=xa",
        "households:duplicates": f"/thon/{own.village.pk}/trung/",
        "erasure:list": "/xoa-du-lieu/",
        "erasure:decision": f"/xoa-du-lieu/{own.erasure.uuid}/",
        "households:history": f"/ho/{own.household.uuid}/lich-su/",
        "teams:list": "/to/",
        "teams:detail": f"/to/{own.team.pk}/",
        "teams:decisions": "/to/quyet-dinh/",
        "teams:decision": f"/to/quyet-dinh/{own.team.decisions.first().pk}/",
        "teams:annex": f"/to/quyet-dinh/{own.team.decisions.first().pk}/danh-sach/",
        "teams:reconstitute": f"/to/quyet-dinh/kien-toan/{all_teams(own)}",
        "teams:dissolve_many": "/to/quyet-dinh/giai-the/",
        "teams:villages": f"/to/{own.team.pk}/thon/",
        "teams:found_many": "/to/quyet-dinh/thanh-lap/",
        "teams:activities": "/to/hoat-dong/",
        "teams:activity_start": "/to/buoi-moi/?chon=1",
        "teams:activity_add": f"/to/{own.team.pk}/buoi-moi/",
        "teams:support": f"/to/ho-tro/{own.area.pk}/?thang={held}",
        "teams:support approved": approved(own),
        "teams:support_lines": f"/to/ho-tro/{own.area.pk}/tung-khoan/?thang={held}",
        "teams:support_print": f"/to/ho-tro/{own.area.pk}/in/?thang={held}",
        "teams:support province": f"/to/ho-tro/{world.province.pk}/",
        "reports:support_book": f"/ho-tro/{own.area.pk}/excel/?thang=2026-03",
        "teams:equipment": f"/to/{own.team.pk}/thiet-bi/",
        "teams:equipment_list": f"/to/thiet-bi/?dia-ban={world.province.pk}&tinh-trang=tot",
        "teams:needs": "/to/nhu-cau/",
        "teams:need_ranking": f"/to/nhu-cau/xep-hang/?dia-ban={world.province.pk}",
        "teams:need_ranking commune": "/to/nhu-cau/xep-hang/",
        "teams:board": f"/to/so-lieu/{world.province.pk}/",
        "teams:board village": f"/to/so-lieu/{own.village.pk}/",
        "teams:board country": f"/to/so-lieu/{world.country.pk}/",
        "teams:courses": "/to/tap-huan/",
        "teams:course": f"/to/tap-huan/{course_of(own).pk}/",
        "teams:session": f"/to/tap-huan/buoi/{course_of(own).sessions.first().pk}/",
        "teams:session_sheet": f"/to/tap-huan/buoi/{course_of(own).sessions.first().pk}/phieu/",
        "accounts:list": "/tai-khoan/",
        "accounts:requests": "/tai-khoan/cho-duyet/",
        "audit:list": "/nhat-ky/",
        "reading:list": "/ai-da-xem-ten/",
        "reading:unusual": "/ai-da-xem-ten/khac-thuong/",
        "offline:many": "/cho-xu-ly/nhieu-muc/",
        "offline:pending": "/cho-xu-ly/",
        "offline:choose": f"/ho/{world.with_waiting() and own.household.uuid}/ban-dung/",
        "offline:item": f"/cho-xu-ly/{world.with_waiting().uuid}/",
        "privacy:notice": "/quyen-rieng-tu/",
        "privacy:breaches": "/su-co-du-lieu/",
        "privacy:breach": f"/su-co-du-lieu/{own.breach.pk}/",
        "operations:retention": "/van-hanh/luu-giu/",
        "areas:detail": f"/dia-ban/{own.area.pk}/",
        "reorganisations:list": world.with_draft() and "/sap-xep/",
        "reorganisations:new": "/sap-xep/moi/",
        "reorganisations:sheet": "/sap-xep/bang/",
        "reorganisations:assign": f"/sap-xep/{world.with_split().uuid}/viec/"
        f"{world.with_split().operations.get().pk}/xep-ho/",
        "reorganisations:detail": f"/sap-xep/{world.with_draft().uuid}/",
        "areas:search": "/dia-ban/tim/?q=ta",
        "privacy:requests": "/du-lieu-ca-nhan/yeu-cau/",
        "privacy:requests above": "/du-lieu-ca-nhan/yeu-cau/",
        "privacy:request": f"/du-lieu-ca-nhan/yeu-cau/{own.request.uuid}/",
        "reports:today": "/viec/",
        "reports:dashboard commune": f"/tong-quan/{own.area.pk}/",
        "reports:dashboard district": f"/tong-quan/{world.district.pk}/",
        "reports:dashboard province": f"/tong-quan/{world.province.pk}/",
        "reports:dashboard country": f"/tong-quan/{world.country.pk}/",
        "reports:explore": "/tra-cuu/",
        "reports:explore_sheet": "/tra-cuu/excel/",
        "periodic:periods": "/bao-cao/",
        "periodic:periods above": "/bao-cao/",
        "periodic:waiting": "/bao-cao/cho-duyet/",
        "periodic:new_request": "/bao-cao/yeu-cau/moi/",
        "periodic:published": f"/bao-cao/da-cong-bo/{world.with_reports().schedule.area_id}/",
        "periodic:schedules": "/bao-cao/lich/",
        "periodic:layouts": "/bao-cao/bieu-mau/",
        "periodic:collected": f"/bao-cao/{world.with_reports().uuid}/bang-thu/",
        "periodic:report": f"/bao-cao/{world.with_reports().uuid}/{own.area.code}/",
        "periodic:by_village": f"/bao-cao/{world.with_reports().uuid}/{own.area.code}/theo-thon/",
        "reports:meetings": "/hop/",
        "reports:meeting": f"/hop/{own.meeting.uuid}/",
        "reports:meeting_book": f"/hop/{own.meeting.uuid}/tap/",
        "reports:dashboard_sheet": f"/tong-quan/{world.province.pk}/excel/?q=xa",
        "reports:below commune": f"/tong-quan/{own.area.pk}/con/",
        "reports:below province": f"/tong-quan/{world.province.pk}/con/",
        "reports:below searched": f"/tong-quan/{world.district.pk}/con/?q=xa",
        "reports:below grouped": f"/tong-quan/{world.district.pk}/con/?nhom=loai&mo=3",
        "reports:calls": f"/goi/{world.province.pk}/",
        "reports:rollout_of commune": f"/trien-khai/{own.area.pk}/",
        "reports:rollout_of district": f"/trien-khai/{world.district.pk}/",
        "reports:rollout_of province": f"/trien-khai/{world.province.pk}/",
        "reports:rollout_of country": f"/trien-khai/{world.country.pk}/",
        "reports:rollout_of narrowed": f"/trien-khai/{world.province.pk}/?q=xa&lien-he=chua-lien-he",
        "reports:first_steps commune": "/bat-dau/",
        "reports:first_steps province": "/bat-dau/",
        "reports:first_steps country": "/bat-dau/",
        "reports:kick_off": f"/bat-dau/{own.area.pk}/hop/",
        "reports:calls commune": f"/goi/{own.area.pk}/",
        "reports:call_sheet": f"/goi/{world.province.pk}/in/",
        "reports:tile_map": f"/tong-quan/{world.district.pk}/so-do/",
        "reports:tile_map country": f"/tong-quan/{world.country.pk}/so-do/",
        "reports:without_team": f"/tong-quan/{world.province.pk}/thon-chua-co-to/",
        "reports:why commune": f"/tong-quan/{own.area.pk}/vi-sao/",
        "reports:why province": f"/tong-quan/{world.province.pk}/vi-sao/",
        "reports:why teams": f"/tong-quan/{world.province.pk}/vi-sao/?chi-tieu=thon-co-to",
        "reports:why_cause households": f"/tong-quan/{own.area.pk}/vi-sao/chuyen-den/",
        "reports:why_cause units": f"/tong-quan/{world.province.pk}/vi-sao/chuyen-den/",
        "reports:why_cause villages": f"/tong-quan/{world.province.pk}/vi-sao/lap-to/?tu=2026-01-01",
        "reports:targets commune": f"/chi-tieu/{own.area.pk}/",
        "reports:targets province": f"/chi-tieu/{world.province.pk}/",
        "reports:targets country": f"/chi-tieu/{world.country.pk}/",
        "reports:trend": f"/tong-quan/{world.province.pk}/dien-bien/",
        "reports:compare": f"/tong-quan/{world.province.pk}/so-sanh/",
        "skills:platforms": f"/nen-tang/{own.area.pk}/",
        "accounts:review": "/tai-khoan/ra-soat/",
        "accounts:moved": "/tai-khoan/don-vi-cu/",
        "accounts:security": "/bao-mat/",
        "accounts:inbox": "/tin-bao/",
        "accounts:cards": newcomer(own),
        "accounts:cards above": newcomer(own),
        "guide:index": "/huong-dan/",
        "guide:card": "/huong-dan/to-vien/in/",
        "imports:upload": "/nhap-excel/",
        "imports:detail": f"/nhap-excel/{own.file.uuid}/",
        "imports:waiting": "/nhap-excel/viec/",
    }


def all_teams(commune):
    """Ask for all teams of a commune; asked before and after there are more."""
    teams = Team.unscoped.inside(commune.area.path)
    return "?" + "&".join(f"to={team.pk}" for team in teams)


def newcomer(commune):
    """Invite somebody who has not come, once, and give their card out."""
    if not User.unscoped.filter(username="chua-den").exists():
        person = UserFactory(username="chua-den", area=commune.area, password="!")
        sheet = CardSheetFactory(area=commune.area, made_by=commune.officer)
        CodeFactory(person=person, sheet=sheet)
    return "/tai-khoan/giay-moi/"


def offered(world):
    """Let our neighbours offer us a household, once, of which nobody was told."""
    home = world.sibling.households[1]
    return (
        home.transfers.first() or TransferFactory(household=home, to_commune=world.own.area)
    ).uuid


def sheet_of(commune):
    """Return the sheet printed last; asked before and after the lists have grown."""
    return commune.village.printed_sheets.first().uuid


def approved(commune):
    """Approve a month of support, once; what grows later is told beside it."""
    month = date(2026, 3, 1)
    if not commune.area.support_sheets.exists():
        seen = work_out(commune.area, month).code
        approve_month(by=commune.officer, commune=commune.area, month=month, seen=seen)
    return f"/to/ho-tro/{commune.area.pk}/?thang=2026-03"


# In the small world all who were asked have sent: no register is read then.
ALL_SENT = {"periodic:collected": 15}


def build_few():
    world = World.build()
    # Whatever the address of one of the pages needs is there once, for all of them.
    addresses(world)
    return world


def build_many():
    world = build_grown()
    addresses(world)
    return world


@pytest.fixture(scope="session")
def kept_worlds(keep):
    """Make the small world and that of `tests/grown.py`."""
    return keep(build_few), keep(build_many)


# A world is laid once for so many pages; each finds it as it was laid, and nothing remembered.
TOGETHER = list(itertools.batched([page for page in PAGES if page != APPROVED], 10, strict=False))


@pytest.mark.parametrize("pages", TOGETHER, ids=itertools.count(1))
def test_a_page_costs_the_same_however_long_the_list(db, kept_worlds, pages):
    few, many = [costs_of(kept, pages) for kept in kept_worlds]
    most = {page: PAGES[page][1] for page in pages}
    assert (few, many) == (most | {page: n for page, n in ALL_SENT.items() if page in most}, most)
    assert timezone.localdate() > FOUNDED


def costs_of(kept, pages):
    """Return what each of these pages costs in this world."""
    costs = {}
    with transaction.atomic():
        world = kept.lay()
        found = addresses(world)
        for page in pages:
            CACHE.clear()
            MEMORY.clear()
            REMEMBERED.clear()
            with transaction.atomic():
                costs[page] = measured(reader(world, page), found[page])
                transaction.set_rollback(True)
        transaction.set_rollback(True)
    return costs


def test_an_approved_month_costs_the_same_when_more_is_told_beside_it(world):
    client = reader(world, APPROVED)
    few = measured(client, addresses(world)[APPROVED])
    grow(world)
    many = measured(client, addresses(world)[APPROVED])
    assert (few, many) == (PAGES[APPROVED][1], PAGES[APPROVED][1])


def reader(world, page):
    people = SimpleNamespace(
        officer=world.own.officer,
        reviewer=world.reviewer,
        committee=world.committee,
        root=world.root,
    )
    client = Client()
    client.force_login(getattr(people, PAGES[page][0]), backend="accounts.sessions.RoleBackend")
    # A session notes once a minute that it is awake; not in the page that is measured.
    client.get("/cach-tinh/")
    return client


def measured(client, page):
    # Words that look for people come by POST, which writes nothing.
    ask = client.post if page.endswith("/ho-gia-dinh/tim/") else client.get
    with CaptureQueriesContext(connection) as queries:
        assert ask(page, {"q": "ho"} if ask == client.post else None).status_code == 200
    return len(queries)
