from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    """What residents are told, ask and are answered about the data that is kept of them."""

    name = "privacy"
    verbose_name = _("Dữ liệu cá nhân")

    def ready(self) -> None:
        """Let a household stay in its commune while that owes its people an answer."""
        from households.transfer.rules import keep_while  # noqa: PLC0415 - models are ready by now
        from privacy.requests.queries.keeping import keeps  # noqa: PLC0415 - the same

        keep_while(keeps)
