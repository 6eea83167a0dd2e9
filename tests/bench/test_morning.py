"""A morning of offices: who comes, what is made of what was asked and used, and what gave out first."""

import os
import subprocess
import sys
import time

import pytest

from accounts.models import User
from bench import morning
from bench.watching import Look, Watch, child_named, cores, family, parent_named
from tests.factories import CommuneFactory, CountryFactory, DistrictFactory, VillageFactory


def looks(busy=1.0, disk=0.1, grows=0, seconds=300):
    """Return what was seen of a server that uses so many cores, each two seconds."""
    return Watch({}, [
        Look(1000 + at, {"all": at * busy, "web": at * busy / 2, "database": at * 0.1, "tool": at * 0.05},
             {"web": 400 * 2**20 + at * grows}, {"old": 9e6, "ours": at * disk})
        for at in range(0, seconds + 1, 2)
    ])  # fmt: skip


def asked(slow_from=10**6, seconds=300, wrong=(), slow_until=10**6):
    """Return a request each second, and a save; one that is slow from a second on."""
    found = []
    for at in range(seconds):
        ms = 2000.0 if slow_from <= at < slow_until else 50.0
        found += [(1000.5 + at, "roster", ms, ""), (1000.6 + at, "save: household", ms, "")]
    return [*found, (1000.0, "sign in", 80.0, ""), (1000.0 + seconds, "roster", 50.0, ""), *wrong]


def told(slow_from=10**6, wrong=(), slow_until=10**6, **how):
    began = [1000 + at * 0.3 for at in range(1000)]
    report = {"began": began, "asked": asked(slow_from, wrong=wrong, slow_until=slow_until)}
    return {
        line.measure: line
        for line in morning.told_of(report, looks(**how), officers=1000, minutes=5)
    }


@pytest.mark.pure
def test_people_are_those_of_the_last_minute_before_a_slow_one(monkeypatch):
    monkeypatch.setattr(morning, "cores_here", lambda: 2)
    lines = told(slow_from=180)
    good = lines["people for two cores with p95 <= 1000 ms"]
    assert (good.value, good.ratio, good.verdict) == ("600", 600, "FAIL")
    assert (
        "2.0 requests and 1.0 saves a second, p50 50 p95 50 ms" in lines["600 people there"].value
    )
    assert "0.50 / 0.10 / 0.05" in lines["600 people there"].value
    assert told()["people for two cores with p95 <= 1000 ms"].value == "1000"
    # One slow minute is a hiccup, of the first one most of all.
    assert (
        told(slow_from=0, slow_until=60)["people for two cores with p95 <= 1000 ms"].value == "1000"
    )
    # As many on four cores are half as many on two.
    monkeypatch.setattr(morning, "cores_here", lambda: 4)
    assert told()["people for two cores with p95 <= 1000 ms"].ratio == 500


@pytest.mark.pure
@pytest.mark.parametrize(
    ("how", "name"),
    [({"busy": 1.9}, "processor"), ({"disk": 0.97}, "disk"), ({}, "processes of the web server")],
)
def test_what_gave_out_first_is_named(monkeypatch, how, name):
    monkeypatch.setattr(morning, "cores_here", lambda: 2)
    assert told(slow_from=180, **how)["what gives out first"].value.startswith(
        f"{name} at 800 people"
    )
    assert told(**how)["what gives out first"].value.startswith("nothing yet; nearest: ")


@pytest.mark.pure
def test_what_is_wrong_is_never_a_matter_of_speed():
    lines = told(wrong=[(1001.0, "wrong: worked", 0, "stale: 4 households, 5 were saved")])
    assert lines["saves or pages that were wrong or stale"].verdict == "FAIL"
    assert lines["what was wrong"].value == "stale: 4 households, 5 were saved"
    assert lines["answers that were no pages"].verdict == "PASS"
    lines = told(wrong=[(1001.0, "roster", 5.0, "status 500")])
    assert lines["answers that were no pages"].verdict == "FAIL"
    # Where nothing was asked nothing was right.
    none = morning.told_of({"began": [], "asked": []}, looks(), 10, 1)
    assert {line.verdict for line in none if line.wrong is not None} == {"FAIL"}


@pytest.mark.pure
def test_memory_that_grows_is_told():
    name = "memory of the web server, middle to end"
    assert told()[name].verdict == "PASS"
    assert told(grows=2**20)[name].verdict in {"NEAR", "FAIL"}


@pytest.mark.pure
def test_without_the_tool_it_is_said():
    (line,) = morning.morning_lines(5, 1, 1, "no-such-locust")
    assert line.value.startswith("not run: locust is not installed")


@pytest.mark.pure
def test_a_process_is_watched_with_all_below_it():
    words = [sys.executable, "-c", "import time\nn = 0\nwhile n < 3_000_000: n += 1\ntime.sleep(60)"]  # fmt: skip
    child = subprocess.Popen(words)
    try:
        watch = Watch({"mine": child.pid})
        watch.look()
        for _ in range(400):
            time.sleep(0.05)
            watch.look()
            if watch.looks[-1].cpu["mine"] > watch.looks[0].cpu["mine"]:
                break
        first, last = watch.looks[0], watch.looks[-1]
        assert 0 < cores(first, last, "mine") < 2
        assert last.memory["mine"] > 2**20
        assert child_named("3_000_000", os.getpid()) == child.pid
        assert parent_named("python", child.pid) or parent_named("pytest", child.pid)
        assert not parent_named("postgres", child.pid)
        assert family(os.getpid(), {os.getpid(): 1, 5: os.getpid(), 6: 5, 7: 1}) == [
            os.getpid(),
            5,
            6,
        ]
    finally:
        child.kill()
        child.wait()
    gone = Watch({"mine": child.pid})
    gone.look()
    assert gone.looks[0].memory["mine"] == 0


@pytest.mark.django_db
def test_officers_have_a_village_each_and_committees_stand_above(monkeypatch):
    country = CountryFactory()
    monkeypatch.setattr(morning, "COUNTRY", country.pk)
    commune = CommuneFactory(parent=DistrictFactory())
    villages = [VillageFactory(parent=commune).pk for _ in range(3)]
    cast = morning.people_of(3)
    assert [village for _, village, _ in cast["officers"]] == villages
    assert {level for *_, level in cast["readers"]} == {
        "country",
        "province",
        "district",
        "commune",
    }
    officer = User.unscoped.get(username="sang1")
    assert officer.check_password(morning.PASSWORD)
    assert officer.area == commune
    # A country that stayed has them already.
    assert morning.people_of(3) == cast


@pytest.mark.django_db
def test_officers_of_a_country_that_stayed_go_where_they_are_sent_now(monkeypatch):
    country = CountryFactory()
    monkeypatch.setattr(morning, "COUNTRY", country.pk)
    communes = [CommuneFactory(parent=DistrictFactory()) for _ in range(2)]
    for commune in communes:
        VillageFactory.create_batch(2, parent=commune)
    morning.people_of(4)
    assert User.unscoped.get(username="sang1").area == communes[0]
    (_, village, _) = morning.people_of(2)["officers"][1]
    assert User.unscoped.get(username="sang1").area == communes[1]
    assert communes[1].children.filter(pk=village).exists()
