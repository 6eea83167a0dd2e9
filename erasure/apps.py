from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ErasureConfig(AppConfig):
    """A resident or a household erased wherever their names stand."""

    name = "erasure"
    verbose_name = _("Xóa dữ liệu cá nhân")

    def ready(self) -> None:
        """Let a household stay in its commune while an erasure waits for a second person there."""
        from erasure.queries.keeping import keeps  # noqa: PLC0415 - models are ready by now
        from households.transfer.rules import keep_while  # noqa: PLC0415 - the same

        keep_while(keeps)
