"""The form that founds a team: where, by which decision, with whom. Only the village and a leader are required."""

from typing import Any, NamedTuple

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from teams.founding.forms.decisions import PaperForm, ScanForm
from teams.founding.forms.teams import PersonForm
from teams.founding.rules import Line, before_saving
from teams.models import FurtherOrganisation, Member
from web.fields import SeveralField
from web.scope import key_of

Role, Organisation = Member.Role, Member.Organisation
# Rows of people a new form has, and the most that it takes at once.
ROWS, MOST = 3, 40
# What says that a row was begun; role and organisation stand there from the beginning.
TYPED = ("full_name", "birth_year", "sex", "phone", "with_account")


class Row(PersonForm):
    """A person of the new team. A row in which nothing was typed is nobody."""

    with_account = forms.BooleanField(label=_("Cấp tài khoản"), required=False)
    use_required_attribute = False
    field_order = (
        *("full_name", "role", "birth_year", "sex", "phone"),
        *("organisation", "with_account"),
    )

    def __init__(self, *args: Any, may_invite: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sex"].choices = [("", "–"), *Member.Sex.choices]  # type: ignore[attr-defined]  # a field of choices
        leads = self.prefix == "m0"
        nameless = _("Ghi họ tên tổ trưởng.") if leads else _("Ghi họ tên người này.")
        self.fields["full_name"].error_messages["required"] = nameless
        if not may_invite:
            del self.fields["with_account"]
        for name, hints in HINTS.items():
            self.fields[name].widget.attrs.update(hints)

    def is_begun(self) -> bool:
        """Say whether anything was typed here."""
        return any(str(self[name].value() or "").strip() for name in TYPED if name in self.fields)

    def summary(self) -> str:
        """Say in a few words who this is: what a folded row shows under the name."""
        said = [dict(self.fields[name].choices).get(self[name].value()) for name in CHOSEN]  # type: ignore[attr-defined]  # a field of choices
        if "with_account" in self.fields and self["with_account"].value():
            said.append(_("cấp tài khoản"))
        return ", ".join(str(one) for one in said if one)


# The row from which a script makes the next ones; its number stands where this stands.
BLANK = "__"
CHOSEN = ("role", "organisation")
HINTS: dict[str, dict[str, str]] = {
    "full_name": {"autocomplete": "off", "data-name": ""},
    "birth_year": {"inputmode": "numeric"},
    "phone": {"inputmode": "tel", "autocomplete": "off"},
}


class Wrong(NamedTuple):
    """Something to mend: where it stands, whose it is, what is wrong."""

    field: str
    label: str
    words: str


class FoundingForm(ScanForm, PaperForm):
    """A new team: its villages, the decision with a scan, and a row for each person."""

    area = forms.ModelChoiceField(
        label=_("Thôn chưa có tổ"), queryset=Area.unscoped.none(), empty_label=_("Chọn thôn")
    )
    also = SeveralField(
        label=_("Tổ còn phụ trách"),
        queryset=Area.unscoped.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ chọn khi quyết định nêu một tổ cho nhiều thôn"),
    )
    abstract = None  # type: ignore[assignment]  # drops the parent's field
    field_order = ("area", "also", "number", "signed_on", "signer", "file")
    use_required_attribute = False

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        villages: Any,
        further: list[FurtherOrganisation],
        may_invite: bool,
        typed: Any = None,
        initial: Any = None,
    ) -> None:
        super().__init__(data, files, initial=_unfolded(typed) if typed else initial)
        self.fields["number"].required = self.fields["file"].required = False
        for name in ("area", "also"):
            self.fields[name].queryset = villages  # type: ignore[attr-defined]  # a field of choices
        self._known: dict[str, Any] = {"further": further, "may_invite": may_invite}
        self.rows = self._rows(data if self.is_bound else typed)
        if typed or (self.rows[-1].is_begun() and len(self.rows) < MOST):
            self.rows.append(self._row(len(self.rows)))

    def _rows(self, sent: Any) -> list[Row]:
        """Return the rows that were sent; only those that say something are checked, the first if none does."""
        n = max(1, min(key_of(sent.get("rows")), MOST)) if sent else ROWS
        rows = [self._row(i, sent) for i in range(n)]
        begun = [i for i, row in enumerate(rows) if row.is_begun()] or [0]
        for i in begun if self.is_bound else ():
            rows[i] = self._row(i, sent, checked=True)
        return rows

    def _row(self, number: int, sent: Any = None, *, checked: bool = False) -> Row:
        """Return a row with what was sent, or with what a new one says."""
        prefix, leads = f"m{number}", number == 0
        initial = {
            "role": Role.LEADER if leads else Role.MEMBER,
            "organisation": Organisation.VILLAGE if leads else Organisation.OTHER,
        }
        names = [name for name in Row.base_fields if f"{prefix}-{name}" in (sent or ())]
        initial |= {name: sent[f"{prefix}-{name}"] for name in names}
        return Row(sent if checked else None, prefix=prefix, initial=initial, **self._known)

    def blank(self) -> Row:
        """Return the row that a script adds when the last one is begun."""
        initial = {"role": Role.MEMBER, "organisation": Organisation.OTHER}
        return Row(prefix=f"m{BLANK}", initial=initial, **self._known)

    def headings(self) -> list[Any]:
        """Return what stands above the columns of the rows."""
        return [field.label for field in self.blank()]

    def is_valid(self) -> bool:
        """Check the decision, each person, and that one of them leads."""
        self._check_leader()
        return super().is_valid() and not any(row.errors for row in self.begun())

    def begun(self) -> list[Row]:
        """Return the rows that say something."""
        return [row for row in self.rows if row.is_bound]

    def members(self) -> list[dict[str, Any]]:
        """Return the people, as far as their rows are right."""
        return [row.cleaned_data for row in self.begun() if not row.errors]

    def checks(self) -> list[Line]:
        """Say what is to be known before saving."""
        typed = [row for row in self.begun() if row.is_begun()]
        people = [{name: row[name].value() for name in row.fields} for row in typed]
        return before_saving([one for one in people if one["full_name"]])

    def wrong(self) -> list[Wrong]:
        """Return all that is to be mended, from the top of the page down."""
        found = [Wrong("", "", str(words)) for words in self.non_field_errors()]
        parts: list[tuple[forms.Form, str]] = [(self, "")]
        parts += [(row, self._named(row)) for row in self.begun()]
        for part, whose in parts:
            for field in part:
                label = f"{whose}{field.label}"
                found += [Wrong(field.auto_id, label, str(words)) for words in field.errors]
        return found

    def _named(self, row: Row) -> str:
        return _("Thành viên %(n)s, ") % {"n": self.rows.index(row) + 1}

    def _check_leader(self) -> None:
        """Ask for one leader, at the row where one is missing or is one too many."""
        first = self.begun()[0]
        leaders = [row for row in self.begun() if row["role"].value() == Role.LEADER]
        for row in leaders[1:]:
            row.add_error("role", _("Mỗi tổ chỉ có một tổ trưởng."))
        if not leaders and first.is_begun():
            first.add_error("role", _("Chọn một người làm tổ trưởng."))

    def clean(self) -> dict[str, Any]:
        """Keep the further villages within the commune; the team's own among them says nothing."""
        data: dict[str, Any] = super().clean() or {}
        area = data.get("area")
        also = [one for one in data.get("also", ()) if one != area]
        if area and any(one.commune_id != area.commune_id for one in also):
            self.add_error("also", _("Một tổ chỉ phụ trách các thôn cùng xã."))
        return {**data, "also": also}


def _unfolded(typed: MultiValueDict[str, str]) -> dict[str, Any]:
    """Return what was typed, to be shown again as it was, unchecked."""
    return {**typed.dict(), "also": typed.getlist("also")}
