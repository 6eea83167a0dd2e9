"""Admin of teams, feature by feature."""

# Django looks for admin pages here; each feature registers its own.
import teams.equipment.admin
import teams.founding.admin
import teams.provincial.admin_composition
import teams.provincial.admin_organisations
import teams.roster.admin
import teams.support.admin  # noqa: F401 - registers its pages
