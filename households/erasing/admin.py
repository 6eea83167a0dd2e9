"""Admin of erasures: that it was done, of which code; read, never changed by hand."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from households.models import Erased
from web.admin_base import ReadOnlyAdmin
from web.admin_parts import WORDS

WORDS["erased"] = _("đã xóa dữ liệu của")


@admin.register(Erased)
class ErasedAdmin(ReadOnlyAdmin):
    """Whose personal data were erased, by codes; no name is known any more."""

    list_display = ("__str__", "household", "erased_at", "erased_by", "request")
    shown = ("household", "resident", "commune", "erased_at", "erased_by", "request")
