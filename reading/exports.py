"""Who read names, and the days of far more than usual, as workbooks."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reading.models import Reading, UnusualReading
from web.exports import Column

LINES = (
    Column[Reading](_("Giờ"), lambda line: timezone.localtime(line.hour), 18),
    Column[Reading](_("Người xem"), lambda line: line.user.full_name, 28),
    Column[Reading](_("Vai trò"), lambda line: line.user.get_role_display(), 20),
    Column[Reading](_("Nơi"), lambda line: line.area.full_name, 28),
    Column[Reading](_("Lượt tên"), lambda line: line.people, 10),
)
UNUSUAL = (
    Column[UnusualReading](_("Ngày"), lambda one: one.day, 12),
    Column[UnusualReading](_("Người xem"), lambda one: one.user.full_name, 28),
    Column[UnusualReading](_("Vai trò"), lambda one: one.user.get_role_display(), 20),
    Column[UnusualReading](_("Xã"), lambda one: one.commune.full_name, 24),
    Column[UnusualReading](_("Lượt tên"), lambda one: one.people, 10),
    Column[UnusualReading](_("Thường ngày"), lambda one: one.usual, 12),
)
