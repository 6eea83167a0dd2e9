"""Which days a decision may take effect on. Pure."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

# No decision says so long before; a year that was typed wrong does.
AHEAD = timedelta(days=2 * 366)
FAR = _("Ngày hiệu lực còn hơn hai năm nữa. Xem lại năm.")


def is_far(day: date, today: date) -> bool:
    """Say whether a day is so far ahead that its year is typed wrong."""
    return day > today + AHEAD
