"""Forms are made, get new versions, and are retired. A version is never changed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from areas.kinds import Level
from areas.models import Area
from audit.actions import record
from periodic.catalogue.queries import columns_in, latest
from periodic.catalogue.rules.columns import as_data, check_columns, words_of
from periodic.catalogue.rules.defaults import OURS
from periodic.content import Column
from periodic.models import Form, FormVersion
from periodic.naming.queries import refuse_names


@transaction.atomic
def make_form(
    *, by: Any, area: Area, name: str, columns: Sequence[Column], key: str = ""
) -> FormVersion:
    """Make a form with its first version. Raises Wrong (rules.columns) for columns that are none, Named."""
    check_columns(columns)
    if not key:
        refuse_names(area, {"name": name, **words_of(columns)})
    form = Form.unscoped.create(area=area, name=name, key=key)
    record(by, gettext_noop("Lập biểu mẫu"), form, {"name": [None, name]})
    return _version(by, form, 1, columns)


@transaction.atomic
def new_version(*, by: Any, form: Form, columns: Sequence[Column]) -> FormVersion:
    """Let a form ask something else from now on; the same again makes no version. Raises Wrong, Named.

    Reports that are open keep the version they were opened with; what was sent holds its own.
    """
    Form.unscoped.select_for_update().get(pk=form.pk)
    before = latest(form)
    check_columns(columns, columns_in(before))
    if before and before.columns == as_data(columns):
        return before
    if not form.key:
        refuse_names(form.area, words_of(columns))
    return _version(by, form, before.number + 1 if before else 1, columns)


def _version(by: Any, form: Form, number: int, columns: Sequence[Column]) -> FormVersion:
    version = FormVersion.unscoped.create(
        form=form, number=number, columns=as_data(columns), made_by=by
    )
    changes = {"columns": [None, len(columns)], "number": [None, number]}
    record(by, gettext_noop("Ra bản mới của biểu mẫu"), version, changes)
    return version


@transaction.atomic
def retire_form(*, by: Any, form: Form, on: date) -> Form:
    """Take a form out of use: no schedule is made with it any more, those there are go on."""
    Form.unscoped.filter(pk=form.pk, retired_on=None).update(retired_on=on)
    form.refresh_from_db()
    record(by, gettext_noop("Ngừng dùng biểu mẫu"), form, {"retired_on": [None, str(on)]})
    return form


def bring_ours(*, by: Any = None) -> list[Form]:
    """Make the forms that come with the software, or their new versions; again it does nothing."""
    country = Area.unscoped.filter(level=Level.COUNTRY).first()
    return [_bring(by, country, ours) for ours in OURS] if country else []


@transaction.atomic
def _bring(by: Any, country: Area, ours: Any) -> Form:
    form = Form.unscoped.filter(key=ours.key).first()
    if form is None:
        return make_form(
            by=by, area=country, name=ours.name, columns=ours.columns, key=ours.key
        ).form
    new_version(by=by, form=form, columns=ours.columns)
    return form
