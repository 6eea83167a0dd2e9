"""The card that is cut out and handed over, or the text that is sent: whose account, the code, how to use it.

In the address of a card the code stands behind "#": a browser keeps it there, so that no server writes it down.
"""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.codes.actions import Issued
from accounts.codes_typed import plain
from accounts.models import Code
from areas.names import lower_first
from web.qr import QR, qr_of


@dataclass(frozen=True)
class Card:
    """One card. The telephone that a renewal asks for is not on it."""

    issued: Issued
    page: str

    @property
    def address(self) -> str:
        """Where the card leads: without a script to the name, with one to the code, too."""
        query = urlencode({"ten": self.issued.person.username})
        return f"{self.page}?{query}#{plain(self.issued.words)}"

    @property
    def short(self) -> str:
        """The address as it is typed."""
        return self.page.split("//", 1)[1].rstrip("/")

    @cached_property
    def qr(self) -> QR:
        """The address as a picture."""
        return qr_of(self.address)

    @property
    def unit(self) -> str:
        """The commune of the person, or the unit above it, in the middle of a line."""
        area = self.issued.person.area
        return lower_first((area.commune or area).full_name) if area else ""

    @property
    def work(self) -> str:
        """Say as what the person works, and in which village."""
        person = self.issued.person
        words = person.title or person.get_role_display()
        village = person.area if person.area and person.area.commune_id else None
        return f"{words}, {lower_first(village.full_name)}" if village else words

    @property
    def second_step(self) -> str:
        """Say what is typed beside the name."""
        if self.issued.code.needs_phone:
            return _("Nhập mã và số điện thoại của mình đã ghi trong sổ tài khoản")
        return _("Nhập mã dùng một lần")

    @property
    def title(self) -> str:
        """Say what the card is for."""
        if self.issued.code.kind == Code.Kind.RENEWAL:
            return _("Giấy đặt lại mật khẩu")
        return _("Giấy mời")

    @property
    def until(self) -> str:
        """The last day of the code."""
        return date_format(localtime(self.issued.code.expires_at), "d/m/Y")

    @property
    def expiry(self) -> str:
        """Say until when the code is good."""
        return _("Hết hạn %(day)s. Không đọc mã cho ai.") % {"day": self.until}

    @property
    def asked(self) -> str:
        """Say whom to ask for another card; nobody where it was given on the server."""
        by = self.issued.code.made_by
        if by is None:
            return ""
        facts = {"name": by.full_name, "phone": by.phone}
        if by.phone:
            return _("Cần giấy mới thì hỏi %(name)s, %(phone)s.") % facts
        return _("Cần giấy mới thì hỏi %(name)s.") % facts

    @property
    def text(self) -> str:
        """Write the card as a text to be pasted."""
        facts = {
            "name": self.issued.person.full_name,
            "place": self.unit,
            "address": self.address,
            "user": self.issued.person.username,
            "code": self.issued.words,
            "until": self.until,
            "asked": self.asked,
        }
        return (
            _(
                "Mời %(name)s (%(place)s) nhận tài khoản Tổ công nghệ số. Mở %(address)s rồi tự đặt mật khẩu. "
                "Tên đăng nhập: %(user)s. Mã dùng một lần: %(code)s, hết hạn %(until)s. "
                "Tin của riêng mình, không chuyển tiếp. %(asked)s"
            )
            % facts
        ).strip()


def card_of(request: HttpRequest, issued: Issued) -> Card:
    """Lay out the card of a code that was just made."""
    return Card(issued, request.build_absolute_uri(reverse("accounts:activate")))


def send_cards(request: HttpRequest, issued: list[Issued], said: str = "") -> HttpResponse:
    """Answer with the cards, this once."""
    cards = [card_of(request, one) for one in issued]
    return render(request, "accounts/codes/cards.html", {"cards": cards, "said": said})
