"""What a commune once answered of its files: the same is not asked again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from web.scope import ScopedQuerySet


class AnswerMemoryQuerySet(ScopedQuerySet["AnswerMemory"]):
    """What the communes of a territory answered of their files."""

    place = "commune__path"
    needs = "imports.view_import"


class AnswerMemory(models.Model):
    """An answer of a commune: the kind of question, the text it is about as it is compared, and the meaning chosen.

    Kinds and meanings are those of imports.tidy.asking. Texts about persons are never remembered.
    """

    commune = models.ForeignKey(
        Area, models.PROTECT, related_name="answers", verbose_name=_("xã"), db_index=False
    )
    kind = models.CharField(_("hỏi về"), max_length=16)
    subject = models.CharField(_("viết là"), max_length=200, blank=True)
    choice = models.CharField(_("nghĩa là"), max_length=80)

    unscoped = AnswerMemoryQuerySet.as_manager()
    objects = AnswerMemoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("câu trả lời đã nhớ")
        verbose_name_plural = _("câu trả lời đã nhớ")
        ordering = ("commune_id", "kind", "subject")
        constraints = [
            models.UniqueConstraint(fields=["commune", "kind", "subject"], name="answermemory_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.subject}: {self.choice}"
