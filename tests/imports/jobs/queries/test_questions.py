"""Questions of a file in words: what is asked, where it stands, what may be answered, what is likely and why."""

import pytest
from django.http import QueryDict

from imports.jobs.forms import AnswersForm
from imports.jobs.queries.questions import FEW, answered_of, asked_of, columns_of, key_of
from imports.models import Import

MARKS = ["none", "help", "alone", "unasked", "skip"]


class Village:
    is_commune = False

    def __init__(self, pk, full_name):
        self.pk, self.full_name = pk, full_name


VILLAGES = [Village(n, f"Thôn {n}") for n in range(1, 9)]


def told(kind, subject="", choices=("skip",), count=41, **facts):
    examples = facts.pop("examples", [])
    spots = [{"sheet": 0, "row": row, "column": 3, "heading": words} for row, words in examples]
    facts = {"proposal": "", "source": "", "examples": spots, **facts}
    return {"kind": kind, "subject": subject, "choices": list(choices), "count": count, **facts}


def asked(*questions, sheets=None, **layout):
    layout = {"questions": questions, "sheets": sheets or {"0": "Hộ"}, **layout}
    return asked_of(Import(layout=layout), VILLAGES)


UNDER = [(4, "Mua sắm"), (7, "Mua sắm")]
APART = [(4, "Mua sắm"), (7, "Thanh toán")]
TITLES = [
    (told("mark", "o", MARKS, examples=UNDER), "“o” dưới Mua sắm nghĩa là gì?"),
    (told("mark", "o", MARKS, examples=APART), "“o” nghĩa là gì?"),
    (told("colour", "#FFFF00", MARKS), "Ô tô màu này nghĩa là gì?"),
    (told("colour", "", MARKS), "Ô không tô màu nghĩa là gì?"),
    (told("comment", "hỏi lại", MARKS), "Ô có ghi chú “hỏi lại” nghĩa là gì?"),
    (told("sex", "G"), "“G” là nam hay nữ?"),
    (told("relation", "CN"), "“CN” là quan hệ gì với chủ hộ?"),
    (told("role", "TV"), "“TV” là vai trò gì trong tổ?"),
    (told("organisation", "CCB"), "“CCB” là đơn vị nào?"),
    (told("ditto", "nt"), "“nt” có phải là như dòng trên không?"),
    (told("column", "Địa chỉ"), "Cột “Địa chỉ” ghi gì?"),
    (told("column", "column 5"), "Cột E không có tên: cột này ghi gì?"),
    (
        told("numbered", "KN1–KN5", ("in_order", "apart")),
        "“KN1–KN5” có phải năm kỹ năng theo thứ tự: 1 dịch vụ công, 2 mua sắm, 3 thanh toán, 4 tự bảo vệ, "
        "5 nền tảng số địa phương?",
    ),
    (told("village", "Hội Phú Đông"), "“Hội Phú Đông” là thôn nào của xã?"),
    (told("village"), "Các dòng không ghi thôn là của thôn nào?"),
    (told("village", "@Sheet2"), "Các dòng không ghi thôn ở trang “Sheet2” là của thôn nào?"),
    (told("commune", "An Ninh", ("own", "foreign")), "“An Ninh” có phải xã mình không?"),
    (told("commune", "An Ninh"), "“An Ninh” là xã, phường nào?"),
    (told("grouping"), "Nhận ra từng hộ bằng gì?"),
    (told("tables"), "Tệp có nhiều bảng: lấy bảng nào?"),
    (told("link"), "Nối các trang tính với nhau theo mã hộ?"),
    (told("same", "Lê Thị Hoa"), "“Lê Thị Hoa” có ở nhiều dòng: là một hay là hai?"),
    (told("same", "Lê Thị Hoa #12"), "“Lê Thị Hoa” (dòng 12) có ở nhiều dòng: là một hay là hai?"),
    (told("same", "Lê Thị Hoa #0"), "“Lê Thị Hoa” trong tệp và trong sổ: là một hay là hai?"),
    (told("gone", "đã mất"), "Người ghi “đã mất”: có nhập không?"),
    (told("body", "TỔ HÒA GIẢI"), "“TỔ HÒA GIẢI” có phải tổ công nghệ số cộng đồng không?"),
    (told("date_order"), "Ngày trong tệp ghi theo thứ tự nào?"),
    (told("year"), "Ngày không ghi năm là của năm nào?"),
    (told("day"), "Số liệu tính đến ngày nào?"),
    (told("repair", "O9O5 123"), "Ô ghi “O9O5 123”: sửa thế nào?"),
    (told("hidden", "rows"), "Phần đang ẩn trong tệp (dòng ẩn): có lấy không?"),
    (told("hidden", "Cũ"), "Phần đang ẩn trong tệp (Cũ): có lấy không?"),
]


@pytest.mark.parametrize(("question", "title"), TITLES)
def test_every_kind_of_question_is_a_sentence(question, title):
    assert asked(question)[0].title == title


DETAILS = [
    (told("mark", "o", MARKS, examples=UNDER), {}, "41 ô, ví dụ dòng 4, 7, cột D."),
    (told("village", "X", ["1"], count=1200), {}, "1.200 dòng"),
    (
        told("mark", "o", MARKS, examples=UNDER[:1]),
        {"0": "Hộ", "1": "Tổ"},
        "41 ô, ví dụ dòng 4, trang “Hộ”, cột D.",
    ),
]


@pytest.mark.parametrize(("question", "sheets", "detail"), DETAILS)
def test_it_says_how_many_cells_and_where_the_first_stand(question, sheets, detail):
    assert asked(question, sheets=sheets)[0].detail == detail


CHOICES = [
    ("mark", "12", "Biết kỹ năng 1, 2"),
    ("mark", "unasked", "Chưa khảo sát"),
    ("village", "3", "Thôn 3"),
    ("village", "new", "Là thôn mới"),
    ("village", "skip", "Không phải thôn của xã"),
    ("column", "skip", "Không lấy cột này"),
    ("column", "birth", "Ngày sinh, năm sinh"),
    ("organisation", "women", "Hội Phụ nữ"),
    ("day", "2026-09-14", "14/09/2026"),
    ("repair", "0905123456", "0905123456"),
    ("same", "different", "Là hai, giữ cả hai"),
    ("sex", "skip", "Bỏ qua"),
]


@pytest.mark.parametrize(("kind", "choice", "words"), CHOICES)
def test_every_answer_is_said_in_words(kind, choice, words):
    assert [one.words for one in asked(told(kind, "x", [choice]))[0].buttons] == [words]


def test_what_is_likely_stands_first_with_where_it_is_from_and_is_no_answer():
    facts = {"proposal": "2", "source": "lấy từ dòng 3"}
    one = asked(told("village", "", ["1", "2", "skip"], **facts))[0]
    assert [choice.value for choice in one.buttons] == ["2", "1", "skip"]
    assert one.proposal == "Có thể là: Thôn 2 (lấy từ dòng 3)"
    assert one.chosen == ""


def test_of_many_answers_the_likely_one_and_none_of_them_are_presses_the_others_a_list():
    keys = [str(one.pk) for one in VILLAGES]
    assert len(keys) > FEW
    one = asked(told("village", "X", [*keys, "skip"], proposal="5"))[0]
    assert [choice.value for choice in one.buttons] == ["5", "skip"]
    assert [choice.value for choice in one.options] == [key for key in keys if key != "5"]
    assert one.accepts("7")
    assert not one.accepts("99")


def test_what_has_no_answers_to_choose_from_is_typed():
    day, year = asked(told("day", choices=()), told("year", choices=()))
    assert day.is_typed
    assert (day.accepts("2026-09-14"), day.accepts("14/9"), year.accepts("2026")) == (
        True,
        False,
        True,
    )


def test_another_day_than_those_offered_may_be_typed():
    day, mark = asked(told("day", choices=["2026-09-25"]), told("mark", "o", MARKS))
    assert (day.may_be_typed, mark.may_be_typed) == (True, False)
    assert day.buttons
    assert (day.accepts("2025-12-31"), day.accepts("31"), mark.accepts("2025-12-31")) == (
        True,
        False,
        False,
    )
    typed = AnswersForm(QueryDict(f"o-{day.key}=31/12/2025"), [day, mark])
    assert typed.answers == {("day", ""): "2025-12-31"}


def test_a_question_keeps_its_name_however_often_the_file_is_read():
    assert key_of("mark", "O") == key_of("mark", " o ")
    assert key_of("mark", "o") != key_of("sex", "o")


def test_an_answer_in_use_says_what_was_chosen():
    used = {**told("mark", "o", MARKS), "choice": "none"}
    assert answered_of(Import(layout={"answers": [used]}), VILLAGES)[0].chosen == "Chưa biết"


def test_every_column_of_a_table_can_be_said_by_hand_also_one_without_a_heading():
    table = {"headings": {"0": "Thôn"}, "fields": {"0": "village", "4": "name"}}
    found = columns_of(Import(layout={"tables": [table]}))
    assert [one.subject for one in found] == ["Thôn", "column 5"]
    assert found[0].accepts("hamlet")
    assert not found[0].accepts("id")
