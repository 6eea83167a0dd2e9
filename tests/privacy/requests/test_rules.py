"""What is said of a request."""

from datetime import date

import pytest

from privacy.models import SubjectRequest
from privacy.requests.rules import Step, left_words, numbers_words, state_of, step_of

DAY = date(2026, 11, 16)


def request_(**facts):
    said = {"kind": "access", "due_on": date(2026, 11, 20), "acknowledge_by": date(2026, 11, 18)}
    return SubjectRequest(**{**said, **facts})


@pytest.mark.parametrize(
    ("facts", "words", "left"),
    [
        ({}, "Xác nhận trước hết 18/11", "còn 4 ngày"),
        ({"acknowledged_on": DAY}, "Đang làm", "còn 4 ngày"),
        ({"acknowledged_on": DAY, "due_on": DAY}, "Đang làm", "hết hôm nay"),
        ({"due_on": date(2026, 11, 13)}, "Quá hạn từ 13/11", "quá 3 ngày"),
        ({"decision": "done", "done_on": DAY}, "Đã trả lời 16/11", ""),
        ({"decision": "partly", "done_on": DAY}, "Làm một phần 16/11", ""),
        ({"decision": "refused", "done_on": DAY}, "Từ chối 16/11", ""),
    ],
)
def test_where_a_request_stands(facts, words, left):
    assert state_of(request_(**facts), DAY).words == words
    assert left_words(request_(**facts), DAY) == left


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        ({}, Step.ACKNOWLEDGE),
        ({"acknowledged_on": DAY}, Step.CHECK),
        ({"acknowledged_on": DAY, "checked": True}, Step.ANSWER),
        ({"acknowledged_on": DAY, "checked": True, "household_id": 1}, Step.COPY),
        ({"decision": "done", "done_on": DAY}, Step.NOTHING),
    ],
)
def test_the_next_step(facts, step):
    assert step_of(request_(**facts)) == step


@pytest.mark.parametrize(
    ("kind", "step"),
    [
        ("correction", Step.MEND),
        ("restriction", Step.RESTRICT),
        ("withdrawal", Step.RESTRICT),
        ("erasure", Step.ERASE),
    ],
)
def test_the_step_of_a_kind(kind, step):
    facts = {"acknowledged_on": DAY, "checked": True, "household_id": 1, "kind": kind}
    assert step_of(request_(**facts)) == step
    if step == Step.RESTRICT:
        assert step_of(request_(**facts, restricted_on=DAY)) == Step.ANSWER


def test_numbers_of_a_year():
    said = "4 yêu cầu năm 2026, 2/4 đã trả lời, 0 quá hạn"
    assert numbers_words(2026, 4, 2, 0) == said
    assert numbers_words(2026, 0, 0, 0) == "Chưa có yêu cầu nào năm 2026"
