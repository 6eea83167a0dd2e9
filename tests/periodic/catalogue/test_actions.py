"""Forms are made, get new versions and are retired."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.management import call_command

from periodic.catalogue.actions import bring_ours, make_form, new_version, retire_form
from periodic.catalogue.queries import columns_in, forms_for, latest
from periodic.catalogue.rules.columns import Wrong, as_data, column_of, typed
from periodic.catalogue.rules.defaults import OURS
from periodic.models import Form, FormVersion
from tests.factories import CommuneFactory

pytestmark = pytest.mark.django_db
COLUMNS = (column_of("ho"), typed("kinh-phi", "Kinh phí", "Đã chi", "đồng"))


@pytest.fixture
def commune():
    return CommuneFactory()


def test_a_form_asks_what_its_newest_version_says(commune):
    form = make_form(by=None, area=commune.province, name="Biểu tháng", columns=COLUMNS).form
    assert columns_in(latest(form)) == COLUMNS
    assert new_version(by=None, form=form, columns=COLUMNS).number == 1
    assert new_version(by=None, form=form, columns=COLUMNS[:1]).number == 2
    assert columns_in(latest(form)) == COLUMNS[:1]
    with pytest.raises(Wrong):
        new_version(by=None, form=form, columns=[replace(COLUMNS[0], definition="Khác")])
    assert form.versions.count() == 2
    assert form.versions.get(number=1).columns[0]["key"] == COLUMNS[0].key


def test_forms_of_a_place_are_its_own_and_those_above_it(commune):
    of_province = make_form(by=None, area=commune.province, name="Biểu", columns=COLUMNS).form
    make_form(by=None, area=CommuneFactory().province, name="Biểu khác", columns=COLUMNS)
    bring_ours()
    assert {str(form) for form in forms_for(commune)} == {
        "Biểu",
        *(one.name for one in OURS),
    }
    retire_form(by=None, form=of_province, on=date(2026, 11, 29))
    assert of_province not in forms_for(commune)


def test_ours_come_once_and_with_what_is_new_in_them(commune, monkeypatch):
    call_command("open_periods")
    call_command("open_periods")
    assert Form.unscoped.exclude(key="").count() == len(OURS)
    assert FormVersion.unscoped.count() == len(OURS)
    more = replace(OURS[0], columns=(*OURS[0].columns, typed("moi", "Mới", "Điều mới", "số")))
    monkeypatch.setattr("periodic.catalogue.actions.OURS", (more,))
    bring_ours()
    assert columns_in(latest(Form.unscoped.get(key=more.key))) == more.columns


def test_what_the_software_counts_otherwise_than_before_is_a_new_version(commune):
    """As after an upgrade: a form that was kept says of a figure what was said of it then."""
    before = (replace(COLUMNS[0], definition="Hộ, như trước đây.", unit="cái"), COLUMNS[1])
    own = make_form(by=None, area=commune.province, name="Biểu tháng", columns=before).form
    ours = make_form(
        by=None, area=commune.province.parent, name="Cũ", columns=before, key=OURS[0].key
    )
    kept = [
        replace(one, definition="Như trước đây.") if one.figure else one for one in OURS[0].columns
    ]
    FormVersion.unscoped.filter(pk=ours.pk).update(columns=as_data(kept))
    call_command("open_periods")
    assert columns_in(latest(ours.form)) == OURS[0].columns
    assert new_version(by=None, form=own, columns=COLUMNS).number == 2
    for wrong in ({"definition": "Khác"}, {"figure": "to"}, {"measure": "flow"}):
        with pytest.raises(Wrong):
            new_version(by=None, form=own, columns=[replace(COLUMNS[0], **wrong)])


def test_without_a_country_there_is_nowhere_to_bring_them():
    assert bring_ours() == []
