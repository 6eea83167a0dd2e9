"""Which files brought what is kept of a person: a part of the extract they are given."""

from django.db.models import Q
from django.utils.translation import gettext as _

from imports.models import ImportRow
from privacy.requests.queries.part import Part, Subject


def files_of(subject: Subject) -> Part:
    """Return the rows of files that were about a person or their household: when, which file, row, what became of it."""
    homes = Q(household__in=subject.keys) | Q(result__household__in=subject.keys)
    others = Q(resident__isnull=False) & ~Q(resident=subject.person)
    rows = ImportRow.unscoped.filter(homes).exclude(others).order_by("source_id", "number")
    rows = rows.select_related("source__added_by", "result")
    said = [
        (
            row.source.added_at,
            row.source.name,
            row.number,
            str(row.source.added_by or _("không ghi")),
            row.result.get_outcome_display() if hasattr(row, "result") else _("chưa ghi"),
        )
        for row in rows
    ]
    heads = (_("Lúc"), _("Tệp"), _("Dòng"), _("Người gửi tệp"), _("Kết quả"))
    return Part(_("Tệp Excel đã nhập"), heads, said, widths=(4, 6, 2, 4, 3))
