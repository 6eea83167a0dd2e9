from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ConfigConfig(AppConfig):
    """Settings, addresses, checks; registers the project's own system checks."""

    name = "config"

    def ready(self) -> None:
        """Register the checks; let faults of commands be told as all others."""
        from config import checks, deploy_checks, migration_checks  # noqa: F401, PLC0415 - registration needs loaded apps
        from config.logs.crashes import be_told  # noqa: PLC0415 - only once apps are loaded

        be_told()


class ToSoAdminConfig(AdminConfig):
    """Django admin on the project's own site."""

    default = False
    default_site = "config.admin.ToSoAdminSite"
