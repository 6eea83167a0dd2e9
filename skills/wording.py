"""Sentences about skills that many pages say: each stands here once."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from skills.catalogue import Result

NO_PLATFORM = _("Chưa nêu nền tảng số địa phương nên chưa khảo sát được kỹ năng 5.")

# One answer in words, as cells and their labels say it: where nobody asked, that.
ANSWERS: dict[int | None, Any] = {
    Result.ALONE: _("biết"),
    Result.WITH_HELP: _("biết, có hỗ trợ"),
    Result.NONE: _("chưa biết"),
    None: _("chưa hỏi"),
}
# The same on the choices of a survey, where there is room for two words; what was not asked stays as it was.
CHOICES: dict[str, Any] = {
    "2": _("Tự làm"),
    "1": _("Có hỗ trợ"),
    "0": _("Chưa biết"),
    "": _("Không hỏi"),
}
