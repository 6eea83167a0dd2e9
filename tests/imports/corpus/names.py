"""Names of people and villages such as stand in files of Phú Yên and Đắk Lắk: Kinh and others. All are invented."""

import random

KINH = [
    "Nguyễn",
    "Nguyễn",
    "Nguyễn",
    "Trần",
    "Trần",
    "Lê",
    "Lê",
    "Phạm",
    "Huỳnh",
    "Võ",
    "Phan",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Đoàn",
    "Trương",
    "Lương",
    "Cao",
    "Mai",
    "Tô",
]
MIDDLE = {
    "m": [
        "Văn",
        "Văn",
        "Hữu",
        "Đức",
        "Minh",
        "Quốc",
        "Ngọc",
        "Thanh",
        "Công",
        "Xuân",
        "Trọng",
        "Tấn",
        "Đình",
        "Hoàng",
    ],
    "f": ["Thị", "Thị", "Thị", "Ngọc", "Kim", "Thu", "Thanh", "Mỹ", "Thị", "Hồng", "Bích", "Xuân"],
}
GIVEN = {
    "m": [
        "An",
        "Bình",
        "Bảy",
        "Cường",
        "Dũng",
        "Đạt",
        "Đồng",
        "Giang",
        "Hải",
        "Hùng",
        "Huy",
        "Khánh",
        "Lâm",
        "Long",
        "Lộc",
        "Luận",
        "Mười",
        "Nam",
        "Nghĩa",
        "Phong",
        "Phước",
        "Quân",
        "Quý",
        "Sơn",
        "Sáu",
        "Tài",
        "Tâm",
        "Thắng",
        "Thiện",
        "Thuận",
        "Toàn",
        "Trí",
        "Trung",
        "Tuấn",
        "Tùng",
        "Vinh",
        "Ẩn",
        "Út",
        "Điền",
        "Ý",
    ],
    "f": [
        "Ánh",
        "Bé",
        "Bảy",
        "Chi",
        "Cúc",
        "Diễm",
        "Dung",
        "Đào",
        "Hà",
        "Hạnh",
        "Hiền",
        "Hoa",
        "Hòa",
        "Huệ",
        "Hương",
        "Lan",
        "Liên",
        "Loan",
        "Lý",
        "Mai",
        "Mơ",
        "Nga",
        "Ngân",
        "Nhung",
        "Oanh",
        "Phượng",
        "Quyên",
        "Sương",
        "Tám",
        "Thảo",
        "Thu",
        "Thủy",
        "Thúy",
        "Trang",
        "Tuyết",
        "Vân",
        "Xuân",
        "Yến",
        "Út",
        "Ửng",
    ],
}
# Ê Đê: Y or H before the name, the clan after it; Jrai: the clan first; Chăm H'roi and Ba Na of Phú Yên; Tày, Nùng, Dao who moved there.
EDE_CLANS = ("Niê", "Mlô", "Byă", "Ayŭn", "Kbuôr", "Êban", "Niê Kđăm", "Buôn Yă", "Kpă", "Ênuôl")
EDE_GIVEN = {
    "m": ("Blim", "Thịnh", "Khoan", "Djă", "Wên", "Nguyên", "Bhem", "Luyện", "Siu", "Čăm"),
    "f": ("Hoa", "Linh", "Ñek", "Blăng", "Mrui", "Yuê", "Djuăn", "Lê", "Hĕ", "Wen"),
}
JRAI_CLANS = ("Ksor", "Rơ Châm", "Siu", "Nay", "Kpă", "Rmah", "R'Ô")
JRAI_GIVEN = {
    "m": ("Blơ", "Hyai", "Thuyn", "Y Bun", "Khơi"),
    "f": ("H'Blăm", "H'Nghĩa", "H'Đrin", "H'Yâm"),
}
CHAM = {
    "m": (
        "So Minh Thứ",
        "La Mo Chí",
        "Mang Y Hoàng",
        "Sô Y Bao",
        "Lê Mo Tư",
        "La Lan Hồng",
        "Ka Sô Liễng",
    ),
    "f": ("Mang Thị Hon", "So Thị Xấp", "La Thị Bon", "Sô Hờ Út", "Lê Mo Thị Nhị", "Đinh Thị Brêu"),
}
OTHERS = {
    "m": ("Nông Văn Páo", "Hoàng A Sửu", "Triệu Phụ Lưu", "Lò Văn Pản", "Vàng Seo Dế"),
    "f": ("Nông Thị Bé", "Triệu Mùi Nhán", "Lò Thị Inh", "Bàn Thị Ghến", "Giàng Thị Mỷ"),
}
APOSTROPHES = ("'", "'", "’", "' ", "")

# Kind and name; buôn have names of two languages, letters that no Kinh name has, and apostrophes.
VILLAGES = (
    ("Thôn", "Hội Phú"), ("Thôn", "Diêm Hội"), ("Thôn", "Tiên Châu"), ("Thôn", "Xuân Phú"), ("Thôn", "Bình Thạnh"),
    ("Thôn", "Hà Yến"), ("Thôn", "Phú Hạnh"), ("Thôn", "Phong Lãnh"), ("Thôn", "Tân Long"), ("Thôn", "Nhơn Hội"),
    ("Thôn", "Quảng Đức"), ("Thôn", "Phú Thịnh"), ("Thôn", "Đồng Môn"), ("Thôn", "Phú Mỹ 1"), ("Thôn", "Phú Mỹ 2"),
    ("Thôn", "Tân An"), ("Thôn", "Hòa Nghĩa"), ("Thôn", "Suối Cối 1"), ("Thôn", "Suối Cối 2"), ("Thôn", "Kỳ Lộ"),
    ("Buôn", "Ma Giai"), ("Buôn", "Lê Diêm"), ("Buôn", "Ea M'Keng"), ("Buôn", "Krông"), ("Buôn", "Học"),
    ("Buôn", "Ken"), ("Buôn", "Dlei Ya"), ("Buôn", "Thu"), ("Buôn", "Bầu"), ("Buôn", "Suối Mây"),
    ("Khu phố", "Chí Đức"), ("Khu phố", "Long Bình"), ("Khu phố", "Trường Xuân"), ("Khu phố", "Định Thọ 1"),
)  # fmt: skip
FORMER = (
    "Phú Tân",
    "Diêm Điền",
    "Tân Quy",
    "Hội Sơn",
    "Giai Sơn",
    "Phước Hậu",
    "Đồng Dài",
    "Xuân Trung",
    "Vĩnh Phú",
)
HAMLETS = (
    "Xóm 1",
    "Xóm 2",
    "Xóm Bầu",
    "Xóm Gò",
    "Đội 3",
    "Đội 5",
    "12 Lê Lợi",
    "45 Trần Phú",
    "Tổ 2",
    "Tổ 7",
    "Xóm Chùa",
)
NOTES = (
    "Đi làm xa", "Hộ mới tách", "Chưa có điện thoại thông minh", "Dùng máy của con", "Hẹn tối đến", "Cần hướng dẫn lại",
    "Nhà sát trường mẫu giáo", "Bán tạp hóa", "Hay đi rẫy",
)  # fmt: skip
PLATFORMS = ("Đắk Lắk Số", "Phú Yên Số", "Smart Tuy An")


def kinh(rng: random.Random, sex: str, family: str = "") -> str:
    return " ".join((family or rng.choice(KINH), rng.choice(MIDDLE[sex]), rng.choice(GIVEN[sex])))


def ede(rng: random.Random, sex: str, clan: str = "") -> str:
    first = "Y " if sex == "m" else "H" + rng.choice(APOSTROPHES)
    given = rng.choice(EDE_GIVEN[sex])
    return " ".join(
        (first + given if first != "H" else "H " + given, clan or rng.choice(EDE_CLANS))
    )


def jrai(rng: random.Random, sex: str, clan: str = "") -> str:
    return " ".join((clan or rng.choice(JRAI_CLANS), rng.choice(JRAI_GIVEN[sex])))


class Family:
    """The names of one household: of one people, with the family's name."""

    def __init__(self, rng: random.Random, people: str) -> None:
        self.rng, self.people, self.taken = rng, people, set()
        stock = {"kinh": KINH, "ede": EDE_CLANS, "jrai": JRAI_CLANS}
        self.family = rng.choice(stock[people]) if people in stock else ""

    def name(self, sex: str, *, married_in: bool = False) -> str:
        """Return a name that nobody in the household has yet."""
        for _ in range(50):
            name = self._draw(sex, "" if married_in else self.family)
            if name not in self.taken:
                break
        self.taken.add(name)
        return name

    def _draw(self, sex: str, family: str) -> str:
        if self.people in {"cham", "others"}:
            return self.rng.choice({"cham": CHAM, "others": OTHERS}[self.people][sex])
        return {"kinh": kinh, "ede": ede, "jrai": jrai}[self.people](self.rng, sex, family)
