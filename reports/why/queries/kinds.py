"""The causes by which the number of covered households changes, each with its movements."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from households.models import Cause

_SURVEYED = Q(cause=Cause.SURVEYED)
LEARNT = "moi-dat"
_FIRST = Q(cause=Cause.SURVEYED, surveyed=1)


@dataclass(frozen=True)
class Kind:
    """One of the causes: its key in addresses, its words, and its movements."""

    key: str
    label: str | Promise
    rows: Q
    # What is said under the label, with `n` covered, `of` households and `surveyed` of the cause.
    note: str | Promise = ""


UNITS = Kind("sap-xep", _("Đơn vị thay đổi"), Q(cause=Cause.UNIT), _("Số hộ: %(of)s"))
KINDS: tuple[Kind, ...] = (
    Kind(
        "khao-sat-lan-dau",
        _("Khảo sát lần đầu, thấy đạt"),
        _FIRST,
        _("Hộ mới khảo sát: %(surveyed)s, đạt ngay: %(n)s"),
    ),
    Kind(
        LEARNT,
        _("Đã khảo sát, nay có người biết đủ năm kỹ năng"),
        _SURVEYED & ~_FIRST & Q(covered__gt=0),
    ),
    Kind(
        "khong-con-dat",
        _("Không còn người biết đủ"),
        _SURVEYED & ~_FIRST & Q(covered__lte=0),
    ),
    Kind("du-tuoi", _("Có người đến tuổi được tính"), Q(cause=Cause.OF_AGE)),
    Kind(
        "chuyen-den",
        _("Hộ vào sổ, chuyển đến, tách ra"),
        Q(cause__in=(Cause.ENTERED, Cause.MOVED_IN, Cause.SPLIT)),
        _("Số hộ thêm: %(of)s, trong đó đạt: %(n)s"),
    ),
    Kind(
        "chuyen-di",
        _("Hộ chuyển đi, không còn, gộp lại"),
        Q(cause__in=(Cause.MOVED_OUT, Cause.ENDED, Cause.MERGED)),
        _("Số hộ bớt: %(of)s, trong đó đạt: %(n)s"),
    ),
    Kind(
        "sua-so",
        _("Sửa số đã ghi"),
        Q(cause=Cause.CORRECTED),
        _("Thêm: %(more)s, bớt: %(fewer)s"),
    ),
    UNITS,
)
BY_KEY = {kind.key: kind for kind in KINDS}
