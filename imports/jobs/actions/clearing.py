"""Files whose days are over: their bytes and rows go, what is known of them as a whole stays."""

from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.actions import record
from imports.jobs.actions.reading import unread
from imports.models import Import, RowResult, State


def clear() -> int:
    """Clear the files kept for IMPORT_KEEP_DAYS; returns how many. Again, it clears none."""
    before = timezone.now() - timedelta(days=int(settings.IMPORT_KEEP_DAYS))
    old = Import.unscoped.filter(cleared_at=None, added_at__lt=before).order_by("pk")
    return sum(_clear(key) for key in list(old.values_list("pk", flat=True)))


@transaction.atomic
def _clear(key: int) -> bool:
    rows = Import.unscoped.select_for_update(of=("self",)).select_related("commune")
    source = rows.get(pk=key)
    if source.is_active or source.cleared_at:
        return False
    if source.state == State.READING:
        unread(source, "stopped")
    RowResult.unscoped.filter(row__source=source).delete()
    source.rows.all().delete()
    name, source.stored_as, source.cleared_at = source.stored_as, "", timezone.now()
    source.save()
    record(None, gettext_noop("Dọn tệp đã nhập"), source)
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))
    return True
