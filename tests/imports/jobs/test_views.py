"""From the file to the result, as the officer goes."""

import io
from tempfile import NamedTemporaryFile

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from households.models import Household
from imports.models import Import
from imports.sandbox.run import read
from tests.imports.sheets import HEAD, workbook
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
    assert "2 hộ mới, 0 hộ cập nhật, 0 dòng bỏ qua." in text
    one = Household.unscoped.get(head_name="Lê Thị Một")
    assert one.residents.get().results == [2, None, 2, None, None]
    assert Household.unscoped.get(head_name="Lê Hai").surveyed_on is None


class TestPreview:
    def test_shows_what_is_wrong_at_the_cell_and_how_to_mend_it(self, world, client):
        village = world.own.village.name
        text = preview(client, [village, "Lê Một", 19990], [village, "", 1975], [village, "Lê Ba"])
        assert "Nhập 1 dòng, bỏ qua 2 dòng lỗi" in text
        assert '<td class="wrong">19990</td>' in text
        assert "Ghi đủ bốn chữ số, ví dụ 1979." in text
        assert "Thiếu họ tên chủ hộ." in text

    def test_a_wrong_cell_is_typed_anew_where_it_stands(self, world, client):
        village = world.own.village.name
        page = sent(client, [village, "Lê Một", "62"], [village, "Lê Hai", 1970, "?"])
        text = " ".join(client.get(page.url).content.decode().split())
        assert 'name="birth_year" value="1962"' in text
        client.post(f"{page.url}sua/", {"row": 2, "birth_year": "1962", "head_name": "Lê Mốt"})
        text = client.post(f"{page.url}sua/", {"row": 3, "public_services": ""}, follow=True)
        assert "Nhập 2 dòng" in client.get(page.url).content.decode()
        rows = ours(world).get().rows.order_by("number")
        assert [row.values["name"] for row in rows] == ["Lê Mốt", "Lê Hai"]

    def test_chips_filter(self, world, client):
        village = world.own.village.name
        page = sent(client, [village, "Lê Một", 19990], [village, "LÊ HAI"], [village, "Lê Ba"])
        for what, there in (("error", "Lê Một"), ("note", "LÊ HAI"), ("valid", "Lê Ba")):
            text = client.get(f"{page.url}?loc={what}").content.decode()
            assert [name for name in ("Lê Một", "LÊ HAI", "Lê Ba") if name in text] == [there]

    def test_a_village_that_is_not_known_is_asked_once_and_remembered(self, world, client):
        rows = ["Thôn Lạ Hoắc", "Lê Một"], ["Thôn Lạ Hoắc", "Lê Hai"]
        page = sent(client, *rows)
        text = client.get(page.url).content.decode()
        assert "1 tên thôn chưa rõ" in text
        source = Import.unscoped.latest("pk")
        asked = reverse("imports:villages", args=[source.uuid])
        client.post(asked, {"v0": world.own.villages[1].pk})
        assert "Nhập 2 dòng" in client.get(page.url).content.decode()
        assert "Nhập 2 dòng" in preview(client, *rows)

    def test_a_foreign_village_is_no_village(self, world, client):
        foreign = world.foreign.village
        page = sent(client, [foreign.name, "Lê Một"])
        text = client.get(page.url).content.decode()
        assert f"Không có thôn “{foreign.name}” trong xã." in text
        source = Import.unscoped.latest("pk")
        form = client.post(reverse("imports:villages", args=[source.uuid]), {"v0": foreign.pk})
        assert form.status_code == 422

    def test_columns_that_are_not_sure_are_asked_once_and_remembered(self, world, client):
        head, row = ["Thôn", "Họ và tên"], [world.own.village.name, "Lê Một"]
        page = sent(client, row, head=head)
        text = client.get(page.url).content.decode()
        assert "Cột “Họ và tên” có phải là Họ và tên chủ hộ?" in text
        assert "Nhập 1 dòng" not in text
        source = Import.unscoped.latest("pk")
        asked = reverse("imports:columns", args=[source.uuid])
        twice = client.post(asked, {"c0": "village", "c1": "village"})
        assert "Hai cột cùng là “Thôn”" in twice.content.decode()
        client.post(asked, {"c0": "village", "c1": "head_name"})
        assert "Nhập 1 dòng" in client.get(page.url).content.decode()
        assert "Nhập 1 dòng" in preview(client, row, head=head)

    def test_a_workbook_of_several_sheets_says_which_was_read_and_another_can_be(
        self, world, client
    ):
        here = world.own.village.name
        sheets = {
            "Đợt 1": [[here, "Lê Một"], [here, "Lê Hai"]],
            "Đợt 2": [[here, "Lê Ba"]],
            "Ẩn": [[here]],
        }
        page = sent_book(client, sheets, hidden="Ẩn")
        text = client.get(page.url).content.decode()
        assert "Đã đọc trang “Đợt 1” trong 2 trang tính" in text
        assert "Ẩn" not in text
        client.post(f"{page.url}sua/", {"row": 2, "head_name": "Lê Mốt"})
        answer = client.post(f"{page.url}trang-tinh/", {"sheet": 1}, follow=True)
        assert "Đã đọc trang “Đợt 2”" in answer.content.decode()
        rows = ours(world).get().rows
        assert [row.values["name"] for row in rows.all()] == ["Lê Ba"]
        client.post(f"{page.url}sua/", {"row": 2, "head_name": "Lê Bá"})
        assert rows.get().values["name"] == "Lê Bá"
        for hostile in ("2", "9", "-1", "x", ""):
            answer = client.post(f"{page.url}trang-tinh/", {"sheet": hostile})
            assert answer.status_code == 422, hostile
        assert ours(world).get().layout["sheet"] == "Đợt 2"

    def test_a_workbook_of_one_sheet_asks_nothing(self, world, client):
        text = preview(client, [world.own.village.name, "Lê Một"])
        assert "Đã đọc trang" not in text

    def test_all_rows_may_be_of_one_village(self, world, client):
        pk = world.own.villages[1].pk
        text = preview(client, ["Lê Một", 1980], head=["Chủ hộ", "Năm sinh"], village=pk)
        assert "Nhập 1 dòng" in text

    def test_text_of_an_old_font_is_converted_when_it_was_seen(self, world, client):
        rows, head = (
            [["NguyÔn V¨n Hïng", 1980], *[["TrÇn ThÞ Hoµ", n] for n in range(1970, 1974)]],
            ["Chủ hộ", "Năm sinh"],
        )
        page = sent(client, *rows, head=head, village=world.own.village.pk)
        text = client.get(page.url).content.decode()
        assert "Nguyễn Văn Hùng" in text
        source = Import.unscoped.latest("pk")
        client.post(reverse("imports:font", args=[source.uuid]), {"font": "TCVN3 (ABC)"})
        source.refresh_from_db()
        assert source.rows.first().values["name"] == "Nguyễn Văn Hùng"

    def test_the_same_file_again_says_so(self, world, client):
        row = [world.own.village.name, "Lê Một"]
        page = sent(client, row)
        client.post(f"{page.url}nhap/")
        text = preview(client, row)
        assert "không có gì mới so với sổ" in text


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
        page = sent(client, [village, "=1+1", 19990], [village, "Lê Hai"])
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
        assert "Xã đang nhập một tệp khác." in text
        assert first.url != page.url


@pytest.mark.parametrize("role", ["member", "reviewer", "committee", "commune_administrator"])
def test_only_officers_bring_files_in(world, role):
    person = world.own.member if role == "member" else getattr(world, role)
    assert signed_in(person).get(reverse("imports:upload")).status_code == 404
