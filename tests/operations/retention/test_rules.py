"""Every kind of data stands in the table, once."""

from collections import Counter

import pytest
from django.apps import apps
from django.conf import settings

from operations.daily.rules import TASKS
from operations.retention.actions import DEEDS
from operations.retention.rules import CLEAR, KINDS
from operations.retention.rules.kind import SEALS, Kind

LABELS = Counter(label for kind in KINDS for label in kind.models)
# For development: on no server of real data.
LEFT_OUT = {"bench", "demo"}


def unsaid():
    """Return the models of the project, Django and libraries that no line of the table is of."""
    models = [model for model in apps.get_models() if model._meta.app_label not in LEFT_OUT]
    return sorted({model._meta.label_lower for model in models} - LABELS.keys())


def test_every_model_has_a_line_of_retention():
    assert unsaid() == []


def test_a_model_without_a_line_is_found(monkeypatch):
    """The test above turns red."""
    monkeypatch.delitem(LABELS, "reading.reading")
    assert unsaid() == ["reading.reading"]


def test_no_model_stands_in_two_lines():
    assert [label for label, n in LABELS.items() if n > 1] == []
    assert len({kind.key for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_a_line_is_whole(kind: Kind):
    assert kind.keep()
    assert str(kind.title)
    assert str(kind.why)
    assert not kind.setting or hasattr(settings, kind.setting)
    assert not kind.task or kind.task in {*TASKS, SEALS}


def test_what_the_daily_work_clears_is_what_it_says():
    assert {kind.key for kind in KINDS if kind.task == CLEAR} == DEEDS.keys()
