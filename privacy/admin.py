"""Admin of personal data, feature by feature."""

# Django looks for admin pages here; each feature registers its own.
import privacy.breach.admin
import privacy.notice.admin
import privacy.requests.admin  # noqa: F401 - registers its pages
