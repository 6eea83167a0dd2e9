"""Every column that points to a unit, stores a path or is JSON has a rule for when the unit ends."""

import pytest
from django.apps import apps
from django.db import models

from areas.models import Area
from reorganisations.applying.rules.registry import (
    ALIKE,
    BY_HOUSEHOLD,
    OPEN_ROWS,
    RULES,
    Rule,
    columns_of,
)
from web.scope import PlaceField

pytestmark = pytest.mark.pure


def points_to_a_unit(field):
    """Say whether a column could be left behind in a unit that stands no more."""
    if isinstance(field, PlaceField | models.JSONField):
        return True
    return field.is_relation and field.related_model is Area


def labels():
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if getattr(field, "concrete", False) and points_to_a_unit(field)
    }


def test_every_column_has_a_rule_and_every_rule_a_column():
    assert labels() - RULES.keys() == set()
    assert RULES.keys() - labels() == set()


def test_a_new_column_would_be_found():
    class Stray(models.Model):
        place = models.ForeignKey(Area, models.PROTECT, related_name="+")
        path = PlaceField()
        said = models.JSONField()
        words = models.TextField()

        class Meta:
            app_label = "reorganisation_of_no_app"

        def __str__(self):
            return self.words

    found = {f.name for f in Stray._meta.get_fields() if points_to_a_unit(f)}
    assert found == {"place", "path", "said"}


def test_what_goes_along_while_it_is_open_says_which_rows_are():
    along = [*columns_of(Rule.OPEN), *columns_of(Rule.FOLLOWS)]
    assert OPEN_ROWS.keys() == {f"{model}.{field}" for model, field in along}
    above = {f"{model}.{field}" for model, field in columns_of(Rule.FOLLOWS)}
    assert ALIKE.keys() | set(BY_HOUSEHOLD) <= above


def test_two_of_one_name_never_meet_where_the_database_takes_one():
    """A column that is part of a unique rule says by what two rows are the same."""
    for label, field in columns_of(Rule.FOLLOWS):
        model = apps.get_model(label)
        unique = [one for one in model._meta.constraints if hasattr(one, "fields")]
        # Files that are being written do not follow.
        named = {tuple(one.fields) for one in unique if one.name != "import_one_at_a_time"}
        named |= {tuple(one) for one in model._meta.unique_together}
        for fields in named:
            if field in fields:
                said = ALIKE[f"{label}.{field}"]
                assert set(fields) - {field} == set(said), (label, fields)
