"""Admin of reports of a period, feature by feature."""

# Django looks for admin pages here; each feature registers its own.
import periodic.ad_hoc.admin
import periodic.catalogue.admin
import periodic.documents.admin
import periodic.filing.admin
import periodic.later.admin
import periodic.periods.admin
import periodic.published.admin  # noqa: F401 - registers its pages
