"""Files that the corpus makes, from the form to the result in a browser: a press for each question and four for the file."""

import os
from contextlib import nullcontext
from datetime import date
from functools import partial
from itertools import islice

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from areas.actions import add_village
from areas.kinds import Kind
from areas.models import BEFORE_RECORDS
from households.register.actions import add_household
from imports.jobs.queries.questions import key_of
from imports.models import Import, State
from imports.tidy.asking import about
from tests.browser.conftest import PC, PHONE
from tests.factories import (
    CommuneFactory,
    LocalPlatformFactory,
    PlacementFactory,
    ProvinceFactory,
    UserFactory,
)
from tests.imports.corpus import generate
from tests.imports.corpus.facts import SKILLS, same_text
from tests.imports.product import KINDS
from tests.imports.sheets import HEAD, workbook

pytestmark = pytest.mark.long
SEED = "imp45"
# To open the chooser and to choose the file, "Xem trước" and "Nhập": of a file without a question these are all.
WITHOUT_DOUBT = 4
# Files of the seed by their number, with how many questions each has. Hardly any has more: there words stand for marks.
FILES = {0: 0, 8: 0, 9: 1, 13: 1, 17: 3, 35: 3}
INVENTED = (5, 7, 15, 30)
RENAMED = date(2020, 1, 1)
COMMUNES = {
    "Xã": Kind.XA,
    "Phường": Kind.PHUONG,
    "Thị trấn": Kind.THI_TRAN,
    "Đặc khu": Kind.DAC_KHU,
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def made(number):
    """Return the file of a number of the seed."""
    return next(islice(generate.generate(SEED, number + 1), number, None))


def in_words(words):
    """Return a file whose skills are told in so many words that nobody defined, all of which mean "alone"."""
    file, rows, number = made(1), [], 0
    for home in file.commune.households * 2:
        marks = [f"kiểu {(number + at) % words:02}" for at in range(len(SKILLS))]
        number += len(SKILLS)
        rows.append([str(home["village"]), f"Lê {home['head']} {number}", 1980, *marks])
    file.name, file.content = "mức độ.xlsx", workbook(*rows, head=HEAD)
    file.answers = {about("mark", f"kiểu {at:02}"): "alone" for at in range(words)}
    return file


def registered(file):
    """Put a file's commune, with its villages and households, into the register; return its officer."""
    own = file.commune
    province = ProvinceFactory(name=own.province)
    for name in own.neighbours:
        CommuneFactory(parent=province, name=name)
    commune = CommuneFactory(parent=province, name=own.name, kind=COMMUNES[own.kind])
    LocalPlatformFactory(area=province, name=own.platform)
    officer = UserFactory(area=commune, role=Role.OFFICER)
    villages = {}
    for one in own.villages:
        kind, name = KINDS[str(one["kind"])], str(one["name"])
        since = RENAMED if one["former"] else BEFORE_RECORDS
        village = add_village(by=officer, commune=commune, kind=kind, name=name, opened_on=since)
        if one["former"]:
            PlacementFactory(area=village, name=one["former"], valid_to=RENAMED)
        villages[name] = village
    for home in own.register:
        head, phone = str(home["head"]), str(home["phone"] or "")
        village, born = villages[str(home["village"])], home.parts[0]["birth_year"]
        add_household(by=officer, village=village, head_name=head, phone=phone, birth_year=born)
    return officer, {name: str(one.pk) for name, one in villages.items()}


def answer_of(file, villages, asked):
    """Return what the file's officer answers: the choice as the form has it."""
    said = file.answers[about(asked["kind"], asked["subject"])]
    if asked["kind"] == "village":
        return villages.get(said, said)
    return next(one for one in asked["choices"] if same_text(one) == same_text(said))


def answer(page, hands, key, choice):
    """Answer a question as the page offers it, by the fewest presses; an answer in a list is two."""
    pressed = page.locator(f'button[name=chon][value="{key}:{choice}"]')
    marked = page.locator(f'label:has(input[name=q-{key}][value="{choice}"])')
    if pressed.count():
        hands.click(pressed)
    elif marked.count():
        hands.click(marked)
    else:
        hands.clicks += 2
        page.locator(f"select[name=o-{key}]").select_option(choice)


def seen(page, name):
    """Keep a picture of the page, where one is wanted."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def played(page, hands, file, villages, name):
    """Send a file, answer what is asked, let it be written; return how many questions there were."""
    page.goto("/nhap-excel/")
    hands.clicks += 2
    named = {"name": file.name, "mimeType": "application/octet-stream", "buffer": file.content}
    page.get_by_label("Tệp Excel hoặc .csv").set_input_files(named)
    hands.click(page.get_by_role("button", name="Xem trước"))
    expect(page.get_by_role("link", name="Chọn tệp khác")).to_be_visible()
    seen(page, f"{name}-preview")
    asked = 0
    while questions := Import.unscoped.get().layout.get("questions", []):
        shown = questions if page.locator("form[data-many]").count() else questions[:1]
        for one in shown:
            asked += 1
            key = key_of(one["kind"], one["subject"])
            # The last one sends them all, or is sent by itself.
            with page.expect_navigation() if one is shown[-1] else nullcontext():
                answer(page, hands, key, answer_of(file, villages, one))
    seen(page, f"{name}-answered")
    hands.click(page.get_by_role("button", name="Nhập ").first)
    expect(page.get_by_role("button", name="Hoàn tác lần nhập này")).to_be_visible()
    seen(page, f"{name}-result")
    return asked


MADE = {str(number): (partial(made, number), asked) for number, asked in FILES.items()} | {
    f"in {words} words": (partial(in_words, words), words) for words in INVENTED
}
PLAYED = [(name, PC) for name in MADE] + [(name, PHONE) for name in ("0", "35", "in 30 words")]


@pytest.mark.parametrize(
    ("name", "size"), PLAYED, ids=[f"{name}, {size['width']}" for name, size in PLAYED]
)
def test_a_file_takes_four_presses_and_one_for_each_question(visitors, counted, name, size):
    make, doubts = MADE[name]
    file = make()
    officer, villages = registered(file)
    page = visitors.open(officer) if size is PC else visitors.phone(officer)
    # A press that reads or writes the file is answered once that is done.
    page.set_default_timeout(120_000)
    what = f"file {name}, {size['width']}"
    hands = counted(page, what)
    asked = played(page, hands, file, villages, what)
    assert asked == doubts
    assert Import.unscoped.get().state == State.DONE
    # Up to three answers are sent one by one, and the page comes anew; more of them are sent together.
    hands.done(clicks=WITHOUT_DOUBT + asked, keys=0, loads=11)
