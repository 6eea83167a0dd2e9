"""What the demo knows beside the roster: households as declared, and days marked on the lines."""

from datetime import date, timedelta

from areas.models import Area
from households.models import Declaration
from reports.demo.chance import chance
from reports.demo.sites import Site
from reports.models import Event
from rollup.models import VillageCount

_SOURCE = "Trưởng thôn báo (minh hoạ)"


def declare(sites: list[Site], today: date) -> None:
    """Let villages without a roster, and some others, say how many households they have."""
    rows = [_declaration(site, today) for site in sites if not site.households or _says(site)]
    Declaration.unscoped.bulk_create(rows)
    VillageCount.unscoped.lock(sorted(row.area_id for row in rows))
    for row in rows:
        VillageCount.unscoped.filter(area=row.area).update(declared=row.households)


def _says(site: Site) -> bool:
    return site.is_of_an_ninh_tay or chance("says", site.village.key).random() < 0.03


def _declaration(site: Site, today: date) -> Declaration:
    rng = chance("declared", site.village.key)
    number = site.households + rng.randint(-2, 4) if site.households else rng.randint(28, 70)
    day = today - timedelta(days=rng.randint(90, 640))
    return Declaration(
        area=site.village.area, households=max(1, number), source=_SOURCE, declared_on=day
    )


def mark_days(province: Area, commune: Area, today: date) -> None:
    """Mark two campaigns on the lines."""
    rows = (
        (province, 430, "Ra quân tổ công nghệ số toàn tỉnh", "Kế hoạch minh hoạ 45/KH-UBND"),
        (commune, 150, "Tháng cao điểm đến từng nhà", "Kế hoạch minh hoạ 12/KH-UBND"),
    )
    Event.unscoped.bulk_create(
        Event(area=area, on=today - timedelta(days=back), title=title, document=document)
        for area, back, title, document in rows
    )
