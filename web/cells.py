"""Cells of every workbook: what text is written as, whatever it begins with.

Text is text: a name that begins with "=" is a name, an address is no link.
"""

from typing import Any

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# What a program would take for a formula once somebody edits the cell; the quote says it is text.
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def forms_of_text(book: Any) -> dict[str, Any]:
    """Return what text looks like in a workbook; whoever writes cells has other forms beside these."""
    return {
        "text": book.add_format({"num_format": "@"}),
        "quoted": book.add_format({"num_format": "@", "quote_prefix": True}),
    }


def write_text(sheet: Any, row: int, column: int, text: str, forms: dict[str, Any]) -> None:
    """Write text as text, which it stays when somebody edits the cell."""
    form = "quoted" if text.startswith(_LIKE_A_FORMULA) else "text"
    sheet.write_string(row, column, text, forms[form])
