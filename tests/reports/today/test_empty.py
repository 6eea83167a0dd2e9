"""The first household of an empty village is work of the day, until somebody has entered it."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from areas.actions import add_village
from areas.kinds import Kind
from households.declarations.actions import declare
from households.register.actions import add_household
from reports.today.queries.work import today_of
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
TITLE = "Nhập hộ đầu tiên"


@pytest.fixture
def empty(world):
    """Fill the villages of the small world, and add two without a household."""
    for village in world.own.villages:
        add_household(by=world.own.officer, village=village, head_name="Lê Lan")
    title = {"commune": world.own.area, "kind": Kind.THON}
    return [add_village(by=world.own.officer, name=name, **title) for name in ("An", "Bình")]


def task_of(world, area=None):
    tasks = today_of(area or world.own.area, world.own.officer).tasks
    return next((task for task in tasks if task.title == TITLE), None)


def test_a_commune_is_asked_for_the_villages_that_have_none_and_opens_just_these(world, empty):
    task = task_of(world)
    assert (task.number, task.unit, task.size) == (2, "thôn", 2)
    assert task.detail == "Chưa có hộ nào trong sổ; bắt đầu từ thôn An"
    page = signed_in(world.own.officer).get(task.url)
    assert [village for village, _count in page.context["rows"]] == empty
    text = page.content.decode()
    assert "Những thôn chưa có hộ nào trong sổ." in text
    # One tap from there begins.
    assert f'href="/thon/{empty[0].pk}/ho/moi/"' in text


def test_what_they_declared_is_how_much_work_it_is_and_no_number_to_compare(world, empty):
    declare(by=world.own.officer, area=empty[1], households=90, source="Trưởng thôn")
    task = task_of(world)
    assert (task.size, task.detail) == (91, "Chưa có hộ nào trong sổ; bắt đầu từ thôn Bình")
    tasks = today_of(world.own.area, world.own.officer).tasks
    assert "Đối chiếu số hộ khai báo" not in [one.title for one in tasks]


def test_one_village_opens_the_form_itself_and_is_done_by_its_first_household(world, empty):
    add_household(by=world.own.officer, village=empty[0], head_name="Lê Lan")
    task = task_of(world)
    assert (task.number, task.url) == (1, f"/thon/{empty[1].pk}/ho/moi/")
    assert task.detail == "Thôn Bình chưa có hộ nào trong sổ"
    assert task_of(world, empty[1]) == task
    add_household(by=world.own.officer, village=empty[1], head_name="Lê Hoa")
    assert task_of(world) is None
    assert task_of(world, empty[1]) is None
    page = signed_in(world.own.officer).get("/ho-gia-dinh/?loc=chua-co-ho").content.decode()
    assert "Thôn nào cũng đã có hộ trong sổ." in page


def test_the_list_of_empty_villages_goes_out_as_a_workbook_with_them_alone(world, empty):
    answer = signed_in(world.own.officer).get("/ho-gia-dinh/?loc=chua-co-ho&tep=excel")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.getvalue()))
    cells = {cell for row in book.get_sheet_by_index(0).to_python() for cell in row}
    assert {one.full_name for one in empty} <= cells
    assert world.own.village.full_name not in cells
    assert any("Chưa có hộ nào" in str(cell) for cell in cells)
