"""A village taken along: who may, what goes, what is written down; and the page that is the same for everybody."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import AuditEntry
from households.models import Household
from offline.carrying import views, words as word_list, worker
from offline.carrying.queries import taken_along
from offline.carrying.words import words
from offline.models import CarriedVillage
from reading.models import Reading
from teams.models import Team
from tests.factories import (
    ActivityFactory,
    CarriedVillageFactory,
    HouseholdFactory,
    MemberFactory,
    ResidentFactory,
    SuccessionFactory,
    TeamFactory,
    VillageFactory,
    today,
)
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


def address(world, commune=None):
    return f"/thon/{(commune or world.own).village.pk}/mang-theo/"


def taken(client, world):
    return client.get(f"{address(world)}so.json").json()


def test_what_is_taken_along_is_the_roster_of_the_village(world):
    member, village = signed_in(world.own.member), world.own.village
    kept = HouseholdFactory(village=village, head_name="Hạn Chế", restricted_on=today())
    bundle = taken(member, world)
    homes = Household.unscoped.filter(village=village).open().exclude(pk=kept.pk).in_order()
    assert [row["n"] for row in bundle["households"]] == [home.head_name for home in homes]
    assert "Hạn Chế" not in json.dumps(bundle, ensure_ascii=False)
    assert bundle["user"]["pk"] == world.own.member.pk
    assert bundle["village"]["pk"] == village.pk
    assert 'name="head_name"' in bundle["form"]
    assert bundle["key"]["public"]
    until = timezone.now() + timedelta(days=settings.OFFLINE_DAYS)
    assert abs(timezone.datetime.fromisoformat(bundle["until"]) - until) < timedelta(minutes=1)


def test_a_copy_is_dated_before_it_is_read(world, monkeypatch):
    """What another writes while it is read was not seen: it may not count as such."""
    read = []

    def late(*given):
        read.append(timezone.now())
        return taken_along(*given)

    monkeypatch.setattr(views, "taken_along", late)
    at = taken(signed_in(world.own.member), world)["taken"]
    assert timezone.datetime.fromisoformat(at) <= read[0]


def test_teams_go_along_with_their_members_where_sessions_are_logged(world):
    own, member = world.own, signed_in(world.own.member)
    team = TeamFactory(area=own.village)
    there, _left = MemberFactory(team=team), MemberFactory(team=team, left_on=today())
    ActivityFactory(team=team, place="Chợ Mới")
    TeamFactory(area=own.village, dissolved_on=today())
    TeamFactory(area=world.sibling.village)
    found = {one["pk"]: one for one in taken(member, world)["teams"]}
    assert found[team.pk]["m"] == [[there.pk, there.full_name]]
    assert found[team.pk]["places"] == ["Chợ Mới"]
    mine = Team.unscoped.filter(villages__village=own.village, dissolved_on=None)
    assert found.keys() == set(mine.values_list("pk", flat=True))


def test_several_villages_are_offered_with_what_each_weighs(world):
    own = world.own
    HouseholdFactory(village=own.village, restricted_on=today())
    page = signed_in(own.officer).get("/mang-theo/chon/").content.decode()
    homes = Household.unscoped.filter(village=own.village, restricted_on=None).open().count()
    box = rf'data-bundle="{address(world)}so.json"\s+data-homes="{homes}" data-size="4"\s+checked'
    assert re.search(box, page)
    assert address(world, world.sibling) not in page
    alone = signed_in(own.member).get("/mang-theo/chon/").content.decode()
    assert alone.count("data-bundle=") == 1
    assert signed_in(world.committee).get("/mang-theo/chon/").status_code == 404


def test_it_costs_the_same_with_more_households(world):
    member = signed_in(world.own.member)
    taken(member, world)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            taken(member, world)
        return len(queries)

    few = cost()
    for number in range(3):
        home = HouseholdFactory(village=world.own.village, head_name=f"Thêm {number}")
        ResidentFactory(household=home)
    assert cost() == few


def test_the_journal_and_who_reads_names_hold_it(world):
    before = Reading.unscoped.count()
    bundle = taken(signed_in(world.own.member), world)
    entry = AuditEntry.unscoped.latest("pk")
    assert (entry.verb, entry.subject_key) == ("Mang sổ hộ theo máy", str(world.own.village.pk))
    assert entry.changes["households"] == [None, len(bundle["households"])]
    assert Reading.unscoped.count() > before
    held = CarriedVillage.unscoped.held().filter(user=world.own.member, village=world.own.village)
    assert held.count() == 1


def test_a_copy_taken_again_takes_the_place_of_the_one_before(world):
    member = signed_in(world.own.member)
    held = CarriedVillage.unscoped.held().filter(user=world.own.member, village=world.own.village)
    CarriedVillage.unscoped.filter(user=world.own.member).update(dropped_at=timezone.now())
    taken(member, world)
    first = held.get()
    taken(member, world)
    assert held.get().pk > first.pk
    assert AuditEntry.unscoped.latest("pk").verb == "Lấy lại sổ hộ mang theo máy"
    member.head(f"{address(world)}so.json")
    assert CarriedVillage.unscoped.latest("pk") == held.get()


@pytest.mark.parametrize("end", ["", "so.json"])
def test_nobody_takes_along_what_they_may_not_write_in(world, end):
    strangers = [
        (world.own.member, address(world, world.sibling)),
        (world.committee, address(world)),
    ]
    for person, at in strangers:
        assert signed_in(person).get(f"{at}{end}").status_code == 404, person
    assert Client().get(f"{address(world)}{end}").status_code == 302


def test_the_page_without_a_network_is_the_same_for_everybody(world):
    pages = {
        signed_in(person).get("/mang-theo/").content
        for person in (world.own.member, world.own.officer, world.committee)
    }
    assert len(pages) == 1
    page = pages.pop().decode()
    assert "csrfmiddlewaretoken" not in page
    assert world.own.area.name not in page
    assert Client().get("/mang-theo/").status_code == 302


def test_the_worker_keeps_what_the_page_needs(world):
    page = signed_in(world.own.member).get("/mang-theo/").content.decode()
    response = Client().get("/may.js")
    assert response["Content-Type"].startswith("text/javascript")
    kept = json.loads(re.search(r"var KEPT = (\{.*?\});", response.content.decode())[1])
    needs = re.findall(r'(?:src|href)="(/static/[^"#]+)', page)
    assert len(needs) > 10
    assert set(needs) <= set(kept["files"])
    for name in (*worker.SCRIPTS, *worker.STYLES, *worker.IMAGES, worker.WORKER):
        assert finders.find(name), name


def test_any_change_gives_the_worker_another_name():
    one = worker.script("vi", "<p>một</p>")
    assert worker.script("vi", "<p>một</p>") == one
    assert worker.script("vi", "<p>hai</p>") != one
    assert worker.script("en", "<p>một</p>") != one


def test_the_first_screen_of_a_phone_finds_its_icons():
    told = Client().get("/mang-theo/app.webmanifest").json()
    assert told["start_url"] == "/mang-theo/"
    for icon in told["icons"]:
        assert finders.find(icon["src"].removeprefix(settings.STATIC_URL)), icon


SAID = re.compile(r"words\.(\w+)|say\('(\w+)'|words\['(\w+)'\]")


def test_every_word_of_the_scripts_is_there_and_none_is_left_over():
    names = ("shell", "roster", "taps", "entry", "session", "waiting", "page")
    texts = [Path(finders.find(f"offline/{name}.js")).read_text() for name in names]
    said = {word for text in texts for found in SAID.findall(text) for word in found if word}
    # Chosen by a name that is worked out.
    said |= set(
        re.findall(
            r"'(no_\w+|sign_in|all_five|answers|home|status|refusal|agreed|every|some|taken|taken_many)'",
            "".join(texts),
        )
    )
    file = Path(finders.find("offline/file.js")).read_text()
    said |= set(re.findall(r"fault\('(\w+)'\)", file))
    assert words().keys() - said == set()
    assert said - words().keys() == set()
    named = re.findall(r'^        "(\w+)":', Path(word_list.__file__).read_text(), re.MULTILINE)
    assert sorted(named) == sorted(words())


def test_a_village_that_ended_goes_on_as_the_one_that_it_is_now(world):
    """A copy that a phone renews in the field is not lost by a decision; of who works in no heir of it nothing is handed out."""
    own = world.own
    heir = own.villages[1]
    HouseholdFactory(village=heir, head_name="Của Thôn Mới")
    own.village.closed_on = today()
    own.village.save()
    SuccessionFactory(predecessor=own.village, successor=heir)
    client = signed_in(own.member)
    assert client.get(f"{address(world)}so.json").status_code == 410
    own.member.area = heir
    own.member.save()
    CarriedVillageFactory(user=own.member, village=own.village)
    bundle = taken(signed_in(own.member), world)
    assert (bundle["village"]["pk"], bundle["before"]) == (heir.pk, own.village.pk)
    assert [row["n"] for row in bundle["households"]] == ["Của Thôn Mới"]
    held = CarriedVillage.unscoped.held().filter(user=own.member)
    assert list(held.values_list("village", flat=True)) == [heir.pk]
    stranger = signed_in(world.sibling.member)
    assert stranger.get(f"{address(world)}so.json").status_code == 404
    SuccessionFactory(predecessor=own.village, successor=VillageFactory(parent=own.area))
    # Of several the officer's eye says which; the member writes in one alone.
    assert taken(signed_in(own.member), world)["village"]["pk"] == heir.pk
    assert signed_in(own.officer).get(f"{address(world)}so.json").status_code == 410
