"""How files that never change are served: our scripts are written for people, and travel without comments and indents."""

from typing import Any

from django.core.files.base import ContentFile
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage


class SlimStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Named by content, compressed by gzip and brotli; what others made small is left alone."""

    def _save(self, name: str, content: Any) -> str:
        if name.endswith(".js") and not (name.startswith("admin/") or ".min." in name):
            content = ContentFile(jsmin(b"".join(content.chunks())))
        return str(super()._save(name, content))
