"""A book as .ods, written by hand."""

from datetime import date
from xml.sax.saxutils import escape, quoteattr

from tests.imports.corpus.containers.archive import zipped
from tests.imports.corpus.grid import Book, Cell, Formula, Row, Sheet

TYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
    )
)
MORE = (
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'
)
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def written(book: Book) -> bytes:
    styles: dict[str, str] = {}
    tables = "".join(table(sheet, styles) for sheet in book.sheets)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES}{MORE} office:version="1.2">'
        f"<office:automatic-styles>{''.join(styles.values())}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    parts = {"content.xml": content, "META-INF/manifest.xml": MANIFEST}
    return zipped(parts, first=("mimetype", TYPE))


def table(sheet: Sheet, styles: dict[str, str]) -> str:
    width = max(len(row.cells) for row in sheet.rows)
    columns = "".join(
        f"<table:table-column{' table:visibility="collapse"' if n in sheet.hidden_columns else ''}/>"
        for n in range(width)
    )
    if sheet.hidden:
        styles["hidden"] = (
            '<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/>'
            "</style:style>"
        )
    covered: set[tuple[int, int]] = set()
    rows = "".join(row_text(number, row, styles, covered) for number, row in enumerate(sheet.rows))
    if sheet.phantom_rows:
        rows += f'<table:table-row table:number-rows-repeated="{sheet.phantom_rows}"><table:table-cell/></table:table-row>'
    style = ' table:style-name="hidden"' if sheet.hidden else ""
    return f"<table:table table:name={quoteattr(sheet.name)}{style}>{columns}{rows}</table:table>"


def row_text(number: int, row: Row, styles: dict[str, str], covered: set[tuple[int, int]]) -> str:
    cells = []
    for column, cell in enumerate(row.cells):
        if (number, column) in covered:
            cells.append("<table:covered-table-cell/>")
        elif cell is None:
            cells.append("<table:table-cell/>")
        else:
            cells.append(cell_text(cell, styles))
            covered |= {
                (number + down, column + across)
                for down in range(cell.down)
                for across in range(cell.across)
            }
    hidden = ' table:visibility="collapse"' if row.hidden else ""
    return f"<table:table-row{hidden}>{''.join(cells) or '<table:table-cell/>'}</table:table-row>"


def cell_text(cell: Cell, styles: dict[str, str]) -> str:
    span = ""
    if cell.across > 1 or cell.down > 1:
        span = (
            f' table:number-columns-spanned="{cell.across}" table:number-rows-spanned="{cell.down}"'
        )
    note = (
        f"<office:annotation><text:p>{escape(cell.comment)}</text:p></office:annotation>"
        if cell.comment
        else ""
    )
    text = f"<text:p>{escape(cell.shown)}</text:p>" if cell.shown else ""
    return f"<table:table-cell{style_of(cell, styles)}{span}{value_of(cell)}>{note}{text}</table:table-cell>"


def style_of(cell: Cell, styles: dict[str, str]) -> str:
    if not (cell.fill or cell.bold or cell.struck):
        return ""
    name = f"c{cell.fill.strip('#')}{'b' * cell.bold}{'s' * cell.struck}"
    fill = f'<style:table-cell-properties fo:background-color="{cell.fill}"/>' if cell.fill else ""
    bold = ' fo:font-weight="bold"' if cell.bold else ""
    struck = ' style:text-line-through-style="solid"' if cell.struck else ""
    font = f"<style:text-properties{bold}{struck}/>" if bold or struck else ""
    styles[name] = (
        f'<style:style style:name="{name}" style:family="table-cell">{fill}{font}</style:style>'
    )
    return f' table:style-name="{name}"'


def value_of(cell: Cell) -> str:
    value, formula = cell.value, ""
    if isinstance(value, Formula):
        formula = f" table:formula={quoteattr('of:' + value.text)}"
        value = value.cached
    if value is None:
        return formula
    if isinstance(value, date):
        return f'{formula} office:value-type="date" office:date-value="{value.isoformat()}"'
    if isinstance(value, int | float):
        return f'{formula} office:value-type="float" office:value="{value}"'
    return f'{formula} office:value-type="string"'
