"""The column and the field of a form that keep names clean, always NFC and without invisible characters; a lookup."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from areas.names import clean


class NameField(models.CharField):  # type: ignore[type-arg]  # generic in the stubs alone
    """A short text that is cleaned on every way to the database, bulk writes and filters too."""

    def to_python(self, value: Any) -> Any:
        """Clean what a form, a fixture, a query or a save brings: Django asks here for all of them."""
        value = super().to_python(value)
        return clean(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001 - Django's
        """Leave on the instance what the database will hold."""
        value = super().pre_save(model_instance, add)
        value = clean(value) if isinstance(value, str) else value
        setattr(model_instance, self.attname, value)
        return value


class TypedName(forms.CharField):
    """Such a text as it is typed, cleaned before it is checked: what nobody sees is no name.

    `lettered`: the name of a person; one that is all signs and digits is none.
    """

    def __init__(self, *, lettered: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.lettered = lettered

    def to_python(self, value: Any) -> str:
        """Clean, but leave a NUL character for Django's own check to refuse in words."""
        text = str(super().to_python(value))
        text = text if "\x00" in text else clean(text)
        if self.lettered and text and not any(map(str.isalpha, text)):
            raise ValidationError(_("Họ tên phải có chữ."))
        return text


@models.PositiveSmallIntegerField.register_lookup
class Leads(Exact):
    """`commune__level__leads=…`: equal, and what a query begins with.

    SQLite does not count what a limit saves: without the hint it sorts all rows for a page of fifty.
    """

    lookup_name = "leads"

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        """Compare as equality does."""
        return f"= {rhs}"

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Tell SQLite that few rows are so, and let it walk along their index."""
        sql, params = self.as_sql(compiler, connection)
        return f"likelihood({sql}, 0.0001)", params
