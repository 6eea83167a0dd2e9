from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People who sign in: one role and one area each."""

    name = "accounts"
    verbose_name = _("Tài khoản")
