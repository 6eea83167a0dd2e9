"""Forty names that would break a careless page: they go in by the form and come out as text everywhere."""

import unicodedata
import uuid
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from areas.names import clean, fold
from households.models import Household, PrintedSheet
from households.register import actions
from tests.pages import signed_in
from tests.proving import share_of_today

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ACUTE, ZERO_WIDTH, RIGHT_TO_LEFT, OVERRIDE = "\u0301", "\u200b", "\u200f", "\u202e"
NAMES = (
    # Markup, in every way a page could take it for its own.
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "<b>Lê An</b>",
    "&lt;b&gt;Lê An",
    "&amp;amp; Lê An",
    "Lê An --><svg onload=alert(1)>",
    "]]>Lê An<![CDATA[",
    "javascript:alert(1)",
    "{{ Lê 7 * 7 }}",
    "{% load An %}",
    "${Lê} #{An} %(An)s",
    "</textarea><p>Lê An",
    # Formulas and commands.
    "=cmd|'/c calc'!A1",
    "+Lê An",
    "-Lê An",
    "@SUM(A1:A9)",
    '=HYPERLINK("http://x","An")',
    "'; DROP TABLE households; --",
    "Lê' OR '1'='1",
    'Lê" OR ""="',
    "100%_Lê\\An",
    "../../Lê/An",
    "Lê\\nAn",
    # Signs nobody sees, and signs that turn the line round.
    f"Lê{ZERO_WIDTH} Văn{ZERO_WIDTH}Ẩn",
    f"{RIGHT_TO_LEFT}Lê Phải Trái",
    f"Lê {OVERRIDE}nA",
    "\u2067Lê Bọc\u2069",
    "\ufeffLê Đầu Dòng",
    "Lê\u00ad Gạch Mềm",
    # Names as they are, and as other keyboards write them.
    unicodedata.normalize("NFD", "Nguyễn Thị Tổ Hợp"),
    f"Tha{ACUTE}i Rời",
    "Y' Bhăm Ênuôl",
    "H’ Lan Niê",
    "Hʼ Blŏk Kbuôr",
    "Lê 🙂 An",
    "阮文安",
    "Ă" * 200,
)


class Reading(HTMLParser):
    """What a browser would take a page for: its texts, and what it would run."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.texts, self.runs, self.inside = [], [], ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.inside = tag
        self.texts += [value for _name, value in attributes if value]
        self.runs += [name for name, _value in attributes if name.startswith("on")]
        found = dict(attributes)
        self.runs += [tag for one in ("href", "src") if "alert(1)" in (found.get(one) or "")]
        if found.get("src") == "x":
            self.runs.append(tag)

    def handle_data(self, data):
        if self.inside == "script" and "alert(1)" in data:
            self.runs.append(data)
        self.texts.append(" ".join(data.split()))

    def handle_endtag(self, tag):
        self.inside = ""

    def says(self, name):
        return any(name in text for text in self.texts)


def read(client, address, **data):
    response = client.post(address, data) if data else client.get(address)
    assert response.status_code == 200, address
    return Reading(response.content.decode())


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def households(world, officer):
    """Enter every name by the form, as head of a household."""
    village = world.own.village
    made = []
    for name in NAMES:
        key = uuid.uuid4()
        data = {"uuid": key, "head_name": name, "anyway": "1"}
        response = officer.post(reverse("households:add", args=[village.pk]), data)
        assert (name, response.status_code) == (name, 302)
        made.append(Household.unscoped.get(uuid=key))
    return made


@pytest.mark.parametrize("name", NAMES[:5])
def test_the_reader_sees_what_a_careless_page_would_run(name):
    assert Reading(f"<title>{name}</title><p>{name}</p><i title=\"{name}\" lang='{name}'>").runs


def comes_out(reading, names):
    assert reading.runs == []
    assert [name for name in names if not reading.says(name)] == []


def test_there_are_forty_and_no_two_are_stored_alike():
    assert len(NAMES) == len({clean(name) for name in NAMES}) == 40


def test_each_is_stored_clean_and_found_by_search(world, officer, households):
    roster = reverse("households:list", args=[world.own.village.pk])
    for name, household in zip(NAMES, households, strict=True):
        assert household.head_name == clean(name)
        words = fold(name)[:80]
        for address in (roster, reverse("households:search")):
            found = read(officer, address, q=words)
            assert (name, found.says(clean(name))) == (name, True)
            assert found.runs == []


def test_all_come_out_as_text_where_a_village_is_listed(world, officer, households):
    village = world.own.village.pk
    names = [household.head_name for household in households]
    for page in ("list", "sheet"):
        comes_out(read(officer, reverse(f"households:{page}", args=[village])), names)
    officer.post(reverse("households:print_sheet", args=[village]), {"uuid": uuid.uuid4()})
    sheet = PrintedSheet.unscoped.filter(village=village).first()
    comes_out(read(officer, reverse("households:sheet_paper", args=[sheet.uuid])), names)
    comes_out(read(officer, reverse("households:key_back", args=[sheet.uuid])), [])


def test_all_come_out_as_text_where_duplicates_are_listed(world, officer, households):
    for household in households:
        actions.add_household(
            by=world.own.officer, village=world.own.village, head_name=household.head_name
        )
    names = [household.head_name for household in households]
    page = read(officer, reverse("households:duplicates", args=[world.own.village.pk]))
    comes_out(page, names)
    for name in names[:15]:
        told = read(
            officer, reverse("households:likely", args=[world.own.village.pk]), head_name=name
        )
        comes_out(told, [name])


PAGES = ("detail", "history", "row", "split", "merge", "move_out", "head")


def test_each_comes_out_as_text_on_the_pages_of_its_household(officer, households):
    for household in share_of_today(households, of=4):
        for page in PAGES:
            headers = {"HX-Request": "true"} if page == "row" else {}
            address = reverse(f"households:{page}", args=[household.uuid])
            response = officer.get(address, headers=headers)
            assert response.status_code == 200, (page, household.head_name)
            comes_out(Reading(response.content.decode()), [household.head_name])


def test_each_comes_out_as_text_where_it_was_changed_or_not_chosen(world, officer, households):
    for household in households:
        was = {"head_name": household.head_name}
        actions.change_household(
            by=world.own.officer, household=household, was=was, head_name="Tên Sau"
        )
        address = reverse("households:detail", args=[household.uuid])
        data = {"was_head_name": "Tên Trước", "head_name": household.head_name, "hamlet": ""}
        clash = officer.post(address, {**data, "was_hamlet": "", "was_phone": ""})
        assert clash.status_code == 409
        comes_out(Reading(clash.content.decode()), [household.head_name])
        history = read(officer, reverse("households:history", args=[household.uuid]))
        comes_out(history, [household.head_name])


@pytest.mark.by_turns(2)
def test_all_come_out_as_text_in_the_journal_and_in_admin(world, officer, households):
    names = [household.head_name for household in households]
    assert read(officer, reverse("audit:list")).runs == []
    administrator = signed_in(world.commune_administrator)
    for number, household in enumerate(households):
        found = reverse("admin:households_household_changelist")
        rows = read(administrator, found, q=household.code)
        comes_out(rows, [names[number]])
        page = reverse("admin:households_household_change", args=[household.pk])
        comes_out(read(administrator, page), [names[number]])
    history = reverse("admin:households_household_history", args=[households[0].pk])
    comes_out(read(administrator, history), [names[0]])
