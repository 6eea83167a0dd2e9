"""Admin of the rights of residents, feature by feature."""

# Django looks for admin pages here; each feature registers its own.
import privacy.requests.admin  # noqa: F401 - registers its pages
