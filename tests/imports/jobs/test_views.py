"""From the file to the result, as the officer goes."""

import io
import re
from html import unescape
from tempfile import NamedTemporaryFile

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from households.models import Household
from imports.jobs.queries.questions import key_of
from imports.models import AnswerMemory, Import
from imports.sandbox.run import read
from tests.imports.sheets import HEAD, OWN, workbook
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


def sent(client, *rows, status=302, **fields):
    """Send a file with these rows; return the answer."""
    head = fields.pop("head", None)
    data = workbook(*rows, **({"head": head} if head else {}))
    file = SimpleUploadedFile("ho.xlsx", data)
    response = client.post(reverse("imports:upload"), {"file": file, **fields})
    assert response.status_code == status, response.content.decode()
    return response


def sent_book(client, sheets, *, hidden):
    """Send a workbook with these sheets; return the answer."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate([HEAD[:2], *rows]):
                sheet.write_row(number, 0, row)
            if name == hidden:
                sheet.hide()
    file = SimpleUploadedFile("ho.xlsx", target.getvalue())
    return client.post(reverse("imports:upload"), {"file": file})


def read_bytes(content):
    """Read a workbook as a file of people is read."""
    with NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        return read(file.name)


def answered(client, page, kind, subject, choice, *, remember=True):
    """Press an answer; return the page after it."""
    said = {"chon": f"{key_of(kind, subject)}:{choice}"} | ({"nho": "on"} if remember else {})
    return client.post(f"{page.url}tra-loi/", said, follow=True).content.decode()


def ours(world):
    """Return the file of our commune that was sent last."""
    return Import.unscoped.filter(pk=world.own.area.imports.latest("pk").pk)


def preview(client, *rows, **fields):
    return client.get(sent(client, *rows, **fields).url).content.decode()


def test_a_plain_sheet_takes_three_presses(world, client):
    village = world.own.village.name
    first = client.get(reverse("imports:upload"))
    assert "Xem trước" in first.content.decode()
    page = sent(client, [village, "Lê Thị Một", 1980, "x", "", "x", "", ""], [village, "Lê Hai"])
    text = client.get(page.url).content.decode()
    assert "Nhập 2 dòng" in text
    assert not Household.unscoped.filter(head_name="Lê Thị Một").exists()
    source = Import.unscoped.latest("pk")
    done = client.post(reverse("imports:confirm", args=[source.uuid]), follow=True)
    text = done.content.decode()
    assert "Đã nhập 2 dòng" in text
    assert "2 hộ mới." in text
    one = Household.unscoped.get(head_name="Lê Thị Một")
    assert one.residents.get().results == [2, None, 2, None, None]
    assert Household.unscoped.get(head_name="Lê Hai").surveyed_on is None


class TestPreview:
    def test_shows_what_is_wrong_at_the_cell_and_how_to_mend_it(self, world, client):
        village = world.own.village.name
        rows = [village, "Lê Một", 19990], [village, "", 1975], [village, "Lê Ba"]
        text = preview(client, *rows, head=OWN)
        assert "Nhập 1 dòng, bỏ qua 2 dòng lỗi" in text
        assert '<td class="wrong"\ndata-l="Năm sinh">19990</td>' in text
        assert "Ghi đủ bốn chữ số, ví dụ 1979." in text
        assert "Thiếu họ tên chủ hộ." in text

    def test_what_is_not_understood_is_noted_and_named_as_left(self, world, client):
        text = preview(client, [world.own.village.name, "Lê Một", 3000])
        assert "Không hiểu “3000”." in text
        assert "Không hiểu ô này ghi gì" in text

    def test_a_wrong_cell_is_typed_anew_where_it_stands(self, world, client):
        village = world.own.village.name
        page = sent(client, [village, "Lê Một", 3000], [village, "Lê Hay", 19700])
        text = " ".join(client.get(page.url).content.decode().split())
        assert 'name="c2" value="3000"' in text
        client.post(f"{page.url}sua/", {"row": 2, "c2": "1962", "c1": "Lê Mốt"})
        client.post(f"{page.url}sua/", {"row": 3, "c1": "Lê Hai"})
        assert "Nhập 2 dòng" in client.get(page.url).content.decode()
        rows = ours(world).get().rows.order_by("number")
        assert [row.values["name"] for row in rows] == ["Lê Mốt", "Lê Hai"]

    def test_chips_filter(self, world, client):
        village = world.own.village.name
        rows = [village, "Lê Một", 19990], [village, "LÊ HAI"], [village, "Lê Ba"]
        page = sent(client, *rows, head=OWN)
        for what, there in (("error", "Lê Một"), ("note", "LÊ HAI"), ("valid", "Lê Ba")):
            text = client.get(f"{page.url}?loc={what}").content.decode()
            assert [name for name in ("Lê Một", "LÊ HAI", "Lê Ba") if name in text] == [there]

    def test_a_village_that_is_not_known_is_asked_once_and_remembered(self, world, client):
        rows = ["Thôn Lạ Hoắc", "Lê Một"], ["Thôn Lạ Hoắc", "Lê Hai"]
        page = sent(client, *rows)
        text = client.get(page.url).content.decode()
        assert "“Thôn Lạ Hoắc” là thôn nào của xã?" in text
        # It may be missing from the list: then no answer offered is the right one.
        add = reverse("areas:village_add", args=[world.own.area.pk])
        assert f'href="{add}">thêm thôn</a>' in text
        assert "Nhập 2 dòng" not in text
        answered(client, page, "village", "Thôn Lạ Hoắc", world.own.villages[1].pk)
        assert "Nhập 2 dòng" in client.get(page.url).content.decode()
        assert "Nhập 2 dòng" in preview(client, *rows)

    def test_what_ticks_of_several_columns_say_is_shown_in_words(self, world, client):
        head = ["Thôn", "Họ tên chủ hộ", "Không biết DVC", "Biết DVC"]
        here = world.own.village.name
        rows = [here, "Lê Một", "x", ""], [here, "Lê Hai", "", "x"]
        text = preview(client, *rows, [here, "Lê Ba", "", ""], head=head)
        shown = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in text.split("<tr")]
        told = [[re.sub(r"<[^>]+>|\s+", " ", cell).strip() for cell in row] for row in shown]
        names = {"Lê Một", "Lê Hai", "Lê Ba"}
        assert [row[-2] for row in told if names & {*row}] == ["chưa biết", "biết, tự làm", ""]

    @pytest.mark.parametrize(
        "heading",
        [
            "Trong hộ có ai biết dịch vụ công không?",
            "Có người biết dùng dịch vụ công trực tuyến",
            "Có ít nhất 1 người biết dịch vụ công trực tuyến",
        ],
    )
    def test_whose_an_answer_of_the_whole_household_becomes_is_said(self, world, client, heading):
        words = f"“{heading}” hỏi chung cả hộ"
        head, row = ["Thôn", "Họ tên chủ hộ", heading], [world.own.village.name, "Lê Một", "x"]
        assert words in unescape(preview(client, row, head=head))
        head[2] = "DVC (1: biết; 2: có người giúp)"
        assert "hỏi chung cả hộ" not in preview(client, row, head=head)
        head, row = [*head[:2], heading, "Họ tên"], [*row, "Lê Hai"]
        assert "hỏi chung cả hộ" not in preview(client, row, head=head)

    def test_a_foreign_village_is_no_village(self, world, client):
        """Nobody tells what it is called elsewhere, and no key of it is an answer."""
        foreign = world.foreign.village
        page = sent(client, [f"Thôn {foreign.name} Ngoài", "Lê Một", 1980])
        answered(client, page, "village", f"Thôn {foreign.name} Ngoài", foreign.pk)
        assert (ours(world).get().answers, ours(world).get().to_write) == ([], 0)

    def test_a_column_that_is_sure_is_said_otherwise_and_remembered(self, world, client):
        head, row = ["Thôn", "Họ tên chủ hộ", "Xóm"], [world.own.village.name, "Lê Một", "Xóm 2"]
        page = sent(client, row, head=head)
        assert ours(world).get().rows.get().values["hamlet"] == "Xóm 2"
        client.post(f"{page.url}tra-loi/", {f"o-{key_of('column', 'Xóm')}": "skip", "nho": "on"})
        assert "hamlet" not in ours(world).get().rows.get().values
        sent(client, row, head=head)
        assert "hamlet" not in ours(world).get().rows.get().values

    def test_only_what_may_be_remembered_is_offered_to_be(self, world, client):
        here, tick = world.own.village.name, 'type="checkbox" name="nho"'
        sheets = {"Đợt 1": [[here, "Lê Một"]], "Đợt 2": [[here, "Lê Hai"]]}
        page = sent_book(client, sheets, hidden="Đợt 2")
        asked = {one["kind"] for one in ours(world).get().layout["questions"]}
        assert (asked, tick in client.get(page.url).content.decode()) == ({"hidden"}, False)
        assert tick not in preview(client, ["", "Lê Một", 1980])  # of which village no row says
        assert tick in preview(client, ["Thôn Xa Lạ", "Lê Một", 1980])

    def test_all_sheets_of_a_workbook_are_read_in_one_go(self, world, client):
        here = world.own.village.name
        sheets = {"Đợt 1": [[here, "Lê Một"], [here, "Lê Hai"]], "Đợt 2": [[here, "Lê Ba"]]}
        page = sent_book(client, sheets, hidden="")
        text = client.get(page.url).content.decode()
        assert "Nhập 3 dòng" in text
        assert "Hộ, người và kỹ năng, Đợt 2" in text
        rows = ours(world).get().rows.order_by("sheet", "line")
        assert [(row.sheet, row.line, row.values["name"]) for row in rows] == [
            (0, 2, "Lê Một"),
            (0, 3, "Lê Hai"),
            (1, 2, "Lê Ba"),
        ]
        assert len({row.number for row in rows}) == 3
        client.post(f"{page.url}sua/", {"row": rows[2].number, "c1": "Lê Bá"})
        assert ours(world).get().rows.get(sheet=1).values["name"] == "Lê Bá"

    def test_all_rows_may_be_of_one_village(self, world, client):
        pk = world.own.villages[1].pk
        text = preview(client, ["Lê Một", 1980], head=["Chủ hộ", "Năm sinh"], village=pk)
        assert "Nhập 1 dòng" in text

    def test_text_of_an_old_font_comes_in_unicode_and_the_page_says_so(self, world, client):
        rows = [["NguyÔn V¨n Hïng", 1980], *[["TrÇn ThÞ Hoµ", n] for n in range(1970, 1974)]]
        pk = world.own.village.pk
        text = preview(client, *rows, head=["Chủ hộ", "Năm sinh"], village=pk)
        assert "phông cũ TCVN3 (ABC): đã chuyển sang Unicode" in text
        assert ">Nguyễn Văn Hùng</td>" in text
        assert ours(world).get().rows.order_by("line")[0].values["name"] == "Nguyễn Văn Hùng"

    def test_the_same_file_again_says_so(self, world, client):
        row = [world.own.village.name, "Lê Một"]
        page = sent(client, row)
        client.post(f"{page.url}nhap/")
        text = preview(client, row)
        assert "Không có gì mới so với sổ" in text
        assert "Đúng tệp này đã được nhập" in text


NAMES = ["Một", "Hai", "Ba", "Tư", "Năm"]
MARKED = ["Thôn", "Họ tên chủ hộ", "Năm sinh", "Mua sắm", "Thanh toán"]


class TestQuestions:
    def marked(self, world, client, *marks, name="Lê"):
        village = world.own.village.name
        rows = [[village, f"{name} {NAMES[n]}", 1970 + n, *two] for n, two in enumerate(marks)]
        return sent(client, *rows, head=MARKED)

    def test_one_press_answers_a_mark_for_the_whole_file(self, world, client):
        page = self.marked(world, client, ("x", "o"), ("o", "x"), ("x", "x"))
        text = client.get(page.url).content.decode()
        assert "Còn <b>1 câu hỏi</b>" in " ".join(text.split())
        assert "“o” nghĩa là gì?" in text
        assert 'checked="checked"' not in text
        text = answered(client, page, "mark", "o", "none")
        assert "Nhập 3 dòng" in text
        results = [row.values["results"] for row in ours(world).get().rows.order_by("line")]
        assert results == [
            [None, 2, 0, None, None],
            [None, 0, 2, None, None],
            [None, 2, 2, None, None],
        ]

    def test_several_are_answered_by_one_press(self, world, client):
        page = self.marked(world, client, ("K", "o"), ("o", "K"))
        source = ours(world).get()
        keys = [key_of(one["kind"], one["subject"]) for one in source.layout["questions"]]
        assert len(keys) == 2
        text = client.get(f"{page.url}?nhieu=1").content.decode()
        assert all(f'name="q-{key}"' in text for key in keys)
        client.post(f"{page.url}tra-loi/", {f"q-{key}": "none" for key in keys})
        assert ours(world).get().unanswered == 0
        assert not AnswerMemory.unscoped.filter(commune=world.own.area, kind="mark").exists()

    def test_the_next_file_is_read_by_what_was_answered_and_it_is_changed_there(
        self, world, client
    ):
        page = self.marked(world, client, ("o", "x"))
        answered(client, page, "mark", "o", "none")
        page = self.marked(world, client, ("o", "x"), name="Trần")
        text = client.get(page.url).content.decode()
        assert "Nhập 1 dòng" in text
        assert "Đang dùng 1 câu trả lời" in text
        answered(client, page, "mark", "o", "alone")
        assert ours(world).get().rows.get().values["results"][1] == 2
        assert AnswerMemory.unscoped.get(commune=world.own.area, kind="mark").choice == "alone"
        answered(client, page, "mark", "o", "")
        assert ours(world).get().unanswered == 1
        assert not AnswerMemory.unscoped.filter(commune=world.own.area, kind="mark").exists()

    def test_what_is_clear_is_written_without_the_rest_only_where_that_was_said(
        self, world, client
    ):
        rows = [world.own.village.name, "Lê Một"], ["Thôn Lạ Hoắc", "Lê Hai"]
        page = sent(client, *rows)
        text = " ".join(client.get(page.url).content.decode().split())
        assert "Nhập phần đã rõ, để lại 1 chỗ chưa trả lời" in text
        text = client.post(f"{page.url}nhap/", follow=True).content.decode()
        assert "Còn câu hỏi chưa trả lời." in text
        assert not Household.unscoped.filter(head_name="Lê Một").exists()
        text = client.post(f"{page.url}nhap/", {"partly": "1"}, follow=True).content.decode()
        assert "Đã nhập 1 dòng" in text
        assert "Để lại vì 1 câu chưa trả lời" in " ".join(text.split())
        assert "“Thôn Lạ Hoắc” là thôn nào của xã?" in text

    def test_nothing_but_what_is_offered_is_an_answer(self, world, client):
        page = self.marked(world, client, ("o", "x"))
        for hostile in (f"{key_of('mark', 'o')}:9x", "x:none", "::", f"{key_of('sex', 'o')}:m"):
            text = client.post(f"{page.url}tra-loi/", {"chon": hostile}, follow=True)
            assert "Chưa có câu trả lời nào." in text.content.decode(), hostile
        assert ours(world).get().answers == []

    def test_what_is_left_is_named_with_how_many_cells_and_again_in_the_result(self, world, client):
        head = ["Thôn", "Họ tên chủ hộ", "Dân tộc", "CCCD"]
        rows = [
            [world.own.village.name, f"Lê {n}", "Ba Na", f"0540600012{k}"]
            for k, n in ((34, "Một"), (35, "Hai"))
        ]
        page = sent(client, *rows, head=head)
        for text in (
            client.get(page.url).content.decode(),
            client.post(f"{page.url}nhap/", follow=True).content.decode(),
        ):
            assert "Không lấy: 2" in " ".join(text.split())
            assert "Số giấy tờ, tài khoản: không được lưu" in text
            assert "05406000123" not in text


class TestRefused:
    def test_what_is_no_sheet_is_told_in_words(self, world, client):
        file = SimpleUploadedFile("ho.xlsx", b"%PDF-1.4")
        response = client.post(reverse("imports:upload"), {"file": file})
        assert response.status_code == 422
        assert "Đây là tệp PDF." in response.content.decode()
        assert Import.unscoped.latest("pk") == world.foreign.file

    def test_what_is_too_large_is_not_read(self, world, client, settings):
        settings.IMPORT_MAX_BYTES = 2**20
        file = SimpleUploadedFile("ho.xlsx", b"x" * (2**20 + 1))
        response = client.post(reverse("imports:upload"), {"file": file})
        assert "Tệp lớn hơn 1 MB." in response.content.decode()


class TestAfterwards:
    def test_rows_that_were_left_out_come_back_as_a_workbook(self, world, client, tmp_path):
        village = world.own.village.name
        page = sent(client, [village, "=1+1", 19990], [village, "Lê Hai"], head=OWN)
        answer = client.get(f"{page.url}dong-loi/")
        assert answer["Content-Disposition"].startswith("attachment")
        (tmp_path / "loi.xlsx").write_bytes(answer.content)
        rows = [row.cells for row in read(tmp_path / "loi.xlsx").sheets[0].rows]
        assert rows[0][-2:] == ["Lỗi", "Cách sửa"]
        assert len(rows) == 2
        assert rows[1][:3] == [village, "=1+1", 19990]

    def test_it_is_taken_back_with_one_press(self, world, client):
        page = sent(client, [world.own.village.name, "Lê Một"])
        client.post(f"{page.url}nhap/")
        assert "Hoàn tác lần nhập này" in client.get(page.url).content.decode()
        text = client.post(f"{page.url}hoan-tac/", follow=True).content.decode()
        assert "Đã hoàn tác 1 dòng" in text
        assert Household.unscoped.get(head_name="Lê Một").closed_on

    def test_progress_is_pulled_until_it_is_over(self, world, client):
        page = sent(client, [world.own.village.name, "Lê Một"])
        ours(world).update(state="running", confirmed_by=world.own.officer)
        text = client.get(page.url).content.decode()
        assert 'hx-trigger="every 2s"' in text
        assert "<b>0</b>/1 dòng" in client.get(f"{page.url}tien-do/").content.decode()
        client.post(f"{page.url}dung/")
        assert "đang dừng" in client.get(page.url).content.decode()
        ours(world).update(state="done")
        assert client.get(f"{page.url}tien-do/")["HX-Refresh"] == "true"

    def test_two_files_at_once_are_told(self, world, client):
        first = sent(client, [world.own.village.name, "Lê Một"])
        ours(world).update(state="running", confirmed_by=world.own.officer)
        page = sent(client, [world.own.village.name, "Lê Hai"])
        text = client.post(f"{page.url}nhap/", follow=True).content.decode()
        assert "Đang nhập một tệp khác của nơi này." in text
        assert first.url != page.url


@pytest.mark.parametrize("role", ["member", "committee", "commune_administrator"])
def test_only_officers_bring_files_in(world, role):
    person = world.own.member if role == "member" else getattr(world, role)
    assert signed_in(person).get(reverse("imports:upload")).status_code == 404
