"""Kept files go out as files to save, never as pages."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404

from teams.models import KeptFile


def sent(file: KeptFile, name: str) -> FileResponse:
    """Send the bytes of a kept file under a name of ours. Raises Http404 where they are lost."""
    try:
        content = default_storage.open(file.stored_as)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content, as_attachment=True, filename=name, content_type=file.content_type
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
