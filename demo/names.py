"""Invented people: family, middle and given names of the lowlands and of the mountain villages.

Every list is our own, of common names; whoever bears one of them in fact is not meant.
"""

from dataclasses import dataclass
from enum import StrEnum
from random import Random

from demo.seeded_random import pick

FEMALE, MALE = "f", "m"


class People(StrEnum):
    """Whose names a household bears."""

    KINH = "kinh"
    EDE = "ede"
    CHAM = "cham"
    BA_NA = "ba_na"


def words(text: str) -> tuple[str, ...]:
    """Split a list; a name of two words is written with a low line."""
    return tuple(word.replace("_", " ") for word in text.split())


_KINH_FAMILIES: dict[str, float] = {
    "Nguyễn": 30, "Trần": 11, "Lê": 10, "Phạm": 7, "Huỳnh": 6, "Võ": 6, "Phan": 5, "Đặng": 4,
    "Bùi": 3, "Ngô": 3, "Đỗ": 2, "Hồ": 2, "Dương": 2, "Lương": 2, "Trương": 2, "Đinh": 1, "Lý": 1,
    "Cao": 1, "Đoàn": 1, "Mai": 1, "Tô": 1, "Châu": 1, "Hà": 1, "Lâm": 1, "Thái": 1, "Đào": 1,
    "Biện": 1, "Kiều": 1, "Trịnh": 1,
}  # fmt: skip
_KINH_MIDDLES = {
    MALE: words("Văn Văn Văn Hữu Quốc Minh Đức Thanh Ngọc Xuân Tấn Công Thành Đình Hoàng Trọng"),
    FEMALE: words("Thị Thị Thị Thị Thị_Kim Thị_Thu Thị_Ngọc Thị_Thanh Ngọc Kim Thu Bích Mỹ Minh"),
}
_KINH_GIVEN = {
    MALE: words(
        "An Anh Bảo Bình Cảnh Chánh Chương Cường Danh Dũng Duy Đạt Định Đông Đức Giang Hải Hạnh "
        "Hào Hậu Hiền Hiếu Hòa Hoàng Hùng Huy Hưng Khánh Khoa Kiên Lâm Lân Lộc Lợi Long Luân Lực "
        "Mẫn Minh Nam Nghĩa Nhân Nhật Phát Phong Phú Phúc Phước Quang Quân Quý Sang Sơn Sỹ Tài Tâm "
        "Tân Thái Thắng Thành Thạch Thiện Thịnh Thọ Thuận Tiến Tín Toàn Trí Trung Trường Tuấn Tùng "
        "Vinh Vĩnh Vũ Vương"
    ),
    FEMALE: words(
        "Ái An Anh Ánh Bích Cẩm Châu Chi Cúc Diễm Diệu Dung Duyên Đào Đông Gấm Giang Hà Hạnh Hằng "
        "Hiền Hiệp Hoa Hòa Hồng Huệ Hương Khanh Kiều Lài Lan Lành Lệ Liên Liễu Linh Loan Lý Mai "
        "Mận Mỹ Nga Ngân Ngọc Nguyệt Nhàn Nhung Nhi Oanh Phấn Phụng Phương Phượng Quyên Sáu Sen "
        "Sương Tâm Thảo Thoa Thơm Thu Thúy Thủy Thư Tình Trang Trâm Trinh Trúc Tuyết Vân Vy Xuân Yến"
    ),
}
_EDE_FAMILIES = words("Niê Mlô Ksơr Ayun Êban Byă Kbuôr Kpă Adrơng Hwing Êñuôl Hlong")
_EDE_GIVEN = {
    MALE: words(
        "Blin Bhăm Dhơn Djuan Glăk Hăn Jơn Khoa Krih Liêm Nguôm Phem Săn Sôn Thin Tuân Wit"
    ),
    FEMALE: words(
        "Bian Dim Djuih Hiu Hrim Juin Lan Liêu Loan Mrai Nga Ngel Nhuê Nuê Rin Siêng Xuân"
    ),
}
_CHAM_FAMILIES = words("La_O La_Lan La_Mo Sô_Minh Sô Oi Mang Ma Le_Mo Ralan So")
_CHAM_GIVEN = {
    MALE: words("Bảy Biên Cưng Đen Hùng Khâm Lăng Lốc Nam Nghĩa Rin Sáu Tấn Thìn Thứ Tý Xây Y"),
    FEMALE: words("Bông Chăm Dưng Hồng Hương Khương Lan Lía Mí Nhớ Niêm Phấn Rỡ Thấm Thía Xuân Ý"),
}
_BA_NA_FAMILIES = words("Đinh Bá Thanh Mang La_Chí La_Văn Bung So")
_BA_NA_GIVEN = {
    MALE: words("Beo Chép Chờ Dũng Hoanh Khiêm Lơ Mít Ngưn Nhớt Phiên Rế Thông Trá Uynh Xanh"),
    FEMALE: words("Bơn Chiu Diên Đỏ Hiên Hlưn Lem Mơ Ngơn Nhem Phai Rớt Thơi Thương Uyn Vương"),
}
_UPLAND = {
    People.CHAM: (_CHAM_FAMILIES, _CHAM_GIVEN, {MALE: "Văn", FEMALE: "Thị"}),
    People.BA_NA: (_BA_NA_FAMILIES, _BA_NA_GIVEN, {MALE: "Văn", FEMALE: "Thị"}),
}


@dataclass(frozen=True)
class Family:
    """A family name, and whose it is."""

    people: People
    name: str


def family(rng: Random, people: People) -> Family:
    """Draw a family name."""
    if people is People.KINH:
        return Family(people, pick(rng, _KINH_FAMILIES))
    if people is People.EDE:
        return Family(people, rng.choice(_EDE_FAMILIES))
    return Family(people, rng.choice(_UPLAND[people][0]))


def person(rng: Random, kin: Family, sex: str) -> str:
    """Draw the name of a person of this family."""
    if kin.people is People.KINH:
        middle = rng.choice(_KINH_MIDDLES[sex])
        given = rng.choice(_KINH_GIVEN[sex])
        # Nobody is called "Ngọc Ngọc".
        while given in middle.split():
            given = rng.choice(_KINH_GIVEN[sex])
        return f"{kin.name} {middle} {given}"
    if kin.people is People.EDE:
        # The Ê Đê say "Y" for a man and "H'" for a woman, and the mother's family name last.
        given = rng.choice(_EDE_GIVEN[sex])
        return f"Y {given} {kin.name}" if sex == MALE else f"H'{given} {kin.name}"
    _, given_names, middles = _UPLAND[kin.people]
    middle = f"{middles[sex]} " if " " not in kin.name else ""
    return f"{kin.name} {middle}{rng.choice(given_names[sex])}"


def childs_family(father: Family, mother: Family) -> Family:
    """Return the family a child belongs to: the mother's among the Ê Đê, else the father's."""
    return mother if mother.people is People.EDE else father


def telephone(rng: Random) -> str:
    """Return a number of the block kept for the demo: it rings nowhere."""
    return f"0257 300 {rng.randint(0, 999):04d}"
