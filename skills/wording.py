"""Sentences about skills that many pages say: each stands here once."""

from django.utils.translation import gettext_lazy as _

NO_PLATFORM = _("Chưa nêu nền tảng số địa phương nên chưa khảo sát được kỹ năng 5.")
