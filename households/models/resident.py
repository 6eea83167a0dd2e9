"""The people of a household, each with his latest results."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from areas.fields import NameField
from areas.names import sought, written_as
from households.models.household import Household
from skills.catalogue import COLUMNS, Result
from skills.coverage import Answered, Answers, PersonResult, ages_passed, is_of_age, masks_of
from web.scope import ScopedQuerySet

if TYPE_CHECKING:
    from households.models.assessment import Assessment

# What surveys set on a person.
SURVEYED = ("assessed_on", "whole", *COLUMNS)
# What of a person says in which groups they count: corrected, it speaks of every day they were counted.
OF_GROUPS = frozenset({"birth_year", "sex"})


class ResidentQuerySet(ScopedQuerySet["Resident"]):
    """Residents of a territory."""

    place = "household__village__path"
    needs = "households.view_household"

    def living_here(self) -> Self:
        """Keep those who have not left, the head first."""
        return self.filter(left_on=None).order_by("-is_head", "id")

    def called(self, words: str) -> Self:
        """Keep those whose name contains every word, marks or not.

        No index helps: it is asked within a commune or a village.
        """
        found = self
        for word in sought(words).split():
            found = found.filter(full_name__regex=written_as(word))
        return found


def _asked(column: str) -> Q:
    return Q(**{f"{column}__isnull": False})


class Resident(Answered, models.Model):
    """A person of a household. Name and birth year; never an identity number or a photograph."""

    class Sex(models.TextChoices):
        FEMALE = "f", _("Nữ")
        MALE = "m", _("Nam")

    class Relation(models.TextChoices):
        HEAD = "head", _("Chủ hộ")
        SPOUSE = "spouse", _("Vợ, chồng")
        CHILD = "child", _("Con")
        PARENT = "parent", _("Cha, mẹ")
        GRANDCHILD = "grandchild", _("Cháu")
        OTHER = "other", _("Khác")

    household = models.ForeignKey(
        Household, models.PROTECT, related_name="residents", verbose_name=_("hộ")
    )
    # The key of the form that added them, so that one sent twice adds one person; others have none.
    uuid = models.UUIDField(null=True, editable=False)
    full_name = NameField(_("họ tên"), max_length=200)
    is_head = models.BooleanField(_("chủ hộ"), default=False)
    relation = models.CharField(
        _("quan hệ với chủ hộ"), max_length=12, choices=Relation, default=Relation.OTHER
    )
    birth_year = models.PositiveSmallIntegerField(_("năm sinh"), null=True, blank=True)
    sex = models.CharField(_("giới"), max_length=1, choices=Sex, blank=True)
    # Their own number; that of the head is the household's.
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    joined_on = models.DateField(_("vào hộ từ ngày"), null=True, blank=True)
    left_on = models.DateField(_("không còn ở hộ từ ngày"), null=True, blank=True)
    # What all surveys come to (`skills.coverage.person_result`), repeated here so that a household is summed
    # up without its history.
    assessed_on = models.DateField(_("khảo sát ngày"), null=True, blank=True, editable=False)
    whole = models.BooleanField(_("đã hỏi đủ"), default=False, editable=False)
    public_services = models.PositiveSmallIntegerField(
        _("Dịch vụ công"), choices=Result, null=True, editable=False
    )
    shopping = models.PositiveSmallIntegerField(
        _("Mua sắm"), choices=Result, null=True, editable=False
    )
    payment = models.PositiveSmallIntegerField(
        _("Thanh toán"), choices=Result, null=True, editable=False
    )
    safety = models.PositiveSmallIntegerField(
        _("Tự bảo vệ"), choices=Result, null=True, editable=False
    )
    local_platform = models.PositiveSmallIntegerField(
        _("Nền tảng"), choices=Result, null=True, editable=False
    )

    # The first survey of somebody who is about to be added.
    finding: "Assessment | None"

    unscoped = ResidentQuerySet.as_manager()
    objects = ResidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("người trong hộ")
        verbose_name_plural = _("người trong hộ")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(is_head=True, left_on=None),
                name="resident_one_head_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["uuid"], condition=Q(uuid__isnull=False), name="resident_added_once"
            ),
            models.CheckConstraint(name="resident_named", condition=~Q(full_name="")),
            models.CheckConstraint(
                name="resident_birth_year_possible",
                condition=Q(birth_year__isnull=True) | Q(birth_year__range=(1900, 2100)),
            ),
            models.CheckConstraint(
                name="resident_assessed_has_results",
                condition=Q(
                    assessed_on=None,
                    public_services=None,
                    shopping=None,
                    payment=None,
                    safety=None,
                    local_platform=None,
                )
                | (Q(assessed_on__isnull=False) & reduce(or_, map(_asked, COLUMNS))),
            ),
            models.CheckConstraint(
                name="resident_whole_was_asked_four",
                condition=Q(whole=False) | Q(**{f"{name}__isnull": False for name in COLUMNS[:4]}),
            ),
        ]

    def __str__(self) -> str:
        # Printed in titles, messages, logs and the journal: never a person's name.
        return f"N{self.pk:07d}" if self.pk else "N"

    # The same where a page asks for it by a word.
    code = property(__str__)

    @property
    def relation_label(self) -> str:
        """What this person is to the head, said of a man or a woman where it is known which."""
        return str(_SAID.get((self.relation, self.sex), self.get_relation_display()))

    @property
    def described(self) -> str:
        """Who this person is, in a line: relation, birth year, and sex where the relation does not say it."""
        parts = [self.relation_label]
        if self.birth_year:
            parts.append(gettext("sinh %(year)s") % {"year": self.birth_year})
        if self.sex and (self.relation, self.sex) not in _SAID:
            parts.append(self.get_sex_display().lower())
        return ", ".join(parts)

    def after(self, survey: Answers) -> PersonResult:
        """Return what is known of them with a survey later than all others."""
        person = PersonResult(self.results, self.assessed_on, self.whole)
        # Skill 5 was not asked of somebody whole: the first four were all that was due.
        person.by_four = self.whole and self.results[-1] is None
        person.take(survey)
        return person


def passing(since: Any, until: int, at: str = "") -> Q:
    """Say of people that they come of age, or into another group of age, after one year and by another.

    `at` is the way to them from other rows.
    """
    found = Q()
    for age in ages_passed():
        born = {f"{at}birth_year__gt": since - age, f"{at}birth_year__lte": until - age}
        found |= Q(**born)
    return found


def best_of(people: Iterable[Resident]) -> Resident | None:
    """Return the person who knows most of those old enough, the head among equals; None of nobody."""
    return max(people, key=_rank, default=None)


def _rank(person: Resident) -> tuple[bool, int, int, bool, int]:
    """Order people by the rule of coverage: of age, skills known, results, the head first."""
    of_age = is_of_age(person.birth_year, timezone.localdate())
    known = masks_of(person.results)[0].bit_count()
    return of_age, known, sum(r or 0 for r in person.results), person.is_head, -person.pk


# What one says of a man or a woman.
_SAID: dict[tuple[str, str], Any] = {
    (Resident.Relation.SPOUSE, Resident.Sex.FEMALE): _("Vợ"),
    (Resident.Relation.SPOUSE, Resident.Sex.MALE): _("Chồng"),
    (Resident.Relation.PARENT, Resident.Sex.FEMALE): _("Mẹ"),
    (Resident.Relation.PARENT, Resident.Sex.MALE): _("Cha"),
}
