"""The household: one roof of one village, and where it stands."""

import uuid
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from areas.dated import ends_after
from areas.fields import NameField
from areas.models import Area
from areas.names import fold, person_sort_key
from households.models.household_queryset import HouseholdQuerySet
from households.models.may_refuse import MayRefuse
from households.models.means import MEANS_HAVE_A_DAY, HasMeans
from households.models.moments import age_words, old_before
from households.models.people import CountsPeople
from households.models.search_index import of_few
from skills.catalogue import ALL_FIVE, SKILLS
from skills.coverage import HouseholdResult, Person, household_result

if TYPE_CHECKING:
    from households.models.refusal import Refusal
    from households.models.resident import Resident

# What the rule of coverage says of a household, column by column.
RESULT_COLUMNS = tuple(field.name for field in fields(HouseholdResult))


class Status(models.TextChoices):
    """Where a household is. The last three are closed: dated, and out of the denominator."""

    RESIDENT = "resident", _("Đang cư trú")
    NOBODY_HOME = "nobody_home", _("Vắng nhà")
    REFUSED = "refused", _("Chưa đồng ý khảo sát")
    MOVED_AWAY = "moved_away", _("Đã chuyển đi")
    ENDED = "ended", _("Đã đưa ra khỏi sổ")
    MERGED = "merged", _("Đã gộp vào hộ khác")


CLOSED = (Status.MOVED_AWAY, Status.ENDED, Status.MERGED)


class Household(MayRefuse, HasMeans, CountsPeople):
    """One household of one village. Only the head's name is required."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Found by the roster's index, which begins with it.
    village = models.ForeignKey(
        Area, models.PROTECT, related_name="households", db_index=False, verbose_name=_("thôn")
    )
    head_name = NameField(_("họ tên chủ hộ"), max_length=200)
    hamlet = NameField(_("xóm, số nhà"), max_length=120, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    # The former head whose number that is or was, while the head has none; of any other number nobody.
    phone_of = models.ForeignKey(
        "households.Resident",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        editable=False,
    )
    status = models.CharField(
        _("tình trạng"), max_length=12, choices=Status, default=Status.RESIDENT
    )
    opened_on = models.DateField(_("vào sổ ngày"))
    closed_on = models.DateField(_("ra khỏi sổ ngày"), null=True, blank=True, editable=False)
    # Kept by the one action that writes an assessment (skills/coverage.py says how).
    skills_mask = models.PositiveSmallIntegerField(default=0, editable=False)
    asked_mask = models.PositiveSmallIntegerField(default=0, editable=False)
    # What the one who knows most knows, and was asked.
    best_mask = models.PositiveSmallIntegerField(default=0, editable=False)
    best_asked_mask = models.PositiveSmallIntegerField(default=0, editable=False)
    # Bits of the skill that somebody who knows the other four lacks, or was not asked.
    lacking_mask = models.PositiveSmallIntegerField(default=0, editable=False)
    unasked_mask = models.PositiveSmallIntegerField(default=0, editable=False)
    covered = models.BooleanField(_("đạt"), default=False, editable=False)
    # Everybody of age who is registered was asked something they do not know yet.
    ruled_out = models.BooleanField(default=False, editable=False)
    # The latest survey of somebody who was asked all five; none is "not surveyed" or "partly".
    surveyed_on = models.DateField(_("khảo sát ngày"), null=True, blank=True, editable=False)
    # The last day somebody looked: surveyed, or confirmed that nothing has changed.
    reviewed_on = models.DateField(_("rà soát ngày"), null=True, blank=True, editable=False)
    # The day as of which it was summed up: people come of age without a save.
    summed_on = models.DateField(null=True, editable=False)
    origin = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="split_off",
        editable=False,
        verbose_name=_("tách từ hộ"),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="duplicates",
        editable=False,
        verbose_name=_("gộp vào hộ"),
    )
    search_key = models.TextField(editable=False)
    sort_key = models.CharField(max_length=600, editable=False)
    # Kept but not used from that day on, because a resident asked so; `privacy.requests` writes it.
    restricted_on = models.DateField(
        _("hạn chế xử lý từ ngày"), null=True, blank=True, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        editable=False,
    )
    saved_at = models.DateTimeField(_("lưu lúc"), auto_now=True)

    # Where an action has read them: who lives there; what it refused with; its village and sums before a change.
    living: "list[Resident]"
    refusal: "Refusal | None"
    added: tuple[int, dict[str, int], date | None]

    unscoped = HouseholdQuerySet.as_manager()
    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = _("hộ gia đình")
        verbose_name_plural = _("hộ gia đình")
        ordering = ("id",)
        permissions = [("view_names", "Can read the names of residents")]
        constraints = [
            MEANS_HAVE_A_DAY,
            models.CheckConstraint(name="household_named", condition=~Q(head_name="")),
            models.CheckConstraint(
                name="household_status_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="household_refuses_since_a_day",
                condition=Q(status=Status.REFUSED, refused_on__isnull=False)
                | Q(status__in=CLOSED)
                | (~Q(status=Status.REFUSED) & Q(refused_on=None)),
            ),
            models.CheckConstraint(
                name="household_not_asked_since_it_refused",
                condition=Q(not_asked_until=None)
                | Q(refused_on__isnull=False, not_asked_until__gte=F("refused_on")),
            ),
            models.CheckConstraint(
                name="household_closed_has_a_date",
                condition=Q(status__in=CLOSED, closed_on__isnull=False)
                | (~Q(status__in=CLOSED) & Q(closed_on=None)),
            ),
            ends_after("household_closes_after_it_opens", "opened_on", "closed_on"),
            models.CheckConstraint(
                name="household_masks_in_range",
                condition=Q(
                    skills_mask__range=(0, ALL_FIVE),
                    asked_mask__range=(0, ALL_FIVE),
                    best_mask__range=(0, ALL_FIVE),
                    best_asked_mask__range=(0, ALL_FIVE),
                    lacking_mask__range=(0, ALL_FIVE),
                    unasked_mask__range=(0, ALL_FIVE),
                ),
            ),
            models.CheckConstraint(
                name="household_covered_means_all_five",
                condition=Q(covered=True, best_mask=ALL_FIVE, skills_mask=ALL_FIVE)
                | (Q(covered=False) & ~Q(best_mask=ALL_FIVE)),
            ),
            models.CheckConstraint(
                name="household_knows_what_was_asked",
                condition=Q(
                    skills_mask=F("skills_mask").bitand(F("asked_mask")),  # type: ignore[arg-type]  # stubs know numbers only
                    best_mask=F("best_mask").bitand(F("best_asked_mask")),  # type: ignore[arg-type]  # stubs know numbers only
                ),
            ),
            models.CheckConstraint(
                name="household_covered_is_surveyed",
                condition=Q(covered=False) | Q(surveyed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="household_surveyed_was_asked",
                condition=Q(surveyed_on=None) | Q(asked_mask__gt=0),
            ),
            models.CheckConstraint(
                name="household_ruled_out_is_not_covered",
                condition=Q(ruled_out=False) | Q(covered=False, asked_mask__gt=0),
            ),
            models.CheckConstraint(
                name="household_surveyed_is_reviewed",
                condition=Q(surveyed_on=None, reviewed_on=None)
                | Q(
                    surveyed_on__isnull=False,
                    reviewed_on__isnull=False,
                    reviewed_on__gte=F("surveyed_on"),
                ),
            ),
            models.CheckConstraint(
                name="household_merged_says_where",
                condition=Q(status=Status.MERGED, merged_into__isnull=False)
                | (~Q(status=Status.MERGED) & Q(merged_into=None)),
            ),
        ]
        # Few refuse, are kept only, or lack one skill: looked for whenever the lists of a commune are opened.
        indexes = [
            models.Index(fields=["village", "sort_key", "id"], name="household_roster"),
            of_few("household_refuses", "village", status=Status.REFUSED),
            of_few("household_restricted", "village", restricted_on__isnull=False),
            of_few("household_means_asked", "village", means_asked_on__isnull=False),
            of_few("household_one_short", "village", "lacking_mask", lacking_mask__gt=0),
        ]

    def __str__(self) -> str:
        # Printed in titles, messages, logs and the journal: never a person's name.
        return f"H{self.pk:07d}" if self.pk else "H"

    code = property(__str__)  # The same where a page asks for it by a word.

    def make_keys(self) -> None:
        """Make the keys the household is found and sorted by; the caller saves."""
        digits = "".join(filter(str.isdigit, self.phone))
        self.search_key = f"{fold(self.head_name)} {fold(self.hamlet)} {digits}".strip()
        self.sort_key = person_sort_key(self.head_name)

    @property
    def result(self) -> HouseholdResult:
        """What is stored of its people, in the words of the rule of coverage."""
        return HouseholdResult(**{name: getattr(self, name) for name in RESULT_COLUMNS})

    @property
    def cells(self) -> list[tuple[int, bool | None]]:
        """The five cells: whether the best resident knows a skill; None where that one was not asked."""
        return [
            (s.number, bool(self.best_mask & s.bit) if self.best_asked_mask & s.bit else None)
            for s in SKILLS
        ]

    @property
    def cells_label(self) -> str:
        """The five cells in words, for those who hear the page."""
        if not self.asked_mask:
            return gettext("Chưa khảo sát")
        if self.best_mask == ALL_FIVE:
            return gettext("Đủ 5 kỹ năng")
        lacking = [str(number) for number, known in self.cells if known is False]
        unasked = [str(number) for number, known in self.cells if known is None]
        words = [gettext("%(n)s/5 kỹ năng") % {"n": self.best_mask.bit_count()}]
        if lacking:
            words.append(gettext("thiếu kỹ năng %(lacking)s") % {"lacking": ", ".join(lacking)})
        if unasked:
            words.append(gettext("chưa hỏi kỹ năng %(numbers)s") % {"numbers": ", ".join(unasked)})
        return ", ".join(words)

    def sum_up(self, people: Iterable[Person], day: date) -> None:
        """Take over what the rule of coverage says of its people as of a day; the caller saves."""
        result, self.summed_on = household_result(people, day), day
        # Not `asdict`, which copies deeply: a third of the time of summing up a household.
        for name in RESULT_COLUMNS:
            setattr(self, name, getattr(result, name))

    @property
    def is_old(self) -> bool:
        """Whether its standing is so old that it is shown as such (setting STATUS_OLD_DAYS)."""
        return self.reviewed_on is not None and self.reviewed_on < old_before(timezone.localdate())

    @property
    def reviewed_ago(self) -> str:
        """How long ago somebody looked, in words: "hôm nay", "5 tháng trước"; "" where nobody did."""
        return age_words(self.reviewed_on, timezone.localdate()) if self.reviewed_on else ""

    @property
    def is_combined(self) -> bool:
        """Whether its people together know all five, though no one of them does."""
        together = self.is_surveyed and self.skills_mask == ALL_FIVE
        return together and not self.covered

    @property
    def is_closed(self) -> bool:
        """Whether it has left the denominator."""
        return self.closed_on is not None

    @property
    def is_surveyed(self) -> bool:
        """Whether one person of age in it was asked all five."""
        return self.surveyed_on is not None

    @property
    def is_partly(self) -> bool:
        """Whether something was asked, but of nobody all five."""
        return bool(self.asked_mask) and not self.is_surveyed
