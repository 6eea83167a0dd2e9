"""Rows that name somebody who was erased on request: they are not written, and nothing of them is kept."""

from django.utils.translation import gettext as _

from areas.models import Area
from areas.named import Named
from areas.names import fold
from households.erasing.queries import erased_among
from imports.kinds.households.register import Person
from imports.models import ImportRow
from imports.spreadsheet.lines import Line


class Forgotten:
    """Which rows of one file name people of a commune who were erased. One query for rows that are checked together."""

    def __init__(self, commune: Area) -> None:
        self.commune = commune
        self.called = dict[int, str]()
        self.erased = set[str]()

    def note(self, line: Line, name: str) -> None:
        """Note what a row calls whom it is about, before it is compared with the register."""
        self.called[line.number] = line.key if name == line.name else fold(name)

    def ask(self) -> None:
        """Ask which of the names are those of people who were erased; others need not be known any more."""
        self.erased |= erased_among(self.commune, set(self.called.values()) - {"", *self.erased})
        self.called = {row: name for row, name in self.called.items() if name in self.erased}

    def means(self, line: Line, person: Person | None) -> bool:
        """Say whether a row names somebody who was erased; not where it means one who is called so in the register."""
        called = self.called.get(line.number, "")
        return called in self.erased and (person is None or person.key != called)

    def refuse(self, line: Line) -> None:
        """Refuse a row; its name is not repeated."""
        line.problems, line.notes = (), ()
        line.wrong(
            "",
            _("Đã xóa theo yêu cầu, không ghi."),
            _("Nếu người dân đồng ý cho ghi lại thì nhập bằng tay ở trang hộ của thôn."),
        )

    def hide(self, row: ImportRow, line: Line, *, whole: bool) -> ImportRow:
        """Let a row keep nothing of who was erased: nothing at all, or not the name of its household's head."""
        head = fold(line.values.get("head_name", "")) if self.erased else ""
        if whole:
            row.values, row.hides = {}, None
            row.is_hidden = True
        elif head in self.erased:
            row.hides = Named.of([head])
        return row
