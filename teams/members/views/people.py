"""Who serves in the teams of a place, as a workbook: there is no page of so many people."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from areas.models import Area
from teams.members.exports import MEMBERS
from teams.models import Member
from web.exports import Book, send_book, with_book
from web.scope import key_of, territory


@with_book
@territory("teams.view_team")
@require_safe
def member_book(request: HttpRequest) -> HttpResponseBase:
    """Hand out the people of all teams in force of a place, team by team."""
    user: Any = request.user
    places = Area.objects.visible_to(user)
    area = get_object_or_404(places, pk=key_of(request.GET.get("dia-ban")) or user.area_id)
    members = Member.objects.visible_to(user).inside(area.path or "-")
    serving = members.filter(left_on=None, team__dissolved_on=None)
    rows = serving.select_related("team__area__commune", "further").order_by(
        "team__area__commune__sort_key", "team__area__sort_key", "team", "sort_key", "pk"
    )
    title = _("Thành viên các tổ, %(name)s") % {"name": area.full_name}
    book = Book(title, f"thanh-vien-{area.pk}", MEMBERS)
    return send_book(request, book, rows, subject=area, place=area.path or "")
