"""How our templates are read: their indents are for whoever writes them, and need not travel."""

import re

from django.template import Origin
from django.template.loaders.filesystem import Loader as FilesystemLoader

# A line's end with what stands around it: to a browser one space as any other.
_LINES = re.compile(r"\s*\n\s*")


class Loader(FilesystemLoader):
    """Reads a page's template without indents and blank lines; what is put into it stays as it is."""

    def get_contents(self, origin: Origin) -> str:
        """Return the text of a template, each line from its first word."""
        text = str(super().get_contents(origin))
        return _LINES.sub("\n", text) if str(origin.name).endswith(".html") else text
