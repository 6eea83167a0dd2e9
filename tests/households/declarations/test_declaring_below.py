"""Declared numbers of communes: one commune's page, and the table of a province."""

import pytest
from django.utils import timezone

from accounts.roles import Role
from households.declarations.actions import declare
from households.models import Declaration
from tests.factories import CommuneFactory, DeclarationFactory
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def text(response):
    return " ".join(response.content.decode().split())


def form(**changes):
    return {"source": "Tỉnh giao", "declared_on": "", **changes}


class TestOneCommune:
    @pytest.fixture
    def page(self, world):
        return f"/xa/{world.own.area.pk}/so-khai-bao/"

    def test_the_officer_declares_both_numbers(self, world, page):
        client = signed_in(world.own.officer)
        sent = form(households="2.862", villages="12")
        assert client.post(page, sent).headers["Location"] == page
        row = Declaration.unscoped.get()
        assert (row.area, row.households, row.villages) == (world.own.area, 2862, 12)
        assert (row.declared_on, row.recorded_by) == (TODAY, world.own.officer)
        shown = text(client.get(page))
        assert "<b>2.862</b> hộ" in shown
        assert "<b>12</b> thôn" in shown

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({}, "__all__"),
            ({"households": "-1"}, "households"),
            ({"households": "x"}, "households"),
            ({"villages": "1001"}, "villages"),
            ({"households": "5", "source": ""}, "source"),
            ({"households": "5", "declared_on": "31/12/2999"}, "declared_on"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_written(self, world, page, changes, field):
        answer = signed_in(world.own.officer).post(page, form(**changes))
        assert list(answer.context["form"].errors) == [field]
        assert not Declaration.unscoped.exists()

    def test_a_committee_of_the_province_may_one_of_the_commune_may_not(self, world, page):
        assert signed_in(world.committee).get(page).status_code == 200
        looker = world.person("bcd-xa", Role.COMMITTEE, world.own.area)
        assert signed_in(looker).get(page).status_code == 404
        assert signed_in(world.own.member).get(page).status_code == 404

    def test_a_wrong_one_is_withdrawn_and_stays_listed(self, world, page):
        client = signed_in(world.own.officer)
        row = declare(by=world.own.officer, area=world.own.area, households=9, source="Nhầm")
        assert client.post(f"/so-khai-bao/{row.pk}/rut/").headers["Location"] == page
        shown = text(client.get(page))
        assert "đã rút" in shown
        assert "Nhầm" in shown
        assert "rut/" not in shown


class TestTheTable:
    @pytest.fixture
    def page(self, world):
        return f"/don-vi/{world.province.pk}/so-khai-bao/"

    @pytest.fixture
    def client(self, world):
        return signed_in(world.committee)

    def test_every_open_commune_with_what_stands(self, world, page, client):
        CommuneFactory(parent=world.province, closed_on=TODAY)
        DeclarationFactory(area=world.own.area, households=2862, villages=12, source="Xã báo")
        lines = list(client.get(page).context["form"].lines())
        assert [line.area for line in lines] == [world.own.area, world.sibling.area]
        assert [[row.source for row in line.said] for line in lines] == [["Xã báo"], []]
        assert "<b>2.862</b> hộ" in text(client.get(page))

    def test_all_at_once_with_one_source_and_day(self, world, page, client):
        own, sibling = world.own.area.pk, world.sibling.area.pk
        sent = form(
            **{f"households-{own}": "2.862", f"villages-{own}": "12", f"villages-{sibling}": "7"},
            declared_on="01/11/2026",
        )
        assert client.post(page, sent).headers["Location"] == page
        rows = Declaration.unscoped.order_by("area_id").values_list(
            "area_id", "households", "villages", "source"
        )
        assert list(rows) == [(own, 2862, 12, "Tỉnh giao"), (sibling, None, 7, "Tỉnh giao")]

    def test_an_error_stands_at_its_field_and_nothing_typed_is_lost(self, world, page, client):
        own, sibling = world.own.area.pk, world.sibling.area.pk
        sent = form(**{f"households-{own}": "hai nghìn", f"households-{sibling}": "345"})
        answer = client.post(page, sent)
        assert list(answer.context["form"].errors) == [f"households-{own}"]
        shown = text(answer)
        assert f'id="id_households-{own}_error"' in shown
        assert 'value="hai nghìn"' in shown
        assert 'value="345"' in shown
        assert not Declaration.unscoped.exists()

    def test_a_refused_row_keeps_its_number_and_says_why(self, world, page, client):
        own, sibling = world.own.area.pk, world.sibling.area.pk
        DeclarationFactory(area=world.own.area, households=5, declared_on=TODAY)
        sent = form(
            **{f"households-{own}": "6", f"households-{sibling}": "7"}, declared_on="01/11/2026"
        )
        answer = client.post(page, sent)
        assert "Đã có số mới hơn" in answer.context["form"].errors[f"households-{own}"][0]
        assert "Đã ghi số của 1 xã." in text(answer)
        assert Declaration.unscoped.filter(area=sibling).get().households == 7
        assert Declaration.unscoped.filter(area=own).get().households == 5

    def test_without_a_number_or_a_source(self, world, page, client):
        answer = client.post(page, form(source=""))
        assert set(answer.context["form"].errors) == {"source", "__all__"}

    def test_what_stands_already_is_left_alone(self, world, page, client):
        DeclarationFactory(area=world.own.area, households=5)
        answer = client.post(page, form(**{f"households-{world.own.area.pk}": "5"}), follow=True)
        assert "1 xã đã có đúng số này" in text(answer)
        assert Declaration.unscoped.count() == 1

    def test_a_number_of_another_province_is_not_read(self, world, page, client):
        sent = form(**{f"households-{world.foreign.area.pk}": "6"})
        assert client.post(page, sent).status_code == 200
        assert not Declaration.unscoped.exists()

    @pytest.mark.parametrize("who", ["reviewer", "committee", "administrator"])
    def test_who_may(self, world, who):
        person = getattr(world, who)
        page = f"/don-vi/{person.area_id}/so-khai-bao/"
        assert signed_in(person).get(page).status_code == 200
        assert signed_in(world.own.officer).get(page).status_code == 404

    def test_a_hundred_and_thirty_communes_stand_in_one_form(
        self, world, page, client, django_assert_max_num_queries
    ):
        for _ in range(128):
            CommuneFactory(parent=world.province)
        with django_assert_max_num_queries(10):
            lines = list(client.get(page).context["form"].lines())
        assert len(lines) == 130


def test_the_dashboard_leads_there(world):
    asked = {
        world.committee: (world.province, f"/don-vi/{world.province.pk}/so-khai-bao/"),
        world.own.officer: (world.own.area, f"/xa/{world.own.area.pk}/so-khai-bao/"),
    }
    for person, (area, page) in asked.items():
        assert page in text(signed_in(person).get(f"/tong-quan/{area.pk}/"))
    assert "so-khai-bao" not in text(
        signed_in(world.own.member).get(f"/tong-quan/{world.own.area.pk}/")
    )
