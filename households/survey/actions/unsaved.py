"""Why one row of many was not saved, said in one word and in words for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from households.register.actions import ErasedBefore, NoPlatform, refusing
from households.register.rules import Clash
from skills.catalogue import NO_PLATFORM as NO_PLATFORM_WORDS


class Unsaved(models.TextChoices):
    """Why one row of many was not saved."""

    GONE = "gone", _("Hộ không còn trong sổ của thôn này.")
    LEFT = "left", _("Người này không còn ở hộ.")
    CLASH = "clash", _("Người khác vừa ghi khác. Xem lại hàng này rồi ghi lại.")
    NO_PLATFORM = "no_platform", NO_PLATFORM_WORDS
    ERASED = "erased", _("Dữ liệu của người này đã được xóa theo yêu cầu. Muốn ghi lại thì mở hộ.")
    REFUSES = "refuses", _("Hộ đã từ chối khảo sát. Mở riêng hộ này, hỏi hộ rồi ghi.")


class RowRefused(Exception):
    """One row cannot be taken; the others can."""

    def __init__(self, why: Unsaved) -> None:
        super().__init__(why)
        self.why = why


# What taking a row raises, each with its reason.
REFUSED = (RowRefused, Clash, NoPlatform, ErasedBefore, refusing.StillRefuses)


def reason_of(error: Exception) -> Unsaved:
    """Return why a row was refused."""
    if isinstance(error, RowRefused):
        return error.why
    if isinstance(error, ErasedBefore):
        return Unsaved.ERASED
    if isinstance(error, refusing.StillRefuses):
        return Unsaved.REFUSES
    return Unsaved.CLASH if isinstance(error, Clash) else Unsaved.NO_PLATFORM
