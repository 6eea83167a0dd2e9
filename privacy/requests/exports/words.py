"""What both files of an extract say at their head, and how a value is read."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from privacy.requests.queries.extract import Extract


def title_of(extract: Extract) -> str:
    """Name the copy."""
    return _("Bản sao dữ liệu cá nhân: %(name)s") % {"name": extract.subject.person.full_name}


def head_of(extract: Extract) -> list[str]:
    """Say who keeps the data, by which request the copy was made, and when."""
    request = extract.request
    commune = request.commune.full_name
    return [
        _("Nơi giữ dữ liệu: UBND %(commune)s") % {"commune": commune[:1].lower() + commune[1:]},
        _("Theo yêu cầu %(code)s, nhận ngày %(day)s")
        % {"code": request.code, "day": date_format(request.received_on, "d/m/Y")},
        _("Lập lúc %(at)s") % {"at": in_words(extract.at)},
    ]


def in_words(value: Any) -> str:
    """Return a value as it is read on paper."""
    match value:
        case None:
            return ""
        case datetime():
            return date_format(timezone.localtime(value), "H:i d/m/Y")
        case date():
            return date_format(value, "d/m/Y")
        case _:
            return str(value)
