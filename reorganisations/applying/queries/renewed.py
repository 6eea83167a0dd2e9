"""What units that end had laid down themselves, and whoever follows lays down anew."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Q, Value
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reorganisations.applying.rules.registry import Rule, columns_of

# By model, how it is called in a sentence. A test holds this against the registry.
WORDS: dict[str, Promise] = {
    "teams.EquipmentNorm": _("định mức thiết bị"),
    "teams.TeamTitle": _("chức danh trong tổ"),
    "teams.CompositionRule": _("thành phần tổ"),
    "teams.SupportPolicy": _("mức hỗ trợ"),
    "teams.SupportTopUp": _("mức hỗ trợ thêm của xã"),
    "privacy.ProcessingNotice": _("thông báo về dữ liệu cá nhân"),
    "periodic.Schedule": _("lịch báo cáo"),
    "periodic.WordTemplate": _("mẫu Word"),
    "guide.HelpContact": _("nơi hỗ trợ"),
}


def _over(day: date) -> dict[str, Q]:
    """Return by model which rows are over by a day: nobody lays these down anew."""
    return {
        "teams.CompositionRule": Q(last_on__lt=day),
        "teams.SupportPolicy": Q(last_on__lt=day),
        "periodic.Schedule": Q(withdrawn_at__isnull=False) | Q(ended_on__lte=day),
        "periodic.WordTemplate": Q(ended_at__isnull=False),
    }


def laid_down(units: Collection[int]) -> list[str]:
    """Name what of it these units have today. One query."""
    rows, over = list[Any](), _over(timezone.localdate())
    for label, field in columns_of(Rule.RENEWED):
        found = apps.get_model(label)._base_manager.filter(**{f"{field}__in": units})  # noqa: SLF001 - whoever reads them
        if label in over:
            found = found.exclude(over[label])
        rows.append(found.order_by().annotate(of=Value(label)).values_list("of"))
    some = {label for (label,) in rows[0].union(*rows[1:]).order_by()} if units else set()
    return [str(words) for label, words in WORDS.items() if label in some]
