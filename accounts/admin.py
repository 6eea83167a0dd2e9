"""Admin of accounts, feature by feature."""

# Django looks for admin pages here; each feature registers its own, or takes those of a library away.
import accounts.codes.admin
import accounts.devices.admin
import accounts.outbox.admin
import accounts.people.admin
import accounts.second_factor.admin  # noqa: F401 - registers its pages
