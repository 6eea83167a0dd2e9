"""The form of each kind of change of units above the village, by its word in addresses."""

from reorganisations.drafting.forms.above.base import AboveForm
from reorganisations.drafting.forms.above.joining import FormForm, MergeForm
from reorganisations.drafting.forms.above.living_on import ChangeForm, EndForm, MoveForm
from reorganisations.drafting.forms.above.splitting import SplitForm

ABOVE_FORMS: dict[str, type[AboveForm]] = {
    "nhap": MergeForm,
    "tach": SplitForm,
    "chuyen": MoveForm,
    "doi": ChangeForm,
    "ket-thuc": EndForm,
    "lap": FormForm,
}

__all__ = ["ABOVE_FORMS", "AboveForm"]
