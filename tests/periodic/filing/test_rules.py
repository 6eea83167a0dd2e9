from dataclasses import replace

import pytest

from periodic.content import Row, Source, Value
from periodic.filing.rules.differences import Cause, compare
from periodic.filing.rules.judging import filled_of, unusual
from periodic.filing.rules.states import TABLE, Act, NotNow, after
from periodic.models import State
from tests.periodic.filing.worlds import CONTENT, TYPED


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", Act)
def test_an_act_leads_where_the_table_says_or_nowhere(act, state):
    if state in TABLE[act]:
        assert after(act, state) == TABLE[act][state]
    else:
        with pytest.raises(NotNow):
            after(act, state)


def test_no_state_is_skipped():
    """What is approved or returned was sent; what was sent was drafted: by whatever way."""
    leads = {(before, later) for row in TABLE.values() for before, later in row.items()}
    into = {state: {before for before, later in leads if later == state} for state in State}
    assert into[State.DRAFT] == {State.DRAFT}
    assert into[State.APPROVED] == {State.SENT, State.APPROVED}
    assert into[State.RETURNED] == {State.SENT, State.RETURNED}
    assert into[State.SENT] == {State.DRAFT, State.RETURNED, State.SENT, State.APPROVED}


def said(values, rows=(), previous=None, columns=CONTENT.columns):
    def row(name, values, pk=0):
        return Row(name, pk=pk, values={key: Value(n) for key, n in values.items()})

    return replace(
        CONTENT,
        columns=columns,
        total=row("Xã Thử", values),
        rows=tuple(row(name, of, pk) for pk, (name, of) in enumerate(rows, start=1)),
        previous=row("Xã Thử", previous) if previous else None,
    )


def test_a_difference_is_told_by_its_causes():
    sent, now = said({"ho": 100, "buoi": 3}), said({"ho": 98, "buoi": 3})
    causes = {"ho": [Cause("Gộp hộ trùng", -3), Cause("Vào sổ", 1)]}
    (line,), alike = compare(sent, now, causes)
    assert (line.change, line.remainder, alike) == (-2, 0, 2)
    assert [cause.n for cause in line.causes] == [-3, 1]


def test_what_causes_leave_open_is_told_by_rows():
    sent = said({"ho": 10}, [("Thôn Một", {"ho": 4}), ("Thôn Hai", {"ho": 6})])
    now = said(
        {"ho": 15}, [("Thôn Một", {"ho": 4}), ("Thôn Hai", {"ho": 8}), ("Thôn Ba", {"ho": 3})]
    )
    (line,), _ = compare(sent, now, {"ho": [Cause("Vào sổ", 4)]})
    assert line.remainder == 0
    assert [(one.words, one.n) for one in line.causes] == [("Thôn Hai", 2), ("Thôn Ba", 3)]


def test_a_difference_that_nothing_explains_is_told_as_such():
    (line,), _ = compare(said({"ho": 10}), said({"ho": 15}), {})
    assert line.remainder == 5


def test_blank_is_no_zero():
    (line,), _ = compare(said({"ho": None}), said({"ho": 0}), {})
    assert (line.change, line.differs, line.remainder) == (None, True, 0)


@pytest.mark.parametrize(
    ("before", "now", "is_named"),
    [(100, 89, True), (100, 90, False), (20, 11, False), (1000, 800, True), (None, 5, False)],
)
def test_a_stock_that_falls_far_is_looked_at(before, now, is_named):
    assert bool(unusual(said({"ho": now}, previous={"ho": before}))) is is_named


def test_a_flow_may_fall_and_nothing_is_below_zero():
    assert unusual(said({"buoi": 0}, previous={"buoi": 100})) == []
    assert unusual(said({"buoi": -1})) == ["Buổi hướng dẫn"]
    assert unusual(said({"ho": None}, previous={"ho": 100})) == []


def test_what_has_no_source_is_not_missed():
    no_source = replace(TYPED, key="khac", source=Source.NONE)
    remarks = replace(TYPED, key="kho-khan", is_text=True)
    content = said({"ho": 0, "buoi": None}, columns=(*CONTENT.columns, no_source, remarks))
    assert filled_of(content) == (1, 3)
