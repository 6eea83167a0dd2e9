"""A province of 102 communes, one of which climbs every step: what may be said at each, worked out by hand.

The commune declared 2,862 households in 12 villages. Of the others nothing is known but that they are
there; two have an account.
"""

import json
import re
from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import timezone

from accounts.roles import Role
from areas.actions import recount_villages
from areas.models import Area
from figures.adoption import Step
from figures.indicators import INDICATORS
from households.counts.rollup import HOUSEHOLDS
from households.declarations.actions import NeedsReason, confirm_complete, declare, declare_complete
from households.models import Completion, Household
from reports.charts.bands import UNKNOWN, band_of
from reports.dashboard.queries.dashboard import dashboard_of
from reports.dashboard.queries.ranking import Order
from reports.meetings.actions import freeze
from reports.meetings.queries.frozen import Frozen, page_now
from reports.page_cache import CACHE
from reports.units.queries.child_units import below
from rollup.counts import lock, recount
from rollup.models import VillageCount
from skills.catalogue import ALL_FIVE
from tests.books import sheets
from tests.factories import (
    CommuneFactory,
    CompletionFactory,
    CountryFactory,
    ProvinceFactory,
    TargetFactory,
    UserFactory,
    VillageFactory,
)
from tests.pages import signed_in
from tests.said_rates import lines_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
COMMUNES, VILLAGES, DECLARED = 102, 12, 2862
TODAY = timezone.localdate()
TARGET = {"level": 80, "document_on": date(2026, 1, 1), "due_on": date(2026, 12, 31)}


@dataclass
class Place:
    """The province, its committee, and the commune that climbs."""

    province: Area
    commune: Area
    committee: object
    reader: object

    def page(self, area, path=""):
        """Return a page of a unit as it is read by the committee."""
        CACHE.clear()
        found = self.reader.get(f"/tong-quan/{area.pk}/{path}")
        assert found.status_code == 200
        return " ".join(re.sub(r"<[^>]+>", " ", found.content.decode()).split())

    def lede(self, area):
        """Return the sentence of a dashboard."""
        CACHE.clear()
        page = self.reader.get(f"/tong-quan/{area.pk}/")
        return " ".join(re.sub(r"<[^>]+>", "", page.context["lede"]).split())

    def calls(self):
        """Return the first calls of the province: commune and reason."""
        CACHE.clear()
        board = self.reader.get(f"/tong-quan/{self.province.pk}/").context["board"]
        return [(call.commune.pk, call.reason.key) for call in board.calls]

    @property
    def own(self):
        """The commune among the units below the province."""
        inside = below(self.province, timezone.localdate())
        return next(child for child in inside.children if child.pk == self.commune.pk)

    @property
    def rank(self):
        """The place of the commune by covered households; None is none."""
        order = Order.asked("")
        children = order.sort(below(self.province, timezone.localdate()).children)
        places = dict(zip([c.pk for c in children], order.places(children), strict=True))
        return places[self.commune.pk]

    # The steps.

    def account(self):
        return UserFactory(area=self.commune, role=Role.OFFICER, last_login=None, phone="0905 1")

    def villages(self):
        self.account()
        self.commune.users.update(last_login=timezone.now())
        for _ in range(VILLAGES):
            VillageFactory(parent=self.commune)
        recount_villages(self.commune)

    def declared(self):
        self.villages()
        declare(
            by=None, area=self.commune, households=DECLARED, villages=VILLAGES, source="UBND xã"
        )

    def registered(self, *each, covered=None):
        """Let the villages hold these households, all surveyed; covered ones are as many or fewer."""
        Household.unscoped.filter(village__parent=self.commune).delete()
        villages = list(self.commune.children.order_by("pk"))
        for village, n, known in zip(villages, each, covered or each, strict=True):
            rows = [household(village, is_covered=at < known) for at in range(n)]
            Household.unscoped.bulk_create(rows)
        lock([self.commune])
        recount(*villages, of=[HOUSEHOLDS])

    def closed(self, *each, covered=None, reason=""):
        """Call every register and then the list complete, as an officer does; the reason is given where it is asked."""
        self.registered(*each, covered=covered)
        for area in [*self.commune.children.order_by("pk"), self.commune]:
            try:
                declare_complete(by=None, area=area)
            except NeedsReason:
                declare_complete(by=None, area=area, reason=reason)


def household(village, *, is_covered):
    """Build a household in which one person was asked everything; they know all of it, or nothing."""
    known = ALL_FIVE if is_covered else 0
    return Household(
        village=village,
        head_name="Hộ",
        opened_on=TODAY,
        skills_mask=known,
        asked_mask=ALL_FIVE,
        best_mask=known,
        best_asked_mask=ALL_FIVE,
        covered=is_covered,
        ruled_out=not is_covered,
        surveyed_on=TODAY,
        reviewed_on=TODAY,
        summed_on=TODAY,
        saved_at=timezone.now(),
    )


@pytest.fixture
def place(db):
    """Lay out a province of 102 communes of which two others have an account."""
    province = ProvinceFactory(parent=CountryFactory(), name="An Khởi")
    communes = CommuneFactory.create_batch(COMMUNES, parent=province)
    lock(communes)
    for other in communes[-2:]:
        UserFactory(area=other, role=Role.OFFICER, last_login=None)
    committee = UserFactory(area=province, role=Role.COMMITTEE)
    return Place(province, communes[0], committee, signed_in(committee))


def spread(total):
    """Share households out over the villages."""
    return [total // VILLAGES + (n < total % VILLAGES) for n in range(VILLAGES)]


def test_of_nothing_nothing_is_said_but_that_nobody_has_begun(place):
    assert place.own.step == Step.NO_ACCOUNT
    assert place.lede(place.commune) == (
        "Xã chưa bắt đầu: chưa cấp tài khoản. Chưa có thôn, chưa có hộ nào trong sổ."
    )
    assert place.lede(place.province) == (
        "102/102 xã chưa bắt đầu: 100 chưa cấp tài khoản, 2 chưa đăng nhập."
    )
    assert "0,0%" not in place.page(place.province)
    assert "0/102 xã cập nhật trong 30 ngày qua" in place.page(place.province)
    # Those without an account are furthest from beginning; among equals the first entered.
    assert place.calls()[0] == (place.commune.pk, "chua-bat-dau")
    assert "Chưa có ai Chưa có tài khoản công chức xã" in place.page(place.province)


def test_an_account_nobody_signed_in_with_is_the_next_step(place):
    officer = place.account()
    assert place.own.step == Step.NOT_SIGNED_IN
    assert "102/102 xã chưa bắt đầu: 99 chưa cấp tài khoản, 3 chưa đăng nhập." in place.lede(
        place.province
    )
    found = place.reader.get(f"/goi/{place.province.pk}/?trang=4")
    listed = [call.commune.pk for call, _key in found.context["calls"]]
    assert (len(listed), listed[-1]) == (25, place.commune.pk)
    assert officer.full_name in found.content.decode()


def test_villages_without_households_have_not_begun(place):
    place.villages()
    assert place.own.step == Step.NO_HOUSEHOLD
    assert place.lede(place.commune) == (
        "Xã chưa bắt đầu: chưa có hộ. Còn 12 thôn chưa có tổ. Chưa có hộ nào trong sổ."
    )
    assert "99 chưa cấp tài khoản, 2 chưa đăng nhập, 1 chưa có hộ." in place.lede(place.province)
    assert place.rank is None


def test_a_declaration_is_a_denominator_and_no_beginning(place):
    place.declared()
    assert place.own.step == Step.NO_HOUSEHOLD
    assert "Chưa khảo sát hộ nào: còn 2.862 hộ." in place.lede(place.commune)
    page = place.page(place.commune)
    assert "Chưa rõ thôn" in page
    assert "chưa rõ thôn: 2.862 hộ khai báo chưa có trong sổ thôn nào." in page
    assert (place.rank, band_of(place.own)) == (None, UNKNOWN)
    # In the table of the province it has no rate, and its step stands where others have a day.
    listed = place.page(place.province, "con/?buoc=chua-co-ho")
    assert "— 0/2.862 2.862 2.862 chưa có hộ Cộng" in listed


def test_twelve_of_2862_are_04_percent_with_a_range_and_nothing_else(place):
    place.declared()
    place.registered(*[1] * 12)
    assert place.own.step == Step.BEGUN
    lede = place.lede(place.commune)
    assert "0,4% (12/2.862) – 100,0% (2.862/2.862) hộ có người biết đủ" in lede
    assert "2.850 hộ chưa khảo sát" in lede
    page = place.page(place.commune)
    assert "0,4 % – 100,0 % 12 / 2.862 hộ – 2.862/2.862" in page
    assert "100,0% 12/12" not in page
    assert "Hộ nào cũng" not in page
    assert "Chưa rõ thôn" in page
    own = place.own
    # No colour, no place, no trend.
    assert (band_of(own), place.rank, own.figures.is_known_enough) == (UNKNOWN, None, False)
    province = place.lede(place.province)
    assert province.startswith("101/102 xã chưa bắt đầu: 99 chưa cấp tài khoản, 2 chưa đăng nhập.")
    assert "0,4% (12/2.862) – 100,0% (2.862/2.862) hộ" in province
    assert "1/102 xã cập nhật trong 30 ngày qua" in place.page(place.province)
    assert place.commune.pk not in [pk for pk, _why in place.calls()]


def test_of_few_communes_that_declared_nothing_no_rate_of_the_province_is_said(place):
    place.villages()
    place.registered(*[1] * 12)
    lede = place.lede(place.province)
    assert "12/12 hộ trong sổ có người biết đủ năm kỹ năng số." in lede
    assert "Chưa nói được tỷ lệ chung khi còn xã chưa bắt đầu." in lede
    assert "Hộ nào cũng" not in lede
    assert "100,0 % 12 / 12" not in place.page(place.province)


def test_of_registers_that_nobody_closed_or_declared_it_is_not_said_that_they_are_all(place):
    """A register that has begun is not complete."""
    place.villages()
    place.registered(*[1] * 12)
    lede = place.lede(place.commune)
    assert "12/12 hộ trong sổ có người biết đủ năm kỹ năng số." in lede
    assert "12 sổ chưa ghi là đủ và chưa ai khai báo có bao nhiêu hộ." in lede
    assert "Hộ nào cũng" not in lede
    assert "100,0 % 12 / 12" not in place.page(place.commune)


def test_twelve_of_2862_are_no_whole_without_a_reason(place):
    """However the registers were closed: what the commune declared does not vanish in silence."""
    place.declared()
    place.registered(*[1] * 12)
    for village in place.commune.children.all():
        assert not declare_complete(by=None, area=village).needs_confirmation
    with pytest.raises(NeedsReason) as asked:
        declare_complete(by=None, area=place.commune)
    assert [(one.registered, one.declared) for one in asked.value.short] == [(12, 2862)]
    assert place.own.figures.expected == 2862


# Pages of a unit, and pages about it.
PAGES = (
    "/tong-quan/{}/",
    "/tong-quan/{}/con/",
    "/tong-quan/{}/so-do/",
    "/tong-quan/{}/so-sanh/",
    "/tong-quan/{}/dien-bien/",
    "/tong-quan/{}/dien-bien/?chi-tieu=ky-nang-1",
    "/tong-quan/{}/dien-bien/?chi-tieu=da-khao-sat",
    "/chi-tieu/{}/",
    "/tra-cuu/?dia-ban={}",
    "/tra-cuu/?dia-ban={}&chi-tieu=ho-cong-lai",
)


@pytest.mark.parametrize("address", PAGES)
def test_all_of_one_village_is_not_all_of_a_commune_of_twelve_on_any_page(place, address):
    place.villages()
    place.registered(20, 20, *[0] * 10)
    TargetFactory(area=place.province, **TARGET)
    for area in (place.commune, place.province):
        CACHE.clear()
        found = place.reader.get(address.format(area.pk))
        assert found.status_code == 200
        lines = [line.replace(" ", "") for line in lines_of(found.content.decode())]
        # Of each of the two villages 20 are all.
        said = [line for line in lines if "100,0%" in line and "20/20" not in line]
        assert [line for line in said if "Trụcđứng" not in line] == []
        assert not any("Đãđạt" in line for line in lines if "40/40" in line)
        assert "40/40" in "".join(lines)


def test_a_meeting_says_no_more_than_the_dashboard_it_was_frozen_from(place):
    place.declared()
    place.registered(*[1] * 12)
    for area in (place.commune, place.province):
        frozen = Frozen.of(json.loads(json.dumps(page_now(area, timezone.now()))))
        board = dashboard_of(area, timezone.localdate(), Order.asked(""))
        pairs = [(frozen.figures, board.figures)]
        pairs += zip(
            [child.figures for child in frozen.children],
            [child.figures for child in board.units.children],
            strict=True,
        )
        for kept, live in pairs:
            assert said_of(kept) == said_of(live)
            assert kept.is_known_enough == live.is_known_enough
            assert (kept.doubted, kept.communes) == (live.doubted, live.communes)
    first = Frozen.of(page_now(place.commune, timezone.now())).children[0].figures
    assert (first.covered_rate, first.covered_rate.percent) == ((1, 1), "—")


def said_of(figures):
    """Return what is said in percent of every indicator."""
    return [indicator.rate(figures).percent for indicator in INDICATORS]


def test_nor_is_it_all_in_a_workbook_or_a_meeting(place):
    place.villages()
    place.registered(20, 20, *[0] * 10)
    figures = place.own.figures
    shown = [indicator.rate(figures) for indicator in INDICATORS]
    full = [rate for rate in shown if rate.is_full]
    assert len(full) == 9
    assert [rate.percent for rate in full] == ["—"] * 9
    TargetFactory(area=place.province, **TARGET)
    for area in (place.commune, place.province):
        meeting = freeze(by=place.committee, area=area)
        for path in ("", "tap/"):
            page = place.reader.get(f"/hop/{meeting.uuid}/{path}").content.decode()
            lines = [line.replace(" ", "") for line in lines_of(page)]
            # The booklet of the commune is of its villages, each by itself.
            assert ("40/40" in "".join(lines)) is (path == "" or area == place.province)
            assert [line for line in lines if "100,0%" in line and "20/20" not in line] == []
            assert not any("Đãđạt" in line for line in lines)
        for address in (f"/tong-quan/{area.pk}/excel/", f"/hop/{meeting.uuid}/excel/"):
            rows = [row for rows in workbook(place, address).values() for row in rows]
            every = [row for row in rows if [40, 40] in pairs_of(row)]
            assert every
            assert [row for row in every if 100 in row] == []


def workbook(place, address):
    """Return the sheets of a workbook as the committee takes it."""
    CACHE.clear()
    found = place.reader.get(address)
    assert found.status_code == 200
    return sheets(found.content)


def pairs_of(row):
    """Return each two cells of a row that stand side by side."""
    return [row[at : at + 2] for at in range(len(row))]


def test_half_is_a_range_and_ranks_nobody(place):
    place.declared()
    place.registered(*spread(1431), covered=spread(1000))
    lede = place.lede(place.commune)
    # 431 households were asked and know too little: at most 2,431 of 2,862.
    assert "34,9% (1.000/2.862) – 84,9% (2.431/2.862)" in lede
    assert (band_of(place.own), place.rank) == (UNKNOWN, None)


def test_complete_at_60_percent_waits_for_its_confirmation(place):
    place.declared()
    place.closed(*spread(1717), reason="Nhiều hộ đã chuyển đi")
    own = place.own
    # No village declared anything: the last act is measured by what the commune declared.
    act = Completion.unscoped.waiting().get()
    assert act.area == place.commune
    assert (act.commune_registered, act.commune_declared) == (1717, 2862)
    assert (own.step, own.figures.expected, own.figures.waiting) == (Step.COMPLETE, 1717, 1)
    lede = place.lede(place.commune)
    assert "1.717/1.717 hộ trong sổ có người biết đủ năm kỹ năng số." in lede
    assert "1 sổ ghi là đủ còn chờ cấp trên xác nhận." in lede
    page = place.page(place.commune)
    assert "Hộ nào cũng" not in page
    assert "100,0 % 1.717" not in page
    # After the communes that have not begun; they fill the first six.
    needs = below(place.province, timezone.localdate()).needs.first
    assert next(n for n in needs if n.commune == place.commune.pk).reason.key == "cho-xac-nhan"
    listed = place.reader.get(f"/goi/{place.province.pk}/?viec=cho-xac-nhan")
    assert [call.commune.pk for call, _key in listed.context["calls"]] == [place.commune.pk]
    assert f"/don-vi/{place.province.pk}/cho-xac-nhan/" in listed.content.decode()


def test_confirmed_all_are_all(place):
    place.declared()
    place.closed(*spread(1717), reason="Nhiều hộ đã chuyển đi")
    confirm_complete(by=place.committee, completion=Completion.unscoped.waiting().get())
    assert "Hộ nào cũng có người biết đủ năm kỹ năng số." in place.lede(place.commune)
    assert "100,0 % 1.717 / 1.717 hộ" in place.page(place.commune)
    assert place.own.figures.waiting == 0
    both = "1.717 hộ trong sổ, 2.862 hộ khai báo"
    country = place.province.parent
    assert [short_of(area) for area in (place.commune, place.province, country)] == [
        (1717, 2862)
    ] * 3
    for area in (place.commune, place.province):
        assert both in place.page(area)
    assert "1.717/1.717 · khai báo 2.862" in place.page(place.province, "con/?buoc=so-da-du")
    # Of its province it is said only when every commune has come as far.
    assert "Hộ nào cũng" not in place.lede(place.province)


def short_of(area):
    whole = below(area, timezone.localdate()).whole
    return whole.short_registered, whole.short_declared


def test_complete_is_a_rate_with_a_place_and_a_colour(place):
    place.declared()
    place.closed(*spread(2862), covered=spread(2000))
    own = place.own
    assert own.step == Step.COMPLETE
    assert "Còn 862 hộ chưa có người biết đủ năm kỹ năng số." in place.lede(place.commune)
    assert "69,9 % 2.000 / 2.862 hộ" in place.page(place.commune)
    assert (band_of(own), place.rank) == ("60-80", 1)


def test_the_ladder_adds_to_all_and_leads_to_the_communes_of_a_step(place):
    place.declared()
    place.registered(*[1] * 12)
    page = place.page(place.province)
    for said in ("Chưa cấp tài khoản 99 /102", "Chưa đăng nhập 2 /102", "Đã bắt đầu 1 /102"):
        assert said in page
    steps = below(place.province, timezone.localdate()).needs.steps
    assert sum(steps.values()) == COMMUNES
    for slug, n in (("chua-cap-tai-khoan", 99), ("chua-dang-nhap", 2), ("da-bat-dau", 1)):
        assert f"Tìm thấy {n} đơn vị" in place.page(place.province, f"con/?buoc={slug}")


def test_the_country_counts_every_commune_of_every_province(place):
    other = CommuneFactory(parent=ProvinceFactory(parent=place.province.parent))
    lock([other])
    root = UserFactory(area=place.province.parent, role=Role.COMMITTEE)
    place.reader = signed_in(root)
    assert place.lede(place.province.parent).startswith("103/103 xã chưa bắt đầu")


def test_a_confirmation_takes_the_register_off_the_list(place):
    place.villages()
    village = place.commune.children.first()
    act = CompletionFactory(area=village, reason="Ít hộ", needs_confirmation=True)
    lock([village])
    confirm_complete(by=place.committee, completion=act)
    assert VillageCount.unscoped.get(pk=village.pk).waiting == 0
