"""Households of which no village is known: to assign them is work of the day."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from reports.today.queries.tasks import Task, households
from rollup.models import VillageCount


def tasks_of_unassigned(counted: Iterable[VillageCount], user: Any) -> Iterator[Task]:
    """Ask for a village of the households that stand under none, where there are any."""
    if not user.has_perms(("households.change_household", "households.view_names")):
        return
    for row in counted:
        if n := row.households:
            page = reverse("households:assign", args=[row.commune_id])
            detail = _("Chưa biết thuộc thôn nào nên chưa ghi thêm gì được")
            yield Task(n, households(n), _("Phân về thôn"), detail, page, n)
