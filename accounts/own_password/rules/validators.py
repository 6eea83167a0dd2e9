"""What is said of a password that would be guessed, and what to do instead."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.own_password.rules.guessable import Guess, guess_of

INSTEAD = _("Ghép bốn, năm từ không liên quan đến nhau và đến mình, thêm vài số khác năm sinh.")
SAID = {
    Guess.PERSON: _(
        "Mật khẩu này phần lớn là họ tên, tên đăng nhập, số điện thoại hoặc tên địa bàn của mình: "
        "người khác đoán ra ngay."
    ),
    Guess.WORD: _("Mật khẩu này phần lớn là từ nhiều người hay đặt: máy đoán ra ngay."),
    Guess.RUN: _(
        "Mật khẩu này phần lớn là ký tự lặp lại, dãy phím liền nhau hoặc năm: máy đoán ra ngay."
    ),
}


class NotGuessable:
    """Refuse what the Vietnamese list, the keyboard or the person themself gives away."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError with the reason and what to do."""
        if guess := guess_of(password, known_of(user)):
            raise ValidationError([SAID[guess], INSTEAD], code=f"guessable_{guess.value}")

    def get_help_text(self) -> str:
        """Say what makes a good one."""
        return str(INSTEAD)


def known_of(user: Any) -> list[str]:
    """Return what anybody may know of a person: names, telephone, where they work."""
    if user is None:
        return []
    area = user.area
    places = (
        [area.name, *(one.name for one in (area.commune, area.province) if one)] if area else []
    )
    return [text for text in (user.full_name, user.username, user.phone, *places) if text]
