"""The registry of columns: every one has a rule, and every rule has a column."""

import pytest
from django.db import models

from erasure.rules.columns import NO_NAMES, RULES, Rule, columns, columns_under, rule_of

# Owned by apps that come with the same issue; a rule for what is not there yet is no fault.
TO_COME = {
    "audit.PersonalValue.*",
    "audit.Block.*",
    "privacy.SubjectRequest.*",
    "privacy.Breach.*",
} | {"households.Erased.*"}


def test_every_column_of_text_or_json_has_a_rule():
    lacking = [f"{m._meta.label}.{name}" for m, name in columns() if rule_of(m, name) is None]
    assert lacking == []


def test_a_column_that_nobody_thought_of_is_found():
    class Stray(models.Model):
        words = models.TextField()

        class Meta:
            app_label = "erasure_of_no_app"

        def __str__(self):
            return self.words

    assert rule_of(Stray, "words") is None


def test_no_rule_is_of_a_column_that_is_gone():
    names = {f"{m._meta.label}.{name}" for m, name in columns()}
    labels = {f"{m._meta.label}.*" for m, _ in columns()}
    apps = {f"{m._meta.app_label}.*" for m, _ in columns()}
    assert (RULES.keys() | NO_NAMES.keys()) - names - labels - apps - TO_COME == set()
    assert not RULES.keys() & NO_NAMES.keys()
    assert all(NO_NAMES.values())


@pytest.mark.parametrize("rule", [Rule.REGISTER, Rule.JOURNAL, Rule.IMPORTS, Rule.JUDGE])
def test_a_rule_names_its_columns(rule):
    assert columns_under(rule)
