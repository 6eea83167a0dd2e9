"""What stands instead of the page of a village that is read with others only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from areas.models import Area


def few_page(request: HttpRequest, village: Area) -> HttpResponse:
    """Say that a village has too few households to be read by itself, and lead to the sums of its commune."""
    context = {"area": village, "crumbs": village.trail(request.user)}
    return render(request, "reports/units/few.html", context)
