"""What the teams of a province are called."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.models import Area
from web.scope import ScopedQuerySet


class TeamTitleQuerySet(ScopedQuerySet["TeamTitle"]):
    """Titles set by the provinces of a territory."""

    place = "province__path"
    needs = "teams.view_team"


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
