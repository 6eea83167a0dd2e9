"""No search of admin puts its words into an address: they may be somebody's name or telephone."""

import json
import re

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import AuditEntry
from households.models import Household, Resident
from teams.models import Scan
from tests.admin_world import signed_in, url

pytestmark = pytest.mark.django_db
WORDS = "nguyen thi sen"


@pytest.fixture
def local(admin_world):
    return signed_in(admin_world.local)


@pytest.mark.parametrize("model", [Household, Resident, User, AuditEntry])
def test_lists_are_searched_by_a_form_that_is_posted(local, model):
    response = local.post(url(model, "changelist") + "?e=1", {"q": WORDS})
    page = response.content.decode()
    assert response.status_code == 200
    form = re.search(r'<form[^>]*id="changelist-search"[^>]*>', page)[0]
    assert 'method="post"' in form
    addresses = re.findall(r'(?:href|action|formaction)="([^"]*)"', page)
    assert [one for one in addresses if "sen" in one or "q=" in one or "q%3D" in one] == []
    assert f'value="{WORDS}"' in page


def test_an_address_with_words_leads_to_one_without(local):
    response = local.get(url(Household, "changelist"), {"q": WORDS, "status__exact": "resident"})
    assert response["Location"] == f"{url(Household, 'changelist')}?status__exact=resident"


def test_a_search_keeps_the_filters_of_the_list(local):
    address = url(Household, "changelist") + "?status__exact=resident"
    found = local.post(address, {"q": WORDS}).context["cl"]
    assert (found.query, found.address) == (WORDS, "?status__exact=resident")


def test_pages_of_what_was_found_send_the_words_again(local, monkeypatch):
    monkeypatch.setattr(type(admin.site.get_model_admin(AuditEntry)), "list_per_page", 1)
    monkeypatch.setattr(type(admin.site.get_model_admin(AuditEntry)), "list_max_show_all", 1)
    address, who = url(AuditEntry, "changelist"), AuditEntry.unscoped.latest("id").actor
    page = local.post(address, {"q": who}).content.decode()
    assert '<button formaction="?p=2">2</button>' in page
    second = local.post(f"{address}?p=2", {"q": who}).context["cl"]
    assert (second.page_num, second.query) == (2, who)


def test_a_search_box_of_a_form_asks_by_post(local):
    page = local.get(url(Resident, "add")).content.decode()
    box = re.search(r"<select[^>]*name=\"household\"[^>]*>", page)[0]
    assert 'data-ajax--type="POST"' in box
    headers = re.search(r'data-ajax--headers="([^"]*)"', box)[1].replace("&quot;", '"')
    asked = {"app_label": "households", "model_name": "resident", "field_name": "household"}
    address = reverse("admin:autocomplete")
    assert local.get(address, {**asked, "term": "sen"}).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = local.cookies
    assert strict.post(address, {**asked, "term": "sen"}).status_code == 403
    found = strict.post(address, {**asked, "term": "sen"}, headers=json.loads(headers))
    assert "Nguyễn Thị Sen" in found.json()["results"][0]["text"]


@pytest.mark.parametrize("term", ["lê " * 5_000, "x" * 60_000, "s\0en"])
@pytest.mark.parametrize(
    ("model", "field"), [("resident", "household"), ("household", "village"), ("user", "area")]
)
def test_a_search_box_asks_the_database_no_endless_question(local, model, field, term):
    label = "accounts" if model == "user" else "households"
    asked = {"app_label": label, "model_name": model, "field_name": field, "term": term}
    with connection.execute_wrapper(refuse_what_postgresql_refuses):
        assert local.post(reverse("admin:autocomplete"), asked).status_code == 200


def test_a_list_of_rows_of_many_units_is_searched_by_many_words(local):
    """Each word asked by itself joins all tables anew, and no database joins so many."""
    assert local.post(url(Scan, "changelist"), {"q": "xa " * 30}).status_code == 200


def test_a_filter_with_a_value_that_no_database_takes_is_not_there(local):
    with connection.execute_wrapper(refuse_what_postgresql_refuses):
        found = local.get(url(Household, "changelist"), {"status__exact": "a\0"})
    assert found.status_code == 404


def refuse_what_postgresql_refuses(execute, sql, params, many, context):
    """SQLite takes a text with a NUL character."""
    assert "\\x00" not in repr(params)
    return execute(sql, params, many, context)
