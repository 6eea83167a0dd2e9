"""The first steps of a commune: villages, platform, declared households, the first household, a team."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from areas.models import Area
from figures.adoption import Facts, Step as Rung, passed, step_of
from figures.rates import Rate, count_text
from reports.first_steps.queries.ladder import facts_of
from reports.first_steps.rules import Step, Way, all_of
from rollup.models import CommuneCount, VillageCount
from skills.models import platforms_of


def steps_of_commune(area: Area, user: Any, day: date) -> Iterator[Step]:
    """Yield the steps of whoever runs a commune, as far as they may do them. Five queries."""
    row = CommuneCount.unscoped.filter(pk=area.pk).first() or CommuneCount.of(area)
    facts = facts_of(area)
    over = passed(facts)
    yield _villages(
        area, row, user, is_done=over[Rung.NO_VILLAGE], may_be_more=_may_be_more(facts, row)
    )
    yield _platforms(area, user, day)
    yield _declared(area, row)
    yield _household(area, row, user, is_done=over[Rung.NO_HOUSEHOLD])
    yield _team(row, user)


def to_complete(facts: Facts, user: Any) -> Step | None:
    """Return what is left of the ladder after the first steps; None where every register is complete."""
    if not facts.n_villages or step_of(facts) == Rung.COMPLETE:
        return None
    rate, way = Rate(facts.n_complete, facts.n_villages), None
    if user.has_perm("households.view_names"):
        way = Way(_("Mở sổ hộ"), reverse("households:villages"))
    return Step(
        title=_("Sổ đã đủ"),
        says=_("%(rate)s thôn có sổ đã đủ. Nhập nốt rồi đánh dấu ở trang của thôn.")
        % {"rate": rate.counts},
        rate=rate,
        is_done=False,
        is_begun=bool(rate.n),
        way=way,
    )


def _may_be_more(facts: Facts, row: CommuneCount) -> bool:
    """Say whether villages may be missing: nobody said that these are all, or went on to what needs them."""
    went_on = row.households or row.with_team or row.declared is not None
    return bool(row.villages) and not (facts.list_complete or went_on)


def _villages(
    area: Area, row: CommuneCount, user: Any, *, is_done: bool, may_be_more: bool
) -> Step:
    by_hand = Way(_("Thêm từng thôn"), reverse("areas:village_add", args=[area.pk]))
    by_hand_or_none = by_hand if user.has_perm("areas.add_area") else None
    more = Way(_("Thêm thôn tiếp"), by_hand.url) if may_be_more and by_hand_or_none else None
    way, other = by_hand_or_none, None
    if user.has_perm("imports.add_import"):
        way, other = Way(_("Nhập danh sách từ Excel"), reverse("imports:upload")), by_hand_or_none
    says = _("Chưa có thôn nào. Có thôn rồi mới nhập hộ và lập tổ được.")
    if is_done:
        says = _("%(n)s thôn trong danh sách.") % {"n": count_text(row.villages)}
        seen = Way(_("Xem các thôn"), reverse("areas:detail", args=[area.pk]))
        way, other = (more, seen) if more else (seen, None)
    return Step(
        title=_("Thôn, buôn, tổ dân phố"),
        says=says,
        is_done=is_done,
        is_begun=is_done,
        way=way,
        other=other,
        more=more,
    )


def _platforms(area: Area, user: Any, day: date) -> Step:
    named = platforms_of(area, day)
    way = None
    if user.has_perm("skills.view_localplatform"):
        words = _("Xem nền tảng") if named else _("Đặt tên nền tảng")
        way = Way(words, reverse("skills:platforms", args=[area.pk]))
    says = _("Chưa đặt tên nền tảng thì chưa hỏi được kỹ năng 5.")
    if named:
        says = ", ".join(dict.fromkeys(one.name for one in named)) + "."
    return Step(
        title=_("Nền tảng số địa phương"),
        says=says,
        is_done=bool(named),
        is_begun=bool(named),
        way=way,
    )


def _declared(area: Area, row: CommuneCount) -> Step:
    """Say how many households the commune, or all of its villages, declared."""
    said = VillageCount.unscoped.filter(commune=area.pk, declared__isnull=False).count()
    rate = Rate(said, row.villages)
    whole = _("Cả xã: chưa biết.")
    if row.declared is not None:
        whole = _("Cả xã khai báo %(n)s hộ.") % {"n": count_text(row.declared)}
    says = [whole]
    if row.villages:
        says.append(_("%(rate)s thôn có số khai báo riêng.") % {"rate": rate.counts})
    return Step(
        title=_("Số hộ khai báo"),
        says=" ".join(says),
        rate=rate,
        is_done=row.declared is not None or all_of(said, row.villages),
        is_begun=bool(said),
        way=Way(_("Khai báo số hộ"), reverse("households:declare_commune", args=[area.pk])),
    )


def _household(area: Area, row: CommuneCount, user: Any, *, is_done: bool) -> Step:
    first = Area.unscoped.within(area).villages().filter(closed_on=None).in_order().first()
    may = user.has_perm("households.add_household") and user.has_perm("households.view_names")
    way = None
    if may and first:
        way = Way(_("Nhập hộ đầu tiên"), reverse("households:add", args=[first.pk]))
    if may and is_done:
        way = Way(_("Mở sổ hộ"), reverse("households:villages"))
    rate = Rate(row.households, row.expected)
    says = _("Chưa có hộ nào trong sổ.") if first else _("Có thôn rồi mới nhập hộ được.")
    if is_done:
        says = _("%(rate)s hộ đã vào sổ.") % {"rate": f"{rate.counts} ({rate.percent})"}
    return Step(
        title=_("Hộ đầu tiên"), says=says, rate=rate, is_done=is_done, is_begun=is_done, way=way
    )


def _team(row: CommuneCount, user: Any) -> Step:
    rate = Rate(row.with_team, row.villages)
    way = Way(_("Lập tổ"), reverse("teams:add")) if user.has_perm("teams.add_team") else None
    if row.with_team:
        way = Way(_("Xem các tổ"), reverse("teams:list"))
    says = _("%(rate)s thôn có tổ.") % {"rate": rate.counts}
    if not all_of(row.with_team, row.villages):
        says += " " + _("Thôn và tên tổ trưởng là đủ.")
    if not row.villages:
        way, says = None, _("Có thôn rồi mới lập tổ được.")
    return Step(
        title=_("Tổ công nghệ số"),
        says=says,
        rate=rate,
        is_done=row.with_team > 0,
        is_begun=row.with_team > 0,
        way=way,
    )
