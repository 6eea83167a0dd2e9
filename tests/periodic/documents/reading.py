"""What stands in the documents that we make: read back from the files, not from what made them."""

import re
from io import BytesIO

import docx
import pikepdf

NUMBER = re.compile(r"[+−]?\d+(?:\.\d{3})*(?:,\d+)?")


def words_of_word(data):
    """Return all that stands in a Word file, paragraphs and cells in their order."""
    body = docx.Document(BytesIO(data)).element.body
    return ["".join(node.text or "" for node in p.iter(f"{W}t")) for p in body.iter(f"{W}p")]


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def tables_of_word(data):
    """Return its ruled tables as rows of words; those of two cells that only place words are left out."""
    tables = docx.Document(BytesIO(data)).tables
    found = [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]
    return [table for table in found if len(table) > 1]


def pages_of_pdf(data):
    """Return the size of each page, wide and high."""
    with pikepdf.open(BytesIO(data)) as book:
        return [tuple(round(float(one)) for one in page.mediabox[2:]) for page in book.pages]


def numbers_in(words):
    """Return the numbers of a text, as they are written in Vietnamese."""
    return set(NUMBER.findall(words))
