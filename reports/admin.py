"""Admin of what the committees keep, feature by feature."""

# Django looks for admin pages here; each feature registers its own.
import reports.calls.admin
import reports.dashboard.admin
import reports.meetings.admin
import reports.public.admin
import reports.rollout.admin
import reports.targets.admin
import reports.tile_map.admin
import reports.trends.admin  # noqa: F401 - registers its pages
