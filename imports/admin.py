"""Admin of files that came in."""

# Django looks for admin pages here; each feature registers its own.
import imports.jobs.admin  # noqa: F401 - registers its pages
