"""What a file brought is said; of what there is none, nothing."""

import pytest
from django.utils.translation import override

from imports.jobs.queries.outcome import written_of
from imports.jobs.queries.waiting import asking_line
from imports.models import Import, State


@pytest.mark.parametrize(
    ("kinds", "left_out", "said"),
    [
        ({"households": {"first.new": 2, "new": 5}}, 0, "2 hộ mới."),
        ({"villages": {"new": 2, "changes": 1}}, 3, "2 thôn mới, 1 thôn cập nhật, 3 dòng bỏ qua."),
        (
            {"teams": {"changes": 1200}, "accounts": {"new": 1}},
            0,
            "1 tài khoản mới, 1.200 người cập nhật.",
        ),
        ({"communes": {"new": 5}}, 0, "5 số khai báo mới."),
        ({"communes": {"changes": 5}}, 0, "5 số cập nhật."),
        ({"villages": {"identical": 4}}, 0, "Không có gì mới."),
        ({"villages": {}, "teams": {}}, 1, "Không có gì mới, 1 dòng bỏ qua."),
    ],
)
def test_only_what_came_and_what_was_left_is_said(kinds, left_out, said):
    assert written_of(Import(found={"kinds": kinds}), left_out) == said


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ({"households": {"first.new": 1, "first.changes": 2}}, "1 new household, 2 households updated."),
        ({"teams": {"new": 2, "changes": 1}}, "2 new people, 1 person updated."),
        ({"communes": {"new": 1}}, "1 new declared number."),
    ],
)  # fmt: skip
def test_in_english_one_is_not_many(kinds, said):
    with override("en"):
        assert written_of(Import(found={"kinds": kinds}), 0) == said


@pytest.mark.parametrize(
    ("found", "said"),
    [({}, "1.200 dòng đã nhập"), ({"error": 1}, "1.200 dòng đã nhập, 1 dòng bỏ qua")],
)
def test_a_file_of_which_all_came_leaves_nothing_out(found, said):
    source = Import(name="a.xlsx", state=State.DONE, done=1200, found=found)
    assert asking_line(source, 0).detail == said
