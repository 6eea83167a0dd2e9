"""The words of a PDF that we made: the strings of its pages, read by the letters its fonts say they draw."""

import re
from io import BytesIO

import pikepdf


def words_of_pdf(data):
    """Return the text of all pages, a line for each string that is drawn."""
    with pikepdf.open(BytesIO(data)) as book:
        return "\n".join(line for page in book.pages for line in _lines(page))


def words_of_pages(data):
    """Return what is written on each page, string by string, without those that are empty."""
    with pikepdf.open(BytesIO(data)) as book:
        return [[said for line in _lines(page) if (said := line.strip())] for page in book.pages]


def _lines(page):
    fonts = {str(name): _letters(font) for name, font in page.Resources.Font.items()}
    letters, line = {}, ""
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                letters = fonts[str(operands[0])]
            case "Tj":
                line += "".join(letters.get(byte, chr(byte)) for byte in bytes(operands[0]))
            case "T*":
                line += " "
            case "ET":
                yield line
                line = ""


def _letters(font):
    """Map each byte of a font to its letter, as the font itself says."""
    if "/ToUnicode" not in font:
        return {}
    said = font.ToUnicode.read_bytes().decode("ascii")
    found = {}
    for first, _last, block in re.findall(r"<(\w+)> <(\w+)>\s*\[(.*?)\]", said, re.DOTALL):
        for at, letter in enumerate(re.findall(r"<(\w+)>", block)):
            found[int(first, 16) + at] = _text(letter)
    for block in re.findall(r"beginbfchar(.*?)endbfchar", said, re.DOTALL):
        for code, letter in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = _text(letter)
    return found


def _text(digits):
    return bytes.fromhex(digits).decode("utf-16-be")
