"""Days marked on the lines of the demo."""

from datetime import date, timedelta

from areas.models import Area
from reports.models import Event


def mark_days(province: Area, commune: Area, today: date) -> None:
    """Mark two campaigns on the lines."""
    rows = (
        (province, 430, "Ra quân tổ công nghệ số toàn tỉnh", "Kế hoạch minh họa 45/KH-UBND"),
        (commune, 150, "Tháng cao điểm đến từng nhà", "Kế hoạch minh họa 12/KH-UBND"),
    )
    Event.unscoped.bulk_create(
        Event(area=area, on=today - timedelta(days=back), title=title, document=document)
        for area, back, title, document in rows
    )
