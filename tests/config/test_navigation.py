"""The bar: five sections for each role, and every page marked under one of them."""

import pytest

from accounts.roles import Role
from areas.kinds import Level
from config.every_page import bar
from config.navigation import ADMINISTRATOR, BARS, COMMITTEE, FIELD, REVIEWER
from config.routes import routes
from tests.pages import ROLES, roles, samples, signed_in

pytestmark = pytest.mark.django_db

# A person's own pages stand under their name, not in a section.
OWN = {"home", "healthz", "security_txt", "set_language", "accounts:sign_in", "accounts:sign_out"}
OWN |= {"accounts:change_password", "accounts:sign_in_code", "accounts:security"}
OWN |= {f"accounts:second_factor{end}" for end in ("", "_codes", "_off")}
OWN |= {f"accounts:{name}" for name in ("device_forget", "devices_forget")}
OWN |= {"accounts:activate", "accounts:choose_password"}
OWN |= {f"guide:{name}" for name in ("index", "moved", "part", "card", "contact_change")}
# Below the name of whoever is signed in.
OWN |= {
    "accounts:mail",
    "accounts:mail_stop",
    *(f"accounts:inbox{end}" for end in ("", "_read", "_read_all")),
}
# On every page of whoever is of an ended unit.
OWN |= {"accounts:my_unit"}
# At the foot of every page.
OWN |= {"privacy:notice"}
# Without a network there is no bar; the script and the name of that page are asked by browsers.
OWN |= {f"offline:{name}" for name in ("shell", "worker", "manifest")}
# Asked by programs.
OWN |= {"readyz", "operations:statusz", "operations:metrics"}
# For the script of what was done without a network.
OWN |= {"offline:send"}
PUBLIC = {"reports:public", "reports:public_country"}


@pytest.fixture(params=[role for role in ROLES if role != "nobody"])
def person(request, world):
    """Return a person of each role in turn."""
    return roles(world)[request.param]


def words(found):
    return [str(one["section"].label) for one in found]


def test_officer_has_five_sections(world):
    assert words(bar(world.own.officer, "")) == [
        "Việc hôm nay",
        "Hộ",
        "Tổ",
        "Số liệu",
        "Quản lý",
    ]


def test_committee_has_its_own_five(world):
    assert words(bar(world.committee, "")) == [
        "Tổng quan",
        "Cần gọi",
        "So sánh, tra cứu",
        "Báo cáo",
        "Tổ",
    ]


def test_a_reviewer_of_a_province_finds_files_and_accounts_under_what_is_managed(world):
    found = bar(world.person("so", Role.REVIEWER, world.province), "")
    assert words(found) == ["Tổng quan", "Cần gọi", "Báo cáo", "So sánh, tra cứu", "Quản lý"]
    labels = [str(link["label"]) for link in found[-1]["links"]]
    assert labels[:2] == ["Bắt đầu", "Nhập từ Excel"]
    assert "Tài khoản" in labels


def test_no_role_has_more_than_five_sections_nor_more_than_four_on_a_phone(person):
    found = bar(person, "")
    assert 1 < len(found) <= 5
    assert 1 < len([one for one in found if one["section"].short]) <= 4


def test_every_link_of_a_bar_opens_for_whoever_sees_it(person):
    client = signed_in(person)
    links = [link["url"] for one in bar(person, "") for link in one["links"]]
    assert {url: client.get(url, follow=True).status_code for url in links} == dict.fromkeys(
        links, 200
    )


@pytest.mark.parametrize("one", [FIELD, COMMITTEE, REVIEWER, ADMINISTRATOR])
def test_every_page_is_marked_under_one_section(one):
    views = {route.name for route in routes() if not route.name.startswith("admin:")}
    views -= OWN | PUBLIC
    apps = {"imports", "audit", "accounts", "skills", "erasure", "operations", "privacy"}
    apps |= {"offline"}
    stray = {
        view for view in views if view not in one.marked and view.split(":")[0] not in one.marked
    }
    # Whoever only reads does not reach the pages of who manages.
    assert {view for view in stray if view.split(":")[0] not in apps} == set()
    assert stray == set() or one is COMMITTEE


def test_view_named_twice_would_be_ambiguous():
    for one in {id(b): b for b in [*BARS.values(), COMMITTEE]}.values():
        named = [view for section in one.sections for view in section.views]
        assert len(named) == len(set(named))


def test_the_section_of_the_page_is_marked(world):
    marked = {
        view: [str(one["section"].label) for one in bar(world.own.officer, view) if one["current"]]
        for view in (
            "households:detail",
            "reports:trend",
            "imports:detail",
            "accounts:change_password",
        )
    }
    assert marked == {
        "households:detail": ["Hộ"],
        "reports:trend": ["Số liệu"],
        "imports:detail": ["Quản lý"],
        "accounts:change_password": [],
    }


def test_page_marks_its_section_in_the_bar_of_a_pc_and_of_a_phone(world):
    page = samples(world)["households:detail"][0]
    text = signed_in(world.own.officer).get(page).content.decode()
    for bar_class in ("site-nav", "phone-bar"):
        nav = text.split(f'class="{bar_class}"')[1].split("</nav>")[0]
        marked = nav.split('aria-current="page">')
        assert len(marked) == 2
        assert marked[1].split("</a>")[0].split(">")[-1].strip() == "Hộ"


def test_stranger_has_no_bar(client):
    text = client.get("/dang-nhap/").content.decode()
    assert "phone-bar" not in text
    assert "site-nav" not in text


def test_page_of_some_levels_is_in_the_bar_of_those_alone(world):
    urls = [link["url"] for one in bar(world.own.officer, "") for link in one["links"]]
    assert f"/nen-tang/{world.own.area.pk}/" in urls
    world.administrator.area = world.district
    assert world.district.level not in (Level.PROVINCE, Level.COMMUNE)
    urls = [link["url"] for one in bar(world.administrator, "") for link in one["links"]]
    assert not any("/nen-tang/" in url for url in urls)
