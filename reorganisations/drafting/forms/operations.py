"""The form of each kind of change, by its word in addresses."""

from reorganisations.drafting.forms.base import OperationForm
from reorganisations.drafting.forms.joining import MergeForm, SplitForm
from reorganisations.drafting.forms.living_on import ChangeForm, EndForm, MoveForm

FORMS: dict[str, type[OperationForm]] = {
    "nhap": MergeForm,
    "tach": SplitForm,
    "ket-thuc": EndForm,
    "chuyen": MoveForm,
    "doi": ChangeForm,
}
