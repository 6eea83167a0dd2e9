"""Word templates of provinces: kept to be tried, used, given up for ours again."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import record
from periodic.models import WordTemplate
from periodic.models.word_template import IN_USE, TRIED


class NothingTried(Exception):
    """There is no template that could be used: somebody else used it, or put another one in its place."""


@transaction.atomic
def keep_template(*, by: Any, province: Area, data: bytes) -> WordTemplate:
    """Keep a template that was judged, to be looked at; one that was kept before and never used is replaced."""
    _held(province)
    now = timezone.now()
    _of(province).filter(TRIED).update(ended_at=now)
    kept = WordTemplate.unscoped.create(
        province=province,
        data=data,
        size=len(data),
        digest=hashlib.sha256(data).hexdigest(),
        made_by=by,
        made_at=now,
    )
    record(by, gettext_noop("Tải mẫu Word lên"), kept, {"size": [None, kept.size]})
    return kept


@transaction.atomic
def use_template(*, by: Any, template: WordTemplate) -> WordTemplate:
    """Lay the reports of a province out by a template from now on. Raises NothingTried."""
    _held(template.province)
    rows = _of(template.province).filter(TRIED, pk=template.pk)
    row: WordTemplate | None = rows.defer("data").first()
    if row is None:
        raise NothingTried
    now = timezone.now()
    _of(row.province).filter(IN_USE).update(ended_at=now)
    row.used_at = now
    row.save(update_fields=["used_at"])
    record(
        by,
        gettext_noop("Dùng mẫu Word của tỉnh"),
        row,
        {"used_at": [None, f"{now:%d/%m/%Y %H:%M}"]},
    )
    return row


@transaction.atomic
def back_to_ours(*, by: Any, province: Area) -> bool:
    """Lay its reports out our way again; say whether it had a template of its own."""
    _held(province)
    row = _of(province).filter(IN_USE).defer("data").first()
    if row is None:
        return False
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    record(
        by,
        gettext_noop("Trở về mẫu Word chung"),
        row,
        {"ended_at": [None, f"{row.ended_at:%d/%m/%Y %H:%M}"]},
    )
    return True


def _held(province: Area) -> None:
    """Let nobody else change the templates of a province meanwhile."""
    Area.unscoped.select_for_update().get(pk=province.pk)


def _of(province: Area) -> Any:
    return WordTemplate.unscoped.filter(province=province)
