"""Admin of requests."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from areas.admin_base import PlacedAdmin
from areas.dated import FUTURE
from areas.kinds import Level
from teams.models import Need
from teams.needs.actions import HasTeam, answer_need, ask
from teams.register.actions import OutOfOrder
from web.admin_base import ScopedAdmin
from web.admin_parts import ActionForm, Writes
from web.once import Outdated


@admin.register(Need)
class NeedAdmin(PlacedAdmin):
    """Requests from villages and communes, and their answers."""

    form = ActionForm
    refusals = {
        **ScopedAdmin.refusals,
        Outdated: _("Đề nghị này đã rút hoặc vừa được người khác trả lời."),
        HasTeam: _("Nơi này đã có tổ."),
        OutOfOrder: _("Câu trả lời không hợp với tình trạng: đã trả lời thì phải có lời và ngày."),
        ValueError: FUTURE,
    }
    list_display = ("area", "kind", "words", "status", "asked_on", "answered_on")
    list_filter = ("kind", "status")
    add_fields = ("area", "kind", "words", "number", "amount", "asked_on", "asked_by")
    change_fields = ("status", "answer", "given")
    shown = (*add_fields, "team", "logged_by", "answered_on", "answered_by")
    levels = (Level.VILLAGE, Level.COMMUNE)
    writes = Writes(ask, once=True)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave what was withdrawn as it is."""
        withdrawn = obj is not None and obj.status == Need.Status.WITHDRAWN
        return not withdrawn and super().has_change_permission(request, obj)

    def write_change(
        self, by: Any, obj: Need, changed: dict[str, Any], data: dict[str, Any]
    ) -> Need:
        """Answer a request."""
        answer = {name: data[name] for name in self.change_fields}
        return answer_need(by=by, need=obj, version=obj.version, **answer)
