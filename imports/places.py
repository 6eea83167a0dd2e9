"""Which village a cell means: its name as it is now or was, or what somebody of the commune said it means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from areas.models import Area
from areas.names import fold
from imports.lines import Line


@dataclass
class Asked:
    """A name that no village of the commune has: how it is written, in how many rows."""

    text: str
    rows: int = 0
    options: list[int] = field(default_factory=list)


class Places:
    """The villages of a commune, by what its files call them. `said` are keys by folded name."""

    def __init__(
        self, villages: list[Area], said: Mapping[str, int], only: Area | None = None
    ) -> None:
        self.only = only
        self.open = {village.pk for village in villages}
        self.found: dict[str, int | None] = {}
        for village in villages:
            for name in (village.name, village.full_name):
                self.found.setdefault(fold(name), village.pk)
        self.found |= {name: key for name, key in said.items() if key in self.open}
        self.folded = dict[str, str]()
        self.asked = dict[str, Asked]()

    def of(self, line: Line) -> int | None:
        """Return the village of a row; what is wrong with its name becomes a problem of the row."""
        if self.only is not None:
            return self.only.pk
        text: Any = line.values.get("village")
        if not text:
            if not any(one["column"] == "village" for one in line.problems):
                line.wrong("village", _("Thiếu tên thôn."), _("Ghi tên thôn vào cột này."))
            return None
        key = self.folded.get(text)
        if key is None:
            key = self.folded[text] = fold(text)
        village = self.found.get(key)
        if village is None:
            self.asked.setdefault(key, Asked(text)).rows += 1
            line.wrong(
                "village",
                _("Không có thôn “%(name)s” trong xã.") % {"name": text},
                _("Chọn thôn ở phần hỏi phía trên, hoặc sửa tên thôn trong tệp."),
                text,
            )
        return village
