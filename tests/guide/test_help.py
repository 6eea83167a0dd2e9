"""Every page on which something is filled in has its part of the guide beside it, or a reason why not."""

import re

import pytest
from django.urls import resolve

from guide.tasks import BY_KEY

pytestmark = pytest.mark.django_db

MAIN = re.compile(r"<main .*?</main>", re.DOTALL)
FORM = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL)
# What somebody fills in, not what is sent along or searched for.
FILLED = re.compile(r'<(textarea|select|input(?! type="(hidden|search)"| class="in" id="q"))[^>]*')
HELP = re.compile(r'<details class="help noprint">.*?hx-get="/huong-dan/([a-z-]+)/"', re.DOTALL)

# Routes of pages with a form and without help, each with its reason.
NO_HELP = {
    # One name and its source; the page says above the field what changes with it.
    "areas:village_add",
    "areas:village_correct",
    "areas:village_rename",
    "skills:platforms",
    # It says each of its steps itself.
    "accounts:second_factor",
    # One address and a switch: the page says above them what comes of it.
    "accounts:mail",
    # Whom to ask: the page says itself who sees it. It is a page of the guide.
    "guide:contact_change",
    # Rare work of few, whose pages say each step; the guide stays at 26 tasks.
    "teams:course_add",
    "teams:course_change",
    "teams:course_enrol",
    "teams:equipment_add",
    "teams:equipment_change",
    "teams:session",
    "teams:session_add",
    "teams:session_change",
    "teams:trainee_certify",
    "reorganisations:new",
    "reorganisations:sheet",
    "reorganisations:change",
    "reorganisations:assign",
    "reorganisations:many",
    "erasure:decision",
    "erasure:erasure",
    "erasure:erasure_household",
    "erasure:erasure_resident",
    # Each field says what it takes; a wrong figure is withdrawn with a reason.
    "periodic:publish",
    "periodic:unpublish",
    "periodic:publish_table",
    "privacy:breach",
    "privacy:breaches",
    "privacy:request",
    "privacy:request_new",
}
# Tasks that begin on a page whose own task is another.
ELSEWHERE = {"ngay-dau-to"}


def is_filled_in(page):
    """Say whether the page has a form with a field of its own."""
    main = MAIN.search(page)
    return bool(main) and any(FILLED.search(form) for form in FORM.findall(main[0]))


# Walked every day; the others by `make prove`.
DAILY = "officer"
ROLES = ("officer", "reviewer", "committee", "administrator")


def shares():
    """One role for every day, all of them for a long walk."""
    return [pytest.param(role, marks=[] if role == DAILY else [pytest.mark.long]) for role in ROLES]


def route_of(address):
    """Return the name of the route of an address."""
    return resolve(address.split("?", maxsplit=1)[0]).view_name


@pytest.mark.parametrize("role", shares())
def test_every_page_with_a_form_has_its_part_of_the_guide(pages_of, role):
    pages = pages_of(role)
    without = {
        route_of(at) for at, page in pages.items() if is_filled_in(page) and not HELP.search(page)
    }
    assert sorted(without - NO_HELP) == []
    if role == DAILY:
        placed = {key for page in pages.values() for key in HELP.findall(page)}
        own = {key for key, task in BY_KEY.items() if task.route and role in task.roles}
        assert sorted(own - placed - ELSEWHERE) == []


@pytest.mark.long
def test_every_page_excused_has_a_form_and_no_help(pages_of):
    every = [(at, page) for role in ROLES for at, page in pages_of(role).items()]
    without = {route_of(at) for at, page in every if is_filled_in(page) and not HELP.search(page)}
    assert without == NO_HELP
