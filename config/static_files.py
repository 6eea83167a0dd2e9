"""How files that never change are served: our scripts are written for people, and travel without comments and indents."""

from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage


class SlimStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise ships no types
    """Named by content, compressed by gzip and brotli; what others made small is left alone."""

    # Scripts that travel in the file of the first: a browser asks one host for six files at a time.
    TOGETHER = {
        "households/sheet/grid.js": [
            f"households/sheet/{name}.js" for name in ("queue", "many", "keys")
        ]
    }

    def _save(self, name: str, content: Any) -> str:
        if name.endswith(".js") and not (name.startswith("admin/") or ".min." in name):
            content = ContentFile(jsmin(b"".join(content.chunks())))
        return str(super()._save(name, content))

    def post_process(self, paths: dict[str, Any], *given: Any, **options: Any) -> Iterator[Any]:
        """Put scripts together before they are named: a change of any gives another name."""
        for first in self.TOGETHER.keys() & paths.keys():
            paths[first] = (self, self._together(first, paths))
        yield from super().post_process(paths, *given, **options)

    def _together(self, first: str, paths: dict[str, Any]) -> str:
        """Write the scripts that travel with the first behind it."""
        texts = []
        for store, path in (paths[name] for name in (first, *self.TOGETHER[first])):
            with store.open(path) as script:
                texts.append(script.read())
        self.delete(first)
        return str(self.save(first, ContentFile(b"\n".join(texts))))
