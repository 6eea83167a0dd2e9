"""What may be written into a report: its texts, and the numbers that no register knows."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName
from periodic.content import Column, Content, Source, Value
from periodic.drafts.rules.values import FROM_TEXTS
from periodic.filing.forms import TEXTS
from periodic.writing.actions import Typed

# How the fields of a typed column begin.
NUMBER, WORDS, EVIDENCE = "so-", "chu-", "can-cu-"


def _words(column: Column, value: Value) -> forms.Field:
    return TypedName(
        label=column.name,
        help_text=column.definition,
        required=False,
        max_length=2000,
        initial=value.text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReportForm(forms.Form):
    """Texts and typed cells of one report, named by their columns; `version` is that of the report as it was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, content: Content, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = (one for one in content.columns if one.source == Source.TYPED)
        self.columns = [one for one in typed if one.key not in FROM_TEXTS]
        for one in self.columns:
            self._add(one, content.total.values.get(one.key, Value()))
        for key, label in TEXTS.items():
            self.fields[key] = forms.CharField(
                label=label,
                required=False,
                max_length=4000,
                initial=content.texts.get(key, ""),
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def _add(self, column: Column, value: Value) -> None:
        if column.is_text:
            self.fields[f"{WORDS}{column.key}"] = _words(column, value)
            return
        unit = f" ({column.unit})" if column.unit else ""
        self.fields[f"{NUMBER}{column.key}"] = forms.DecimalField(
            label=f"{column.name}{unit}",
            help_text=column.definition,
            required=False,
            max_digits=16,
            decimal_places=2,
            localize=True,
            initial=value.n,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        )
        if column.needs_evidence:
            self.fields[f"{EVIDENCE}{column.key}"] = TypedName(
                label=_("Căn cứ của %(name)s") % {"name": column.name},
                required=False,
                max_length=300,
                initial=value.evidence,
            )

    @property
    def texts(self) -> dict[str, str]:
        """The texts that were written."""
        return {key: self.cleaned_data[key].strip() for key in TEXTS}

    @property
    def typed(self) -> dict[str, Typed]:
        """What was typed, by column."""
        said = self.cleaned_data
        return {
            one.key: Typed(
                number=said.get(f"{NUMBER}{one.key}"),
                text=said.get(f"{WORDS}{one.key}", ""),
                evidence=said.get(f"{EVIDENCE}{one.key}", ""),
            )
            for one in self.columns
        }

    def seen(self, version: int) -> None:
        """Say that somebody else has written meanwhile; saved once more, what stands here is taken."""
        self.data = {**self.data.dict(), "version": str(version)}  # type: ignore[attr-defined]  # a QueryDict
        self.add_error(None, _("Người khác vừa sửa báo cáo này. Xem lại bên dưới rồi lưu lại."))

    def refuse(self, why: Mapping[str, str]) -> None:
        """Say beside each field why it cannot be so."""
        for key, words in why.items():
            name = next(n for n in (f"{NUMBER}{key}", f"{WORDS}{key}", key) if n in self.fields)
            self.add_error(name, words)

    @property
    def of_columns(self) -> list[forms.BoundField]:
        """The fields of what is typed."""
        return [field for field in self if field.name not in TEXTS and not field.is_hidden]

    @property
    def of_texts(self) -> list[forms.BoundField]:
        """The fields of the texts."""
        return [field for field in self if field.name in TEXTS]
