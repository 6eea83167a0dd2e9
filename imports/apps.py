from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    """Files that come in: read in a sandbox, shown before anything is written, then written as pages do."""

    name = "imports"
    verbose_name = _("Nhập từ tệp")

    def ready(self) -> None:
        """Bring what files keep of a person to the extract they may ask for."""
        from imports.jobs.queries.about import files_of  # noqa: PLC0415 - needs loaded apps
        from privacy.requests.queries.part import register  # noqa: PLC0415 - needs loaded apps

        register(files_of)
