"""A large upload waits on the disk in a file without a name: whoever is killed meanwhile leaves nothing of it."""

import tempfile
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class NamelessFileUploadHandler(FileUploadHandler):
    """Keep what comes in a file that nobody can find, and that is gone when it is closed."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        told = (self.file_name, self.content_type, 0, self.charset, self.content_type_extra)
        self.file: Any = UploadedFile(tempfile.TemporaryFile(), *told)  # noqa: SIM115 - closed with the request

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write down what came."""
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> Any:
        """Hand over the whole file."""
        self.file.seek(0)
        self.file.size = file_size
        return self.file

    def upload_interrupted(self) -> None:
        """Let go of what came."""
        if hasattr(self, "file"):
            self.file.close()
