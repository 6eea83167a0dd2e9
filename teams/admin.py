"""Admin of teams, feature by feature."""

# Django looks for admin pages here; each feature registers its own.
import teams.activities.admin
import teams.equipment.admin
import teams.founding.admin
import teams.members.admin
import teams.needs.admin
import teams.provincial.admin
import teams.register.admin
import teams.roster.admin
import teams.support.admin
import teams.training.admin  # noqa: F401 - registers its pages
