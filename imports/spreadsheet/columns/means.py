"""What a household has to learn with, as columns: a smartphone, internet at home."""

from django.utils.translation import gettext_lazy as _

from imports.spreadsheet import values
from imports.spreadsheet.columns.column import Column

HAVING = (
    Column(
        "smartphone",
        _("Điện thoại thông minh"),
        values.yes_no,
        ("Có điện thoại thông minh", "Smartphone", "Có smartphone", "ĐTTM", "Điện thoại TM"),
    ),
    Column(
        "internet",
        _("Internet ở nhà"),
        values.yes_no,
        ("Internet", "Có internet", "Wifi", "Có wifi", "Internet tại nhà", "Mạng internet"),
    ),
)
