"""How a document leaves: as a file to save, under a name of ours."""

from django.http import HttpResponse

from web.cells import TYPE as BOOK_TYPE

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF_TYPE = "application/pdf"
__all__ = ["BOOK_TYPE", "PDF_TYPE", "WORD_TYPE", "attached"]


def attached(data: bytes, name: str, kind: str) -> HttpResponse:
    """Answer with a file to save; what a stranger made is never shown as a page."""
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
