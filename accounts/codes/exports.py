"""The card that is cut out and handed over: whose account, the code, how to use it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.codes.actions import Issued
from accounts.models import Code
from web.qr import QR, qr_of


@dataclass(frozen=True)
class Card:
    """One card. The telephone that a renewal asks for is not on it."""

    issued: Issued
    address: str
    short: str
    qr: QR

    @property
    def place(self) -> str:
        """Where the person works."""
        area = self.issued.person.area
        return area.full_name if area else ""

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


def card_of(request: HttpRequest, issued: Issued) -> Card:
    """Lay out the card of a code that was just made."""
    page = request.build_absolute_uri(reverse("accounts:activate"))
    address = f"{page}?{urlencode({'ten': issued.person.username})}"
    return Card(issued, address, page.split("//", 1)[1].rstrip("/"), qr_of(address))


def send_cards(request: HttpRequest, issued: list[Issued], said: str = "") -> HttpResponse:
    """Answer with the cards, this once."""
    cards = [card_of(request, one) for one in issued]
    return render(request, "accounts/codes/cards.html", {"cards": cards, "said": said})
