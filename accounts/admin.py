"""Admin of accounts, feature by feature."""

# Django looks for admin pages here; each feature registers its own.
import accounts.codes.admin
import accounts.people.admin  # noqa: F401 - registers its pages
