"""Which forms a unit may use, and what one asks now."""

from django.db.models import QuerySet

from areas.models import Area
from periodic.content import Column, columns_of
from periodic.models import Form, FormVersion
from web.scope import keys_along


def forms_for(area: Area) -> QuerySet[Form]:
    """Return the forms that are in use and that the unit or one above it made."""
    return Form.unscoped.filter(area__in=keys_along(area.path), retired_on=None)


def latest(form: Form) -> FormVersion | None:
    """Return what a form asks now; None of one that has no version yet."""
    found = FormVersion.unscoped.filter(form=form).order_by("-number").first()
    if found:
        found.form = form
    return found


def columns_in(version: FormVersion | None) -> tuple[Column, ...]:
    """Return the columns of a version."""
    return columns_of(version.columns) if version else ()
