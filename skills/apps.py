from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SkillsConfig(AppConfig):
    """The five basic digital skills and the rule of "covered"."""

    name = "skills"
    verbose_name = _("Kỹ năng số")
