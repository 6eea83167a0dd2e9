"""Admin of what the committees keep; one file for each thing kept."""

from reports.admin import calls, events, meetings, snapshots, targets, tiles  # noqa: F401 - Django finds them here
