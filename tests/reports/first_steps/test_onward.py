"""Where something was saved, whoever is still in their first steps is led to the next one; everybody else is not."""

import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from areas.actions import recount_villages
from households.declarations.actions import declare_complete
from households.register.actions import add_household
from reports.first_steps.queries.steps import first_steps_of, onward_for
from reports.first_steps.rules import FirstSteps, Onward, Step, Way
from rollup.counts import lock
from tests.factories import (
    CommuneFactory,
    CountryFactory,
    ImportFactory,
    ProvinceFactory,
    UserFactory,
    VillageFactory,
)
from tests.pages import signed_in

LINES = re.compile(r'<p class="onward noprint">(.*?)</p>', re.DOTALL)
LINK = re.compile(r'<a href="([^"]+)">(?:<svg.*?</svg>)?\s*([^<]+?)\s*<', re.DOTALL)
LIST = "/bat-dau/"


@pytest.fixture
def commune(db):
    one = CommuneFactory(parent=ProvinceFactory(parent=CountryFactory()))
    lock([one])
    return one


def said(page):
    """Return the address and words of the links to the next step on a page."""
    return LINK.findall("".join(LINES.findall(page.content.decode())))


def step(title="Tổ", *, way=None, is_done=False, is_begun=False):
    return Step(title=title, says="", is_done=is_done, is_begun=is_begun, way=way)


@pytest.mark.django_db
class TestPages:
    def test_an_officer_goes_from_step_to_step_without_the_menu(self, commune):
        client = signed_in(UserFactory(area=commune, role=Role.OFFICER))
        add = reverse("areas:village_add", args=[commune.pk])
        page = client.post(add, {"kind": "thon", "name": "Hội Phú"}, follow=True)
        platforms = reverse("skills:platforms", args=[commune.pk])
        # A village is rarely the only one, until somebody goes on or says that these are all.
        more = (add, "Thêm thôn tiếp")
        assert said(page) == [more, (platforms, "Xong, bước tiếp theo: Nền tảng số địa phương")]
        page = client.post(platforms, {"name": "Đắk Lắk Số"}, follow=True)
        declare = reverse("households:declare_commune", args=[commune.pk])
        assert said(page) == [more, (declare, "Xong, bước tiếp theo: Số hộ khai báo")]
        page = client.post(declare, {"households": "120", "source": "UBND xã"}, follow=True)
        assert [words for _url, words in said(page)] == ["Bước tiếp theo: Hộ đầu tiên"]
        # It is said where something was saved, once.
        assert said(client.get(declare)) == []

    def test_once_somebody_said_that_these_are_all_villages_no_more_are_asked_for(self, commune):
        officer = UserFactory(area=commune, role=Role.OFFICER)
        VillageFactory(parent=commune)
        recount_villages(commune)
        step = first_steps_of(commune, officer).steps[0]
        add = reverse("areas:village_add", args=[commune.pk])
        assert step.is_done
        assert step.way == step.more == Way("Thêm thôn tiếp", add)
        declare_complete(by=officer, area=commune)
        step = first_steps_of(commune, officer).steps[0]
        assert (step.is_done, step.more, step.way.words) == (True, None, "Xem các thôn")

    def test_a_file_that_is_over_and_cards_that_are_shown_lead_on_too(self, commune):
        officer = UserFactory(area=commune, role=Role.OFFICER)
        village = VillageFactory(parent=commune)
        recount_villages(commune)
        source = ImportFactory(commune=commune, confirmed_by=officer, state="done")
        client = signed_in(officer)
        assert len(said(client.get(reverse("imports:detail", args=[source.uuid])))) == 2
        invited = {
            "full_name": "Lê Lan",
            "username": "lan.le",
            "phone": "0905 123 456",
            "area": village.pk,
            "role": Role.MEMBER,
        }
        cards = client.post(reverse("accounts:invite"), invited)
        assert "invite-card" in cards.content.decode()
        assert len(said(cards)) == 2

    def test_a_commune_that_has_begun_is_left_in_peace(self, commune):
        officer = UserFactory(area=commune, role=Role.OFFICER)
        village = VillageFactory(parent=commune)
        recount_villages(commune)
        add_household(by=None, village=village, head_name="Lê Lan")
        page = signed_in(officer).post(
            reverse("skills:platforms", args=[commune.pk]), {"name": "Đắk Lắk Số"}, follow=True
        )
        assert "Đã thêm nền tảng." in page.content.decode()
        assert said(page) == []

    def test_nobody_but_who_runs_a_place_is_led(self, commune):
        member = UserFactory(area=VillageFactory(parent=commune), role=Role.MEMBER)
        nowhere = UserFactory(area=None, role=Role.OFFICER)
        assert [onward_for(one, "/viec/") for one in (member, nowhere, None)] == [None] * 3
        officer = UserFactory(area=commune, role=Role.OFFICER)
        assert onward_for(officer, "/viec/").words == "Bước tiếp theo: Thôn, buôn, tổ dân phố"
        assert onward_for(officer, LIST) is None


class TestRule:
    def test_a_step_that_nobody_began_is_opened_itself(self):
        steps = FirstSteps(
            [step(is_done=True), step("Nền tảng", way=Way("Đặt tên", "/nen-tang/?a=1"))]
        )
        assert steps.onward(LIST, "/xa/") == Onward("Bước tiếp theo: Nền tảng", "/nen-tang/?a=1")

    @pytest.mark.parametrize(
        ("one", "words"),
        [
            (step(way=Way("Mời", "/moi/"), is_begun=True), "Làm tiếp: Tổ"),
            (step(way=Way("Mời", "/day/?loc=1")), "Bước tiếp theo: Tổ"),
            (step(), "Bước tiếp theo: Tổ"),
        ],
    )
    def test_one_under_way_or_without_a_page_or_on_this_page_by_the_list(self, one, words):
        assert FirstSteps([one]).onward(LIST, "/day/") == Onward(words, LIST)

    def test_where_all_are_done_there_is_none(self):
        assert FirstSteps([step(is_done=True)]).onward(LIST, "/day/") is None
