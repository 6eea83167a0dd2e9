"""Several remarks at figures, of villages too, in one form: when a report goes back, and after."""

from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice
from audit.models import AuditEntry
from periodic.content import Row, Value
from periodic.filing.actions.commenting import SaysNothing, comment
from periodic.filing.actions.sending import send
from periodic.models import Comment, Report, State
from reports.today.queries.reports import tasks_of_reports
from tests.factories import HouseholdFactory, VillageFactory
from tests.pages import signed_in
from tests.periodic.filing.worlds import Asked, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(monkeypatch):
    """A report that was sent with the numbers of one village."""
    asked = Asked.build()
    asked.village = VillageFactory(parent=asked.commune)
    row = Row(asked.village.full_name, pk=asked.village.pk, values={"ho": Value(12)})

    def by_village(report, moment, by):
        return replace(written(report, moment, by), rows=(row,))

    monkeypatch.setattr(
        "periodic.filing.queries.live.content_of", lambda r, m: by_village(r, m, None)
    )
    asked.report = asked.opened()
    send(by=asked.officer, report=asked.report, write=by_village)
    return asked


def pressed(asked, name, *args, **data):
    data = {key.replace("_", "-"): text for key, text in data.items()}
    address = reverse(f"periodic:{name}", args=[asked.report.uuid, *args])
    answer = signed_in(asked.reviewer).post(address, data, follow=True)
    return " ".join(answer.content.decode().split())


def state(asked):
    return Report.unscoped.get(pk=asked.report.pk).state


def test_a_report_goes_back_with_remarks_each_a_task_and_all_of_them_one_line_in_the_inbox(asked):
    page = pressed(
        asked,
        "send_back",
        1,
        why="Sửa theo ý kiến",
        chi_tieu_1="ho",
        dong_1=str(asked.village.pk),
        y_kien_1="Đếm lại hộ của thôn",
        chi_tieu_3="kinh-phi",
        y_kien_3="Có chứng từ không",
        y_kien_2="  ",
    )
    assert "Đã trả lại báo cáo." in page
    assert state(asked) == State.RETURNED
    rows = Comment.unscoped.order_by("pk").values_list("column", "area", "text")
    assert list(rows) == [
        ("ho", asked.village.pk, "Đếm lại hộ của thôn"),
        ("kinh-phi", None, "Có chứng từ không"),
    ]
    assert f"Hộ trong sổ, {asked.village.full_name}:" in page
    (task,) = tasks_of_reports(asked.commune, asked.officer, timezone.localdate())
    assert (task.title[:15], task.detail) == ("Sửa và gửi lại ", "2 ý kiến chưa làm")
    # Where it is corrected it is said, too.
    there = reverse("periodic:report", args=[asked.period.uuid, asked.commune.address])
    page = signed_in(asked.officer).get(there).content.decode()
    for words in ("Cần sửa:", "Sửa theo ý kiến", "Đếm lại hộ của thôn", "Có chứng từ không"):
        assert words in page
    (notice,) = Notice.unscoped.filter(to=asked.officer)
    assert (notice.kind, notice.ref) == (Notice.Kind.REPORT_BACK, str(asked.report.uuid))
    changes = AuditEntry.unscoped.get(verb="Trả lại báo cáo").changes
    assert (changes["column"], changes["comments"]) == ([None, "ho, kinh-phi"], [None, 2])


def errors_of(page):
    """Return the numbers of the lines at which something is said to be wrong."""
    return [n for n in range(1, 4) if f'id="id_y-kien-{n}_error"' in page]


PRESSES = pytest.mark.parametrize(("name", "args"), [("send_back", [1]), ("comment", [])])
MORE = {"y_kien_1": "Xem lại", "y_kien_3": "Hỏi ông Nguyễn Văn Đảo", "why": "Sai"}


@PRESSES
def test_a_remark_that_names_a_resident_is_refused_and_nothing_is_written(asked, name, args):
    HouseholdFactory(village=asked.village, head_name="Nguyễn Văn Đảo")
    page = pressed(asked, name, *args, **MORE)
    assert "có họ tên một người dân" in page.split('id="id_y-kien-3_error"')[1].split("</ul>")[0]
    assert (state(asked), Comment.unscoped.count()) == (State.SENT, 0)


@PRESSES
def test_who_reads_no_names_is_not_told_which_of_several_remarks_names_somebody(asked, name, args):
    for head in ("Nguyễn Văn Đảo", "Lê Thị Kín"):
        HouseholdFactory(village=asked.village, head_name=head)
    pages = [
        pressed(asked, name, *args, **MORE | {"y_kien_1": f"Hỏi bà {guess}"})
        for guess in ("Lê Thị Kín", "Lê Thị Không")
    ]
    assert [errors_of(page) for page in pages] == [[1, 3], [1, 3]]
    assert Comment.unscoped.count() == 0


def test_more_lines_are_opened_without_losing_what_was_typed_and_nothing_is_sent(asked):
    page = pressed(asked, "send_back", 1, why="Sai", y_kien_2="Xem lại", lines="3", them="1")
    assert (state(asked), Comment.unscoped.count()) == (State.SENT, 0)
    assert 'name="y-kien-6"' in page
    assert 'value="Xem lại"' in page
    assert "Sai</textarea>" in page
    assert "cần sửa</h2>" not in page
    pressed(asked, "comment", y_kien_6="Dòng thứ sáu", lines="6")
    assert Comment.unscoped.get().text == "Dòng thứ sáu"


def test_a_remark_at_a_row_that_is_none_of_the_report_or_none_at_all_is_refused(asked):
    elsewhere = VillageFactory(parent=asked.other)
    pressed(asked, "comment", dong_1=str(elsewhere.pk), y_kien_1="Xem lại")
    page = pressed(asked, "comment", y_kien_1=" ")
    assert "Ghi ít nhất một ý kiến." in page
    assert not Comment.unscoped.exists()
    with pytest.raises(SaysNothing):
        comment(by=asked.reviewer, report=asked.report, remarks=[])
