"""Static files, files of people, files of rows that come in."""

from config.settings.base import BASE_DIR, DEBUG, env

STATIC_URL = "static/"
STATIC_ROOT = None if DEBUG else BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
_AS_WRITTEN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _AS_WRITTEN if DEBUG else "config.static_files.SlimStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# Files of people: outside what is served; no address leads here, only views that ask who is asking.
MEDIA_ROOT = env.str("MEDIA_ROOT", str(BASE_DIR / "media"))
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
FILE_UPLOAD_HANDLERS = [
    "teams.documents.rules.files.UpToLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "web.uploads.NamelessFileUploadHandler",
]

# --- Files of rows that come in (docs/decisions/0012-imports.md) ---
IMPORT_MAX_BYTES = env.int("IMPORT_MAX_BYTES", 10 * 1024 * 1024)
IMPORT_MAX_ROWS = env.int("IMPORT_MAX_ROWS", 100000)
# Days in which a preview waits for a decision: as long columns that no field is are kept.
IMPORT_PREVIEW_DAYS = env.int("IMPORT_PREVIEW_DAYS", 14)
# Days that a file and its rows are kept; days in which what it wrote can be taken back.
IMPORT_KEEP_DAYS = env.int("IMPORT_KEEP_DAYS", 90)
IMPORT_UNDO_DAYS = env.int("IMPORT_UNDO_DAYS", 7)
