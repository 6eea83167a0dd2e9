"""The sheet of ours to fill in: empty, or with the people of the commune or of one village."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from audit.scope import key_of
from households.models import Resident
from imports import actions
from imports.template import workbook
from imports.views.deciding import TYPE
from imports.views.doors import BRINGS, NAMES, commune_of, villages_of


@NAMES
@BRINGS
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """Send the sheet; with `day=1` with the people of the commune, with `thon` of one village."""
    commune, villages = commune_of(request), villages_of(request)
    place = commune
    if key := key_of(request.GET.get("thon")):
        place = get_object_or_404(villages, pk=key)
    people = Resident.objects.visible_to(request.user).none()
    if key or request.GET.get("day"):
        people = Resident.objects.visible_to(request.user).living_here().inside(place.path or "")
        people = people.filter(household__closed_on=None).select_related("household__village")
        people = people.order_by("household__village__path", "household", "-is_head", "pk")
    body = workbook(villages, people.iterator(chunk_size=2_000))
    if request.method == "GET" and (key or request.GET.get("day")):
        actions.note_template(by=request.user, place=place)
    response = HttpResponse(body, content_type=TYPE)
    response["Content-Disposition"] = f'attachment; filename="mau-ho-{place.pk}.xlsx"'
    return response
