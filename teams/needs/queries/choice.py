"""Which requests a list shows: the words in the address, and on the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from teams.models import Need
from teams.models.need import NeedQuerySet

Status = Need.Status
# The word in the address, on the page, and the statuses; the first unless another is asked for.
STATES = (
    ("dang-mo", _("Đang mở"), (Status.NEW, Status.LOOKING)),
    ("chua-tra-loi", _("Chưa trả lời"), (Status.NEW,)),
    ("da-dap-ung", Status.MET.label, (Status.MET,)),
    ("chua-duoc", Status.UNMET.label, (Status.UNMET,)),
    ("da-rut", Status.WITHDRAWN.label, (Status.WITHDRAWN,)),
)


@dataclass(frozen=True)
class NeedChoice:
    """What an address asks for; what it says wrongly is not asked for. `kind` "" is every kind."""

    wanted: str
    kind: str

    @classmethod
    def of(cls, said: Mapping[str, str]) -> Self:
        """Read an address."""
        words = [word for word, _text, _statuses in STATES]
        wanted, kind = said.get("tinh-trang", ""), said.get("loai", "")
        return cls(
            wanted if wanted in words else words[0], kind if kind in Need.Kind.values else ""
        )

    @property
    def state(self) -> str | Promise:
        """The state asked for, in the words of the page."""
        return next(text for word, text, _statuses in STATES if word == self.wanted)

    def in_state(self, needs: NeedQuerySet) -> NeedQuerySet:
        """Keep the requests in the state asked for, of every kind."""
        statuses = next(of for word, _text, of in STATES if word == self.wanted)
        return needs.filter(status__in=statuses)

    def keep(self, needs: NeedQuerySet) -> NeedQuerySet:
        """Keep the requests asked for, in the order of the list."""
        kept = self.in_state(needs)
        return (kept.filter(kind=self.kind) if self.kind else kept).in_order()
