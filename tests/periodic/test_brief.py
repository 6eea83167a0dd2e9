"""What is kept of a copy for the level above says what the copy says."""

from dataclasses import replace
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.utils import timezone

from periodic.brief import Brief, brief_of
from periodic.catalogue.rules.facts import NAMES, Facts, as_numbers, counted, of_counted
from periodic.content import Content, Late, Value
from periodic.models import Submission
from tests.factories import SubmissionFactory
from tests.periodic.filing.worlds import CONTENT

VALUES = {
    "ho": Value(12, 40, is_said=False),
    "buoi": Value(0, told=2, parts=3),
    "kinh-phi": Value(5.5, evidence="Phiếu chi 3"),
    "kho-khan": Value(text="Thiếu máy"),
    "khong-co": Value(),
    "cua-so": Value(4, origin="register"),
}
WEIGHED = as_numbers(Facts())
FULL = replace(
    CONTENT,
    total=replace(CONTENT.total, code="22015", values=VALUES),
    late=(Late("buoi", "Buổi muộn", 2, "2025-12-30", "2026-01-09"),),
    previous_on="2025-12-31",
    stood={"ho": 11},
    carried={"buoi": 30},
    weighed=WEIGHED,
)


def test_it_says_the_whole_of_the_copy_what_came_late_and_what_it_stands_on():
    said = Brief.of_data(brief_of(FULL.as_data()))
    assert said.row(7) == replace(FULL.total, pk=7)
    assert (said.late, said.carried, said.weighed) == (FULL.late, FULL.carried, counted(WEIGHED))
    assert (said.day.isoformat(), said.previous_on) == ("2026-01-31", "2025-12-31")
    # Asked and not known is not the same as never asked.
    assert said.stood == {"ho": 11, "buoi": None}


@pytest.mark.parametrize(
    "other",
    [
        *({"total": replace(FULL.total, values=VALUES | {key: Value(77)})} for key in VALUES),
        {"total": replace(FULL.total, values=VALUES | {"ho": replace(VALUES["ho"], is_said=True)})},
        {"late": ()},
        {"stood": {"ho": 12}},
        {"carried": {}},
        {"weighed": {}},
        {"previous_on": ""},
        {"ends_on": "2026-02-28"},
    ],
)
def test_whatever_the_level_above_reads_makes_it_another(other):
    assert brief_of(replace(FULL, **other).as_data()) != brief_of(FULL.as_data())


def test_what_may_name_somebody_stands_apart():
    said = brief_of(FULL.as_data())
    words = said.pop("words")
    assert words == {"kinh-phi": {"evidence": "Phiếu chi 3"}, "kho-khan": {"text": "Thiếu máy"}}
    assert "Thiếu máy" not in str(said)


def test_counts_are_read_while_every_count_of_today_is_there():
    assert set(counted(WEIGHED)) == {0}
    assert counted({}) is None
    for part, names in NAMES.items():
        fewer = {name: 0 for name in names if name != names[-1]}
        assert counted(WEIGHED | {part: fewer}) is None, part
    several = [
        {
            part: {name: n * 10 + at for at, name in enumerate(names)}
            for part, names in NAMES.items()
        }
        for n in (2, 3)
    ]
    added = {name: 50 + 2 * at for at, name in enumerate(NAMES["teams"])}
    assert as_numbers(of_counted(map(counted, several)))["teams"] == added
    assert as_numbers(of_counted([counted(several[0])])) == several[0]


@pytest.mark.django_db
def test_copies_of_before_are_given_it():
    """As the migration makes it, where neither the counts nor anything else that came to contents later is said."""
    migration = import_module("periodic.migrations.0006_brief_of_copies")
    old = [replace(FULL, weighed={}), replace(FULL, weighed={}, previous_on="", stood={}), None]
    copies = [SubmissionFactory(content=one.as_data() if one else {}, brief={}) for one in old]
    migration.fill(apps, SimpleNamespace())
    for copy in copies:
        copy.refresh_from_db()
        assert copy.brief == brief_of(copy.content)
    assert Content.of_data(copies[0].content) == old[0]


@pytest.mark.usefixtures("frozen_copies")
@pytest.mark.django_db
def test_the_database_refuses_to_change_it():
    copy = SubmissionFactory(content=FULL.as_data())
    rows, moment = Submission.unscoped.filter(pk=copy.pk), timezone.now()
    figures = copy.brief | {"carried": {"buoi": 31}}
    words = copy.brief | {"words": {}}
    for facts in (
        {"brief": figures},
        {"brief": words},
        {"brief": figures, "redacted_at": moment},
    ):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            rows.update(**facts)
    assert rows.update(brief=words, redacted_at=moment) == 1
