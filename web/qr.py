"""QR codes that are printed: one path of squares, drawn by the page itself."""

from dataclasses import dataclass

import segno


@dataclass(frozen=True)
class QR:
    """A QR code as one path of unit squares, a quiet zone of four around it."""

    size: int
    path: str


def qr_of(address: str) -> QR:
    """Draw the QR code of an address."""
    matrix = list(segno.make_qr(address, error="m").matrix_iter(border=4))
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark
    )
    return QR(len(matrix), path)
