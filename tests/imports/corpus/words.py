"""How a careful officer writes: headings and words of a clean table."""

from tests.imports.corpus.facts import SKILLS

HEADINGS = {
    "stt": "STT",
    "number": "Hộ số",
    "village": "Thôn",
    "head": "Họ tên chủ hộ",
    "hamlet": "Địa chỉ",
    "name": "Họ và tên",
    "relation": "Quan hệ với chủ hộ",
    "sex": "Giới tính",
    "birth": "Năm sinh",
    "phone": "Điện thoại",
    "note": "Ghi chú",
    "public_services": "Dịch vụ công trực tuyến",
    "shopping": "Mua sắm trực tuyến",
    "payment": "Thanh toán trực tuyến",
    "safety": "Tự bảo vệ trên không gian mạng",
    "local_platform": "Sử dụng nền tảng số của địa phương",
    "decision": "Số quyết định",
    "signed_on": "Ngày ký",
    "role": "Chức vụ trong tổ",
    "organisation": "Đơn vị",
    "held_on": "Ngày",
    "place": "Địa điểm",
    "title": "Nội dung",
    "people": "Số lượt người",
    "women": "Trong đó nữ",
    "households": "Số hộ",
    "villages": "Số thôn",
}
SEX = {"m": "Nam", "f": "Nữ"}
MARKS = {"alone": "Biết", "none": "Chưa biết", "help": "Biết, có hỗ trợ"}
ROLES = {"leader": "Tổ trưởng", "deputy": "Tổ phó", "member": "Thành viên"}
ORGANISATIONS = {
    "village": "Ban cán sự thôn",
    "youth": "Đoàn thanh niên",
    "police": "Công an xã",
    "women": "Hội Phụ nữ",
    "front": "Mặt trận Tổ quốc",
    "farmers": "Hội Nông dân",
    "school": "Trường học",
    "business": "Doanh nghiệp",
}
SHORT_SKILLS = dict(
    zip(SKILLS, ("Dịch vụ công", "Mua sắm", "Thanh toán", "Tự bảo vệ", "Nền tảng"), strict=True)
)
RELATIONS = {
    "head": ("Chủ hộ",),
    "spouse": ("Vợ", "Chồng"),
    "child": ("Con",),
    "parent": ("Mẹ",),
    "grandchild": ("Cháu nội",),
}


def relation_word(relation: str, sex: str) -> str:
    """Return the word for a relation: that for a spouse tells the sex."""
    if relation == "spouse":
        return "Vợ" if sex == "f" else "Chồng"
    return RELATIONS[relation][0]


def full_village(village) -> str:
    return f"{village['kind']} {village['name']}"


def roman(number: int) -> str:
    """Return a number in Roman digits."""
    text = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            text, number = text + sign, number - value
    return text
