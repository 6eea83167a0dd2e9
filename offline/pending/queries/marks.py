"""What is said of a household in which two people wrote something differently: a word in lists, a note on its page."""

from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from households.models import Household
from offline.models import CellConflict


def marks_of(user: Any, households: Iterable[Household]) -> dict[int, str]:
    """Return a word for each household of a list in which something differs. One query."""
    rows = CellConflict.objects.visible_to(user).to_settle().order_by()
    keys = [one.pk for one in households]
    found = rows.filter(resident__household__in=keys).values_list("resident__household", flat=True)
    return dict.fromkeys(found, _("Hai bản khác nhau"))


def note_on(user: Any, household: Household) -> str:
    """Say on the page of a household that something in it differs, with the way to choose. One query."""
    rows = CellConflict.objects.visible_to(user).to_settle().filter(resident__household=household)
    n = rows.count()
    told = {"household": household, "n": n}
    return render_to_string("offline/pending/differs.html", told) if n else ""
