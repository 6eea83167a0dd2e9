"""The first steps of a country, a province or a district: how many of its communes are past each."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from areas.kinds import Level
from areas.models import Area
from figures.adoption import communes_of, with_step
from figures.rates import Rate, count_text
from reports.first_steps.rules import Step, Way, all_of
from rollup.models import CommuneCount, VillageCount
from skills.models import has_platform


def counts_of(area: Area, day: date) -> dict[str, int]:
    """Count the open communes of a unit, and those of them of which each holds. One query."""
    row = CommuneCount.unscoped.filter(pk=OuterRef("pk"))
    villages = VillageCount.unscoped.filter(commune=OuterRef("pk"), declared__isnull=False)
    communes = with_step(communes_of(area)).annotate(
        has_platform=has_platform(day),
        is_declared=Exists(row.filter(declared__isnull=False)) | Exists(villages.order_by()),
        has_team=Exists(row.filter(with_team__gt=0)),
    )
    holds = {
        "accounts": Q(has_account=True),
        "signed_in": Q(has_signed_in=True),
        "platforms": Q(has_platform=True),
        "villages": Q(n_villages__gt=0),
        "declared": Q(is_declared=True),
        "teams": Q(has_team=True),
    }
    numbers = {name: Count("pk", filter=one) for name, one in holds.items()}
    found: dict[str, int] = communes.order_by().aggregate(communes=Count("pk"), **numbers)
    return found


def steps_above(area: Area, user: Any, day: date) -> Iterator[Step]:
    """Yield the steps of whoever runs a country, a province or a district, as far as they may do them."""
    counts = counts_of(area, day)
    board, of = reverse("reports:rollout_of", args=[area.pk]), counts["communes"]
    file = _file(area, user)
    yield _units(area, of)
    yield _accounts(area, counts, board, user, file)
    yield _platforms(area, counts, user, file)
    yield _villages(counts, board, file)
    yield _step(
        _("Số hộ khai báo"),
        _("%(rate)s xã, phường có số khai báo. Nơi chưa khai báo là chưa biết, không phải 0."),
        Rate(counts["declared"], of),
        _declaring(area, user) or Way(_("Xem các xã"), board),
    )
    teams = f"{reverse('teams:list')}?dia-ban={area.pk}&tinh-trang=none"
    yield _step(
        _("Tổ và thành viên"),
        _("%(rate)s xã, phường có tổ. Thôn và tên tổ trưởng là đủ."),
        Rate(counts["teams"], of),
        Way(_("Xem thôn chưa có tổ"), teams),
        file,
    )


def _step(title: str, words: str, rate: Rate, way: Way | None, file: Way | None = None) -> Step:
    """Return the step of communes of which something holds for so many; a file does it first, where there is one."""
    says = words % {"rate": f"{rate.counts} ({rate.percent})"}
    is_done = all_of(rate.n, rate.of)
    first, other = (file, way) if file and not is_done else (way, None)
    return Step(
        title=title,
        says=says,
        rate=rate,
        way=first,
        other=other,
        is_done=is_done,
        is_begun=bool(rate.n),
    )


def _units(area: Area, communes: int) -> Step:
    says = _("%(n)s xã, phường.") % {"n": count_text(communes)}
    if area.level == Level.COUNTRY:
        provinces = Area.unscoped.filter(level=Level.PROVINCE, closed_on=None).count()
        says = _("%(provinces)s tỉnh, thành phố · %(n)s xã, phường, đặc khu.") % {
            "provinces": count_text(provinces),
            "n": count_text(communes),
        }
    if not communes:
        says = _("Chưa có xã nào. Người cài máy chủ nạp danh mục bằng lệnh load_units.")
    return Step(
        title=_("Đơn vị hành chính"),
        says=says,
        is_done=communes > 0,
        is_begun=communes > 0,
        way=Way(_("Xem danh mục"), reverse("areas:detail", args=[area.pk])),
    )


def _accounts(area: Area, counts: dict[str, int], board: str, user: Any, file: Way | None) -> Step:
    of = counts["communes"]
    invited, arrived = Rate(counts["accounts"], of), Rate(counts["signed_in"], of)
    says = _("%(invited)s xã, phường đã cấp tài khoản; %(arrived)s đã có người đăng nhập.") % {
        "invited": invited.counts,
        "arrived": f"{arrived.counts} ({arrived.percent})",
    }
    if area.level == Level.COUNTRY:
        says += " " + _("Chỉ mời người của Sở ở mỗi tỉnh; Sở mời các xã.")
    way, other = _arriving(board, user)
    if invited.n < of:
        way, other = _inviting(board, user, file, waits=arrived.n < invited.n)
    return Step(
        title=_("Tài khoản"),
        says=says,
        rate=arrived,
        way=way,
        other=other,
        is_done=all_of(arrived.n, of),
        is_begun=bool(invited.n),
    )


def _villages(counts: dict[str, int], board: str, file: Way | None) -> Step:
    return _step(
        _("Thôn, buôn, tổ dân phố"),
        _("%(rate)s xã, phường có danh sách thôn."),
        Rate(counts["villages"], counts["communes"]),
        Way(_("Xem nơi còn thiếu"), f"{board}?thieu=thon#danh-sach"),
        file,
    )


def _inviting(board: str, user: Any, file: Way | None, *, waits: bool) -> tuple[Way, Way | None]:
    """Lead to the file of all accounts, or the form of one, and to the cards of those invited; else to who lacks one."""
    if not user.has_perm("accounts.add_user"):
        return Way(_("Xem nơi còn thiếu"), f"{board}?thieu=tai-khoan#danh-sach"), None
    if file:
        return file, _cards() if waits else Way(_("Mời từng người"), reverse("accounts:invite"))
    return Way(_("Mời người"), reverse("accounts:invite")), _cards() if waits else None


def _cards() -> Way:
    return Way(_("In giấy mời"), reverse("accounts:cards"))


def _arriving(board: str, user: Any) -> tuple[Way, Way | None]:
    """Lead to the cards of those who have not come, or to where they are."""
    lacks = Way(_("Xem nơi còn thiếu"), f"{board}?thieu=dang-nhap#danh-sach")
    if not user.has_perm("accounts.add_user"):
        return lacks, None
    return _cards(), lacks


def _platforms(area: Area, counts: dict[str, int], user: Any, file: Way | None) -> Step:
    way = None
    if user.has_perm("skills.view_localplatform"):
        if area.level == Level.PROVINCE:
            way = Way(_("Đặt tên nền tảng"), reverse("skills:platforms", args=[area.pk]))
        elif user.is_staff:
            page = reverse("admin:skills_localplatform_changelist")
            way = Way(_("Đặt tên nền tảng"), page)
    rate = Rate(counts["platforms"], counts["communes"])
    words = _("%(rate)s xã, phường có nền tảng số địa phương.")
    if not all_of(*rate):
        words += " " + _("Chưa có thì chưa hỏi được kỹ năng 5.")
        words += "" if way or file else " " + _("Quản trị đặt tên cho cả tỉnh, hoặc xã tự đặt.")
    return _step(_("Nền tảng số địa phương"), words, rate, way, file)


def _file(area: Area, user: Any) -> Way | None:
    """Lead to the one workbook of a place, empty or filled; None for who may bring none in."""
    has_files = area.level in {Level.PROVINCE, Level.DISTRICT}
    if not has_files or not user.has_perm("imports.start_territory"):
        return None
    return Way(_("Nhập từ Excel"), reverse("imports:upload"))


def _declaring(area: Area, user: Any) -> Way | None:
    if area.level not in {Level.PROVINCE, Level.DISTRICT}:
        return None
    if not user.has_perm("households.add_declaration"):
        return None
    return Way(_("Khai báo số hộ"), reverse("households:declare_below", args=[area.pk]))
