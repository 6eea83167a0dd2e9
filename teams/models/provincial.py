"""What a province rules for its teams: what they are called, and who must be in them."""

from typing import Any, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.dated import DatedQuerySet, NoOverlap, ends_after
from areas.fields import NameField
from areas.models import Area
from teams.models.member import Member
from teams.models.team import SeenWithTeams, Team, Tier


class TeamTitleQuerySet(SeenWithTeams["TeamTitle"]):
    """Titles set by the provinces of a territory."""

    place = "province__path"


class TeamTitle(models.Model):
    """The title that a province gives its teams; each team carries it (`Team.title`)."""

    province = models.OneToOneField(
        Area, models.PROTECT, related_name="team_title", verbose_name=_("tỉnh")
    )
    title = NameField(_("tên gọi của tổ"), max_length=80)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = TeamTitleQuerySet.as_manager()
    objects = TeamTitleQuerySet.as_manager()

    class Meta:
        verbose_name = _("tên gọi của tổ")
        verbose_name_plural = _("tên gọi của tổ")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(name="teamtitle_says_something", condition=~Q(title=""))
        ]

    def __str__(self) -> str:
        return str(self.title)


# More than this of one kind is asked of no team.
MOST = 20
NO_OVERLAP = NoOverlap(
    table="teams_compositionrule",
    name="compositionrule",
    alike=["o.province_id = NEW.province_id AND o.tier = NEW.tier"],
    words="two rules of composition of a province on one day",
    ends="last_on",
    inclusive=True,
    one_by_one="province_id",
)


class CompositionRuleQuerySet(DatedQuerySet["CompositionRule"]):
    """Rules of the provinces of a territory."""

    place = "province__path"
    needs = "teams.view_compositionrule"
    ends, inclusive = "last_on", True

    def for_team(self, team: Team) -> Self:
        """Keep the rules of the team's province for teams of its tier."""
        return self.filter(province=team.area.province_id, tier=team.tier)


def asked(organisation: Any) -> "models.BooleanField[bool, bool]":
    """Return a column: whether somebody of this organisation must be in the team."""
    return models.BooleanField(organisation.label, default=False)


def at_least(label: Any) -> "models.PositiveSmallIntegerField[int, int]":
    """Return a column: how many a team must have at least; 0 asks for none."""
    return models.PositiveSmallIntegerField(
        label, default=0, validators=[MaxValueValidator(MOST)], help_text=_("0: không yêu cầu")
    )


class CompositionRule(models.Model):
    """Who must be in a team of a tier. One holds on a day for a tier of a province, at most.

    The database refuses a second one on the same day (NO_OVERLAP). What a team lacks is
    said on its page, and never refused.
    """

    province = models.ForeignKey(
        Area, models.PROTECT, related_name="composition_rules", verbose_name=_("tỉnh")
    )
    tier = models.CharField(_("cấp tổ"), max_length=8, choices=Tier, default=Tier.VILLAGE)
    number = NameField(_("số văn bản"), max_length=60)
    valid_from = models.DateField(_("có hiệu lực từ ngày"))
    last_on = models.DateField(_("đến hết ngày"), null=True, blank=True)
    # One column for each organisation that a paper can name.
    needs_village = asked(Member.Organisation.VILLAGE)
    needs_youth = asked(Member.Organisation.YOUTH)
    needs_police = asked(Member.Organisation.POLICE)
    needs_women = asked(Member.Organisation.WOMEN)
    needs_front = asked(Member.Organisation.FRONT)
    needs_farmers = asked(Member.Organisation.FARMERS)
    needs_school = asked(Member.Organisation.SCHOOL)
    needs_business = asked(Member.Organisation.BUSINESS)
    min_women = at_least(_("ít nhất bao nhiêu nữ"))
    min_young = at_least(_("ít nhất bao nhiêu người trẻ"))
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = CompositionRuleQuerySet.as_manager()
    objects = CompositionRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("yêu cầu về cơ cấu tổ")
        verbose_name_plural = _("yêu cầu về cơ cấu tổ")
        ordering = ("-valid_from", "-id")
        constraints = [
            models.CheckConstraint(name="composition_numbered", condition=~Q(number="")),
            models.CheckConstraint(
                name="composition_tier_known", condition=Q(tier__in=Tier.values)
            ),
            ends_after("composition_ends_after_it_starts", ends="last_on"),
            models.CheckConstraint(
                name="composition_numbers_possible",
                condition=Q(min_women__lte=MOST, min_young__lte=MOST),
            ),
            models.CheckConstraint(
                name="composition_asks_something",
                condition=Q(min_women__gt=0)
                | Q(min_young__gt=0)
                | Q(needs_village=True)
                | Q(needs_youth=True)
                | Q(needs_police=True)
                | Q(needs_women=True)
                | Q(needs_front=True)
                | Q(needs_farmers=True)
                | Q(needs_school=True)
                | Q(needs_business=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def organisations(self) -> list[Member.Organisation]:
        """The organisations of which somebody must be in the team."""
        named = [one for one in Member.Organisation if one != Member.Organisation.OTHER]
        return [one for one in named if getattr(self, f"needs_{one.value}")]
