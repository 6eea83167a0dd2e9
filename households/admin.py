"""Admin of households, feature by feature."""

# Django looks for admin pages here; each feature registers its own.
import households.declarations.admin
import households.erasing.admin
import households.lifecycle.admin
import households.paper.admin
import households.refusals.admin
import households.roster.admin
import households.transfer.admin  # noqa: F401 - registers its pages
