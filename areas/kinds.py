"""Levels of the tree and the kinds of unit that stand on each.

Kind words are part of a unit's proper name ("Xã An Ninh Tây"), so they are not translated.
"""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """Floors of the tree. Districts ended on 1/7/2025 and are history."""

    COUNTRY = 0, _("Cả nước")
    PROVINCE = 1, _("Tỉnh, thành phố")
    DISTRICT = 2, _("Huyện, thị xã, thành phố")
    COMMUNE = 3, _("Xã, phường")
    VILLAGE = 4, _("Thôn, buôn, khu phố")


class Kind(models.TextChoices):
    """The word before a unit's name."""

    NUOC = "nuoc", "Nước"
    TINH = "tinh", "Tỉnh"
    THANH_PHO_TW = "thanh_pho_tw", "Thành phố"
    QUAN = "quan", "Quận"
    HUYEN = "huyen", "Huyện"
    THI_XA = "thi_xa", "Thị xã"
    THANH_PHO = "thanh_pho", "Thành phố"
    PHUONG = "phuong", "Phường"
    XA = "xa", "Xã"
    THI_TRAN = "thi_tran", "Thị trấn"
    DAC_KHU = "dac_khu", "Đặc khu"
    THON = "thon", "Thôn"
    BUON = "buon", "Buôn"
    KHU_PHO = "khu_pho", "Khu phố"
    TO_DAN_PHO = "to_dan_pho", "Tổ dân phố"
    BAN = "ban", "Bản"
    AP = "ap", "Ấp"
    LANG = "lang", "Làng"
    XOM = "xom", "Xóm"
    KHOI_PHO = "khoi_pho", "Khối phố"
    # No village: where the households of a commune stand that no village is known of. A name without a word before it.
    UNASSIGNED = "chua_phan", "Chưa phân thôn"


KINDS_OF_LEVEL: dict[Level, tuple[Kind, ...]] = {
    Level.COUNTRY: (Kind.NUOC,),
    Level.PROVINCE: (Kind.TINH, Kind.THANH_PHO_TW),
    Level.DISTRICT: (Kind.QUAN, Kind.HUYEN, Kind.THI_XA, Kind.THANH_PHO),
    Level.COMMUNE: (Kind.PHUONG, Kind.XA, Kind.THI_TRAN, Kind.DAC_KHU),
    Level.VILLAGE: (
        Kind.THON,
        Kind.BUON,
        Kind.KHU_PHO,
        Kind.TO_DAN_PHO,
        Kind.BAN,
        Kind.AP,
        Kind.LANG,
        Kind.XOM,
        Kind.KHOI_PHO,
    ),
}


# Kinds of which no word stands before the name.
WITHOUT_WORD = frozenset({Kind.NUOC, Kind.UNASSIGNED})
# The one rule of what a village is; what stands beside the villages of a commune is none.
IS_VILLAGE = models.Q(level=Level.VILLAGE) & ~models.Q(kind=Kind.UNASSIGNED)


def full_name(kind: str, name: str) -> str:
    """Return a unit's name with the word of its kind before it: "Xã An Ninh Tây"; of some there is none."""
    return name if kind in WITHOUT_WORD else f"{Kind(kind).label} {name}"


def common_word(kinds: Iterable[str]) -> str:
    """Return the word that units of these kinds share, in small letters: "buôn"; "" where they share none."""
    (first, *others) = {*kinds} or {""}
    return "" if others or not first else Kind(first).label.lower()


VILLAGE_KINDS = [(kind.value, kind.label) for kind in KINDS_OF_LEVEL[Level.VILLAGE]]
# What units below the country may be.
UNIT_KINDS = [
    (kind.value, kind.label)
    for level, kinds in KINDS_OF_LEVEL.items()
    for kind in kinds
    if level > Level.COUNTRY
]


def level_of(kind: str) -> Level | None:
    """Return the level on which units of a kind stand; None of what is no kind."""
    return next((level for level, kinds in KINDS_OF_LEVEL.items() if kind in kinds), None)
