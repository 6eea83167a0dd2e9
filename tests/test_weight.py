"""What a page costs on a phone's network: gzipped, and with its lists full."""

import gzip
import itertools
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from rjsmin import jsmin

from config.static_files import SlimStorage
from tests.factories import (
    ActivityFactory,
    AuditEntryFactory,
    HouseholdFactory,
    MemberFactory,
    ResidentFactory,
    UserFactory,
    VillageFactory,
    today,
)
from tests.pages import roles, samples, signed_in
from tests.proving import share_of_today

KB = 1024
PAGE = 25 * KB
# What stands before the content of a script.
HEAD = 430
# A full page of each list, and one row more.
FULL = 101

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Võ", "Đỗ", "Bùi", "Huỳnh")
MIDDLE = ("Văn", "Thị", "Thị Thu", "Ngọc", "Hữu", "Quang", "Thị Kim")
GIVEN = ("Hương", "Tuấn", "Phượng", "Dũng", "Ngân", "Hạnh", "Khánh", "Thảo", "Lộc", "Vinh", "Yến")


@pytest.fixture
def full_world(world):
    """Fill every list of our commune with names that do not repeat."""
    names = (" ".join(parts) for parts in itertools.product(FAMILY, MIDDLE, GIVEN))
    own = world.own
    for number in range(FULL):
        villages = {"parent": own.area, "name": f"{next(names)} {number}"}
        VillageFactory(**villages)
        HouseholdFactory(
            village=own.village,
            head_name=next(names),
            hamlet=f"Xóm {number % 9}, số {number}",
            surveyed_on=today(),
            skills_mask=number % 31,
            best_mask=number % 31,
        )
        UserFactory(area=own.area, full_name=next(names), phone=f"0905 123 {number:03}")
        AuditEntryFactory(
            place=own.area.path, subject_label=next(names), at=today(), actor_name=next(names)
        )
        ResidentFactory(household=own.household, full_name=next(names)) if number < 12 else None
        MemberFactory(team=own.team, full_name=next(names)) if number < 15 else None
        ActivityFactory(team=own.team) if number < 30 else None
    return world


@pytest.mark.django_db
@pytest.mark.parametrize("role", share_of_today(["officer", "administrator", "committee"], of=3))
def test_no_page_is_heavy(full_world, role):
    client = signed_in(roles(full_world)[role])
    weights = {}
    for address in itertools.chain(*samples(full_world).values()):
        response = client.get(address, headers={"accept-encoding": "gzip"})
        if response.status_code == 200:
            assert response["Content-Encoding"] == "gzip", address
            weights[address] = len(response.content)
    assert len(weights) > 10
    assert {address: size for address, size in weights.items() if size > PAGE} == {}


def test_style_and_script_are_small():
    style = Path(finders.find("app.css")).read_bytes()
    assert len(gzip.compress(style)) <= 11 * KB


# Every page loads `app.js`; of the others those of one line.
@pytest.mark.parametrize(
    "names",
    [
        ("households/entry/entry.js",),
        ("households/roster/roster.js",),
        ("households/paper/keying.js",),
        ("teams/founding/people.js",),
        ("teams/activities/session.js",),
        ("households/sheet/grid.js", *SlimStorage.TOGETHER["households/sheet/grid.js"]),
        ("areas/find.js",),
    ],
)
def test_own_scripts_are_small(names):
    """As they travel: without comments, each line in one file; htmx apart, and the head of an answer."""
    own, *rest = (Path(finders.find(name)).read_bytes() for name in ("app.js", *names))
    files = [brotli.compress(jsmin(text)) for text in (own, b"\n".join(rest))]
    assert sum(map(len, files)) + len(files) * HEAD <= 10 * KB


def test_the_calendar_is_small():
    assert len(gzip.compress(Path(finders.find("web/calendar.js")).read_bytes())) <= 2 * KB


def test_nothing_comes_from_elsewhere():
    """No page asks another house for a script, a style, a font or an image."""
    for folder in (settings.BASE_DIR / "templates", settings.BASE_DIR / "static"):
        for path in [*folder.rglob("*.html"), *folder.rglob("*.css"), *folder.rglob("*.js")]:
            text = path.read_text()
            for sign in ('src="http', "src='http", 'href="http', "url(http", "@import", 'src="//'):
                assert sign not in text, f"{path}: {sign}"
