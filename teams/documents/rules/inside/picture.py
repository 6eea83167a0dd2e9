"""A picture is drawn anew: upright, flat, without place, device or anything behind its end."""

import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from web.sandbox.inside.limits import Refused

# A page of A4 at 600 dots an inch has 35 million, a telephone's best camera 50 million.
MAX_PIXELS = 50_000_000
_SEE_THROUGH = {"RGBA", "LA", "PA"}
_QUALITY = 88


def redraw(data: bytes, kind: str, side: int, kept: Path) -> None:
    """Write the picture anew, at most `side` wide or high; refuse what cannot be drawn."""
    ways = {"quality": _QUALITY} if kind == "jpeg" else {"compress_level": 6}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # A camera's careless notes are no reason to refuse.
            _opened(data, kind, side).save(kept, kind.upper(), **ways)
    except (Refused, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise Refused("pixels") from error
    except Exception as error:  # A decoder fed with hostile bytes may raise anything.
        if isinstance(error, OSError) and error.errno:
            raise
        raise Refused("broken") from error


def _opened(data: bytes, kind: str, side: int) -> Image.Image:
    """Return the picture flat and upright. It is made small first: nothing large is ever there twice."""
    picture: Any = Image.open(BytesIO(data), formats=[kind.upper()])
    longest = max(picture.size)
    if picture.width * picture.height > MAX_PIXELS:
        raise Refused("pixels")
    if kind == "png" and getattr(picture, "n_frames", 1) > 1:
        raise Refused("mixed")
    small = [max(1, length * min(side, longest) // longest) for length in picture.size]
    picture.draft("RGB", small)
    picture.load()
    if picture.mode == "P" and "transparency" in picture.info:
        picture = picture.convert("RGBA")
    elif picture.mode not in {"L", "RGB", *_SEE_THROUGH}:
        picture = picture.convert("L" if picture.mode == "1" else "RGB")
    picture.thumbnail((side, side))
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in _SEE_THROUGH or "transparency" in upright.info:
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright.convert("RGBA"))
    flat = upright if upright.mode == "L" else upright.convert("RGB")
    flat.info = {}
    return flat
