"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts.navigation import entries
from reports.synthetic import is_demo


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the navigation of the person, and whether the data are synthetic."""
    user = getattr(request, "user", None)
    return {"nav": entries(user, request.path), "synthetic": settings.SYNTHETIC_DATA or is_demo()}
