"""Villages of which nobody has entered a household yet: the first one is work of the day."""

from collections.abc import Iterable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from areas.models import Area
from reports.today.queries.tasks import Task, villages as villages_word, within
from rollup.models import VillageCount


def tasks_of_empty(villages: Iterable[Area], counted: Sequence[VillageCount]) -> Iterator[Task]:
    """Ask for the first household of each village that has none.

    The largest stands for them, as its declared number makes it so.
    """
    begun = {row.pk for row in counted if row.households}
    empty = [village for village in villages if village.pk not in begun]
    if not empty:
        return
    said = {row.pk: row.declared or 0 for row in counted}
    first = max(empty, key=lambda village: said.get(village.pk, 0))
    detail = _("Chưa có hộ nào trong sổ; bắt đầu từ %(name)s") % {"name": within(first)}
    page = f"{reverse('households:villages')}?loc=chua-co-ho"
    if len(empty) == 1:
        detail = _("%(name)s chưa có hộ nào trong sổ") % {"name": first.full_name}
        page = reverse("households:add", args=[first.pk])
    word = villages_word(len(empty), {village.kind for village in empty})
    size = sum(said.get(village.pk, 0) or 1 for village in empty)
    yield Task(len(empty), word, _("Nhập hộ đầu tiên"), detail, page, size)
