"""Static files, files of people, files of rows that come in."""

import re
from urllib.parse import unquote, urlsplit

from config.settings.base import BASE_DIR, DEBUG, env

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[\w.-]+)(:\d+)?")


def store_options(url: str) -> dict[str, str]:
    """Read the address of a store that speaks S3: its own, the bucket, and with what we sign."""
    found = urlsplit(url)
    scheme, bucket = found.scheme.removeprefix("s3+"), found.path.strip("/")
    host = found.netloc.rpartition("@")[2]
    # Said without what was given: a / in a secret that is not written %2F ends the host in the midst of it.
    if found.scheme not in {"s3+https", "s3+http"} or not _HOST.fullmatch(host) or not bucket:
        raise ValueError("FILES_URL: s3+https://KEY:SECRET@HOST/BUCKET")
    return {
        "endpoint_url": f"{scheme}://{host}",
        "bucket_name": bucket,
        "access_key": unquote(found.username or ""),
        "secret_key": unquote(found.password or ""),
    }


STATIC_URL = "static/"
STATIC_ROOT = None if DEBUG else BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
_AS_WRITTEN = "django.contrib.staticfiles.storage.StaticFilesStorage"
# Files of people in a store that every web server reaches: s3+https://KEY:SECRET@HOST/BUCKET; else in MEDIA_ROOT.
_store = env.str("FILES_URL", "")
FILES_IN_STORE = bool(_store)
STORAGES = {
    "default": (
        {"BACKEND": "web.store.Store", "OPTIONS": store_options(_store)}
        if _store
        else {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    ),
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
