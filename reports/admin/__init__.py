"""Admin of what the committees keep; one file for each thing kept."""

from reports.admin import events, snapshots, targets  # noqa: F401 - Django finds them here
