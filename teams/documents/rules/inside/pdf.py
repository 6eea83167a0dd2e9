"""What is kept of a PDF: only pages. A parser of its own (qpdf) resolves all of it, whatever it is packed in.

A PDF is written anew, so that what is kept is what was judged: what no page leads to, older versions
and other tables of contents are gone. One that is signed is kept to the byte, or its signature would
break; so it is judged by every way in which a viewer may read it.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf.settings import set_qpdf_limits

from teams.documents.rules.inside.pdf_objects import Judge
from web.sandbox.inside.limits import Refused

_HEAD = re.compile(rb"%PDF-(1\.[0-7]|2\.0)[\r\n \t]")
_TAIL = re.compile(rb"startxref\s+\d+\s+%%EOF[\s\0]*\Z")
_END = re.compile(rb"%%EOF(?:\r\n|\r|\n)?")
_TABLES = re.compile(rb"startxref|/XRefStm")
_GIVEN_UP = re.compile(r"limits? error|memory limit|bad_alloc|loop detected|unfilterable|giving up")
PAGES = 1_000
# A signed paper goes through few hands.
VERSIONS = 20
# What the parser itself unpacks: the streams in which objects are packed.
_PACKED = 16 << 20
_LIMITS: dict[str, Any] = {
    "doc_max_warnings": 2_000,
    "parser_max_nesting": 100,
    "parser_max_container_size": 200_000,
    "max_stream_filters": 3,
    **dict.fromkeys(("flate_max_memory", "run_length_max_memory", "png_max_memory"), _PACKED),
    **dict.fromkeys(("tiff_max_memory", "dct_max_memory"), _PACKED),
}


def clean(data: bytes, kept: Path) -> bool:
    """Write the PDF anew; return False for a signed one, which is kept as it is. Refuse one that does things."""
    set_qpdf_limits(**_LIMITS)
    if not _HEAD.match(data) or not _TAIL.search(data[-2048:]):
        raise Refused("broken")
    try:
        is_signed = _written_anew(data, kept)
        for view in _views(data) if is_signed else [{"filename_or_stream": kept}]:
            _judge_view(**view)
    except pikepdf.PasswordError as error:
        raise Refused("locked") from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError) as error:
        raise Refused("broken") from error
    return not is_signed


def _written_anew(data: bytes, kept: Path) -> bool:
    """Judge a PDF and write it anew, but for a signed one; say which it was."""
    with pikepdf.Pdf.open(BytesIO(data)) as pdf:
        is_signed = _judged(pdf)
        if is_signed and pdf.is_encrypted:
            raise Refused("locked")
        if not is_signed:
            # Streams go over as they are: a picture of a page is not packed anew.
            none = pikepdf.StreamDecodeLevel.none
            pdf.save(kept, stream_decode_level=none, encryption=False, deterministic_id=True)
        return is_signed


def _judged(pdf: pikepdf.Pdf) -> bool:
    """Judge all that is in a PDF; say whether it is signed."""
    judge = Judge()
    judge.trailer(pdf.trailer)
    for found in pdf.objects:
        judge.whole(found)
    if not 1 <= len(pdf.pages) <= PAGES:
        raise Refused("broken" if not len(pdf.pages) else "heavy")
    # What the parser gave up on has not been judged: a viewer with more patience would find it.
    if any(_GIVEN_UP.search(str(warning)) for warning in pdf.get_warnings()):
        raise Refused("heavy")
    return judge.is_signed


def _views(data: bytes) -> Iterator[dict[str, Any]]:
    """Yield each way in which some viewer may read a signed PDF."""
    yield {"attempt_recovery": False, "filename_or_stream": BytesIO(data)}
    # By an old viewer that knows no packed tables, and by one that has lost all tables.
    yield {"ignore_xref_streams": True, "filename_or_stream": BytesIO(data), "loose": True}
    lost = _TABLES.sub(lambda found: b"%" * len(found[0]), data)
    yield {"filename_or_stream": BytesIO(lost), "loose": True}
    ends = [found.end() for found in _END.finditer(data)]
    if len(ends) > VERSIONS:
        raise Refused("heavy")
    for end in ends[:-1]:
        yield {"filename_or_stream": BytesIO(data[:end]), "attempt_recovery": False, "loose": True}


def _judge_view(*, loose: bool = False, **how: Any) -> None:
    """Judge what a viewer reads one way; by a loose way it may be that none can be read."""
    try:
        with pikepdf.Pdf.open(**how) as pdf:
            _judged(pdf)
    except (pikepdf.PdfError, Refused) as error:
        if not loose or (isinstance(error, Refused) and error.why != "broken"):
            raise
