"""Whose pages these are, and the place that a file is brought into, with its units."""

import uuid as uuids
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from areas.kinds import Level
from areas.models import Area
from imports.jobs.queries.questions import units_told
from imports.kinds import needed_at
from imports.models import Import
from web.scope import territory

NAMES, BRINGS = territory("households.view_names"), territory("imports.add_import")
# The people and units that a page of a file names.
NAMED = (
    "added_by",
    "confirmed_by",
    "undone_by",
    "commune__province",
    "commune__district",
    "village",
)
# Where files are brought in: nobody has the whole country in one.
LEVELS = frozenset({Level.PROVINCE, Level.DISTRICT, Level.COMMUNE})

type View = Callable[..., HttpResponseBase]


def takes_files(view: View) -> View:
    """Declare a page of files: a commune's for who reads its names, one above for who may bring in files there."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user: Any = request.user
        if user.area.level not in LEVELS or not user.has_perms(needed_at(user.area)):
            raise Http404
        return view(request, *args, **kwargs)

    return territory()(guarded)


def commune_of(request: HttpRequest) -> Area:
    """Return the reader's commune; 404 for whoever works nowhere, or above."""
    area = getattr(request.user, "area", None)
    if area is None or area.level != Level.COMMUNE:
        raise Http404
    return place_of(request)


def place_of(request: HttpRequest) -> Area:
    """Return the place that the reader brings files into: their own commune, district or province."""
    user: Any = request.user
    return get_object_or_404(Area.objects.visible_to(user).with_places(), pk=user.area_id)


def files_of(request: HttpRequest) -> Any:
    """Return the files that the reader may open on these pages: names of residents stay in the commune."""
    user: Any = request.user
    files = Import.objects.visible_to(user)
    return files.above_communes() if user.is_above_communes else files


def file_or_404(request: HttpRequest, uuid: uuids.UUID) -> Import:
    """Return a file of the reader's, with whom and what its page names."""
    found: Import = get_object_or_404(files_of(request).select_related(*NAMED), uuid=uuid)
    return found


def villages_of(request: HttpRequest) -> Any:
    """Return the villages of the reader's commune that are open, in order."""
    villages = Area.objects.visible_to(request.user).villages()
    return villages.filter(closed_on=None).in_order()


def units_of(request: HttpRequest, source: Import) -> Any:
    """Return the open units that rows may be of: villages of a commune, of a place above those that its file asks about."""
    user: Any = request.user
    if not user.is_above_communes:
        return villages_of(request)
    units = Area.objects.visible_to(user).filter(pk__in=units_told(source), closed_on=None)
    return units.select_related("district").in_order()
