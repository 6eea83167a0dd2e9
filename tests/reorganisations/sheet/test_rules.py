"""What the rows of a sheet of changes are understood as: never a guess in silence."""

from dataclasses import replace
from datetime import date

import pytest

from reorganisations.sheet.forms import MOST_PROBLEMS, MendingForm
from reorganisations.sheet.rules.apart import apart
from reorganisations.sheet.rules.checking import checked
from reorganisations.sheet.rules.problems import DROP, chosen, keyed, put_right
from reorganisations.sheet.rules.rows import again, kept, read
from reorganisations.sheet.rules.settling import Settling
from reorganisations.sheet.rules.works import Paper, works_of
from tests.reorganisations.sheet.papers import AN, BINH, HEAD, PAPER, around, book

pytestmark = pytest.mark.pure


def understood(*rows, known=None, **how):
    """Return the changes that rows make, and what is wrong, as (kind, old villages, new names) and problems."""
    known = known or around()
    return settled(read(book(*rows, **how)), known)


def settled(rows, known):
    settling = Settling(rows, known)
    works = checked(works_of(settling.settle(), known.called), known, settling.problems)
    return works, settling.problems.listed()


def said(works):
    return [(one.kind, one.olds, [(t.kind, t.name) for t in one.targets]) for one in works]


def row(old, new, *, commune="Tuy An", kind=None, to=None, paper=PAPER):
    return (commune, old, new, kind, to, *paper)


BLANK = (None, None, None)


def test_rows_of_one_new_village_are_one_merger_and_blank_cells_repeat_the_decision():
    works, problems = understood(
        row("Thôn Hội Phú", "Thôn Tiên Hội"),
        row("thôn diêm hội", "Tiên Hội", commune=None, paper=BLANK),
        row("Tân Lập", "nt", commune="nt", paper=("nt", "nt", "nt")),
    )
    assert problems == []
    assert said(works) == [("merge", (11, 12, 13), [("thon", "Tiên Hội")])]
    assert works[0].paper == Paper("58/NQ-HĐND", date(2026, 11, 2), date(2026, 12, 1))
    assert (works[0].commune, works[0].lives_on, works[0].rows) == (AN, 0, (0, 1, 2))


def test_a_commune_may_stand_above_its_rows_and_headings_anywhere_near_the_top():
    works, problems = understood(
        ("NGHỊ QUYẾT", None, None, None, None, None, None, None),
        HEAD,
        ("Xã Tuy Bình", None, None, None, None, None, None, None),
        row("Tân Lập", "Tân Lập Mới", commune=None),
        head=("DANH SÁCH", None, None, None, None, None, None, None),
    )
    assert (said(works), problems) == ([("change", (21,), [("thon", "Tân Lập Mới")])], [])
    assert works[0].commune == BINH


def test_several_villages_of_one_cell_are_told_apart_and_merged_cells_speak_for_all_rows():
    works, _ = understood(row("Hội Phú, Diêm Hội và Tân Lập", "Tiên Hội", kind="Tổ dân phố"))
    assert said(works) == [("merge", (11, 12, 13), [("to_dan_pho", "Tiên Hội")])]
    works, _ = understood(
        row("Hội Phú", "Tiên Hội"), row("Diêm Hội", "Tiên Hội"), shared=[(2, 2), (3, 2)]
    )
    assert said(works) == [("merge", (11, 12), [("thon", "Tiên Hội")])]


def test_splits_ends_moves_and_changes_are_told_by_what_comes_of_a_village():
    works, problems = understood(
        row("Hội Phú", "Hội Phú"),
        row("Hội Phú", "Hội Tân"),
        row("Diêm Hội", "giải thể"),
        row("Tân Lập", None, to="Tuy Bình"),
        row("Phú Hội", "Phú Hội", kind="Khu phố"),
    )
    assert problems == []
    assert said(works) == [
        ("split", (11,), [("thon", "Hội Phú"), ("thon", "Hội Tân")]),
        ("end", (12,), []),
        ("move", (13,), [("", "")]),
        ("change", (14,), [("khu_pho", "Phú Hội")]),
    ]
    # One part is called as the old village: that lives on.
    assert [one.lives_on for one in works] == [11, 0, 13, 14]
    assert works[2].targets[0].to == BINH


def test_a_merger_called_as_one_of_its_villages_lets_that_one_live_on():
    works, _ = understood(row("Hội Phú", "Hội Phú"), row("Diêm Hội", "Hội Phú"))
    assert (said(works), works[0].lives_on) == ([("merge", (11, 12), [("thon", "Hội Phú")])], 11)


@pytest.mark.parametrize(
    ("rows", "field", "words"),
    [
        ([row("Hội Phúc Lộc", "A")], "old", "không có thôn nào tên “Hội Phúc Lộc”"),
        ([row("Một phần thôn Hội Phú", "A")], "old", "thôn chia ra thì ghi tách"),
        ([row("Thôn Giải Thể", "A")], "old", "Thôn Giải Thể đã kết thúc ngày 01/07/2025."),
        ([row("Hội Phú", None)], "new", "Chưa ghi thôn mới"),
        ([row("Hội Phú", "Hội Phú")], "row", "giống như hiện nay"),
        (
            [row("Hội Phú", "A"), row("Hội Phú", "B"), row("Diêm Hội", "B")],
            "row",
            "vừa nhập vừa tách",
        ),
        ([row("Hội Phú", "A"), row("Hội Phú", "kết thúc")], "row", "vừa kết thúc vừa thành"),
        (
            [row("Hội Phú", "A"), row("Hội Phú", "B", paper=("59", *PAPER[1:]))],
            "row",
            "hai việc khác",
        ),
        ([row("Hội Phú", "A"), row("Diêm Hội", "A", paper=("59", *PAPER[1:]))], "row", "cùng lập"),
        ([row("Hội Phú", "Tân Lập")], "new", "đang có Thôn Tân Lập"),
        ([row("Hội Phú", "A", commune="Nơi Khác")], "commune", "Không rõ “Nơi Khác”"),
        ([row("Hội Phú", "A", paper=(None, *PAPER[1:]))], "number", "Chưa ghi số quyết định"),
        (
            [row("Hội Phú", "A", paper=("58", "31/02/2026", PAPER[2]))],
            "signed_on",
            "không phải là ngày",
        ),
        (
            [row("Hội Phú", "A", paper=("58", "01/12/2026", PAPER[2]))],
            "signed_on",
            "Ngày ký chưa đến",
        ),
        ([row("Hội Phú", "A", paper=(*PAPER[:2], None))], "effective_on", "Chưa ghi ngày hiệu lực"),
        ([row("Hội Phú", "A", paper=(*PAPER[:2], "1/1/2062"))], "effective_on", "hơn hai năm nữa"),
        ([row("Hội Phú", "A", paper=(*PAPER[:2], "01/01/2020"))], "row", "Ngày hiệu lực phải sau"),
    ],
)
def test_what_is_wrong_is_said_at_its_rows_and_nothing_is_made_of_them(rows, field, words):
    works, problems = understood(*rows)
    assert works == []
    assert problems[0].field == field
    assert words in problems[0].words
    assert [at for one in problems for at in one.rows] == list(range(len(rows)))


@pytest.mark.parametrize(
    ("wrong", "waits"),
    [
        (row("Thôn Lạ", "Thôn Tiên Hội"), True),
        (row("Thôn Lạ", "tiên hội", commune="Xã Lạ Hoắc"), True),
        (row("Hội Phú", None), True),
        # Under that of the row above.
        (row("Thôn Lạ", None), True),
        (row("Thôn Lạ", "Tên Khác"), False),
        (row("Thôn Lạ", "Tiên Hội", commune="Tuy Bình"), False),
        # Called otherwise than in the other row.
        (row("Thôn Lạ", "Tiên Hội", commune="Xã Tuy An"), True),
        (row("Thôn Hội Phú", "Tên Khác", paper=("58/NQ-HĐND", "?", "?")), True),
        # What one row makes another one changes.
        (row("Tiên Hội", "Tên Khác"), True),
    ],
)
def test_what_is_left_of_a_change_is_not_made_while_another_row_of_it_is_wrong(wrong, waits):
    rows = read(book(row("Tân Lập", "Lập Tân"), row("Hội Phú", "Tiên Hội"), wrong))
    known = around()
    works, problems = settled(rows, known)
    made, waiting = apart(works, rows, problems, known)
    assert [one.olds for one in (made if waits else waiting)] == ([(13,)] if waits else [])
    assert {at for one in waiting for at in one.rows} <= {1}


def test_a_change_waits_too_for_a_row_in_which_its_village_was_chosen_on_the_page():
    known, unread = around(), ("58/NQ-HĐND", "?", "?")
    first, wrong = read(book(row("Hội Phú", "Tiên Hội"), row("Lạ", "Tên Khác", paper=unread)))
    for on_page, waits in (
        ({"olds": (chosen(11),), "commune": chosen(AN)}, True),
        ({"new": "Tiên Hội", "commune": chosen(BINH)}, False),
    ):
        rows = [first, replace(wrong, **on_page)]
        works, problems = settled(rows, known)
        made, waiting = apart(works, rows, problems, known)
        assert [one.olds for one in (waiting if waits else made)] == [(11,)], on_page


def test_a_village_of_whom_something_stands_does_not_end_and_one_of_an_open_decision_waits():
    known = around()
    villages = {**known.villages, 12: replace(known.villages[12], homes=3)}
    known = replace(known, villages=villages)
    works, problems = understood(row("Diêm Hội", "kết thúc"), known=known)
    assert (works, "còn 3 hộ" in problems[0].words) == ([], True)
    villages = {**villages, 12: replace(villages[12], homes=0, decision="57/NQ")}
    known = replace(known, villages=villages)
    works, problems = understood(row("Diêm Hội", "kết thúc"), known=known)
    assert (works, "quyết định 57/NQ" in problems[0].words) == ([], True)


def test_a_choice_mends_all_rows_of_the_commune_that_say_the_same_and_those_alone():
    rows = read(
        book(row("Hội Fú", "A"), row("Hội Fú", "B"), row("Hội Fú", "C", commune="Tuy Bình"))
    )
    _, problems = settled(rows, around())
    assert [one.rows for one in problems] == [[0, 1], [2]]
    # The one that is like it stands first.
    assert problems[0].choices[0] == (chosen(11), "Thôn Hội Phú")
    mended = put_right(rows, problems[0], chosen(11))
    works, problems = settled(mended, around())
    assert said(works) == [("split", (11,), [("thon", "A"), ("thon", "B")])]
    assert [one.rows for one in problems] == [[2]]
    # No village of another commune is taken, whatever is sent.
    works, problems = settled(put_right(rows, problems[0], chosen(11)), around())
    assert 2 in {at for one in problems for at in one.rows}


def test_a_name_that_stands_already_is_merged_into_or_called_otherwise_or_left_out():
    rows = read(book(row("Hội Phú", "Tân Lập")))
    _, [problem] = settled(rows, around())
    works, _ = settled(put_right(rows, problem, chosen(13)), around())
    assert (works[0].kind, works[0].olds, works[0].lives_on) == ("merge", (11,), 13)
    works, _ = settled(put_right(rows, problem, "Tân Hội"), around())
    assert said(works) == [("change", (11,), [("thon", "Tân Hội")])]
    assert put_right(rows, problem, DROP) == [None]


def test_one_piece_of_a_cell_is_mended_and_the_others_stay():
    rows = read(book(row("Hội Phú, Xóm Lạ Hoắc", "Tiên Hội")))
    _, [problem] = settled(rows, around())
    assert problem.text == "Xóm Lạ Hoắc"
    works, _ = settled(put_right(rows, problem, chosen(12)), around())
    assert said(works) == [("merge", (11, 12), [("thon", "Tiên Hội")])]


def test_rows_that_go_along_with_a_page_come_back_as_they_were_and_each_problem_has_its_own_name():
    rows = read(book(row("Lạ Một, Lạ Hai", "Tiên Hội")))
    assert again(kept(rows)) == rows
    _, problems = settled(rows, around())
    assert len(keyed(problems)) == len(problems) == 2


def test_a_file_without_both_columns_of_villages_has_no_rows():
    assert read(book(("Tuy An", "Hội Phú"), head=("Xã", "Ghi chú"))) == []


def test_so_many_problems_are_mended_at_once_as_a_form_may_have_fields():
    rows = read(book(*(row("Hội Phú", None) for _ in range(MOST_PROBLEMS + 5))))
    _works, problems = settled(rows, around())
    assert len(problems) == MOST_PROBLEMS + 5
    form = MendingForm(rows=rows, problems=keyed(problems))
    assert (len(form.lines()), form.more) == (MOST_PROBLEMS, 5)
    assert len(form.fields) < 1000
    # What is typed is never the sign by which rows are left out.
    first = next(iter(form.problems))
    form = MendingForm({f"sua-{first}-ghi": "-"}, rows=rows, problems=keyed(problems))
    assert form.is_valid()
    assert [one.new for one in form.put_right()][:2] == ["-", ""]
