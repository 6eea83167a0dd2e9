"""The forms that come with the software. No authority has issued one for these teams: they are marked as ours."""

from dataclasses import dataclass

from periodic.catalogue.rules.columns import AT_MOST, FOR_EACH, column_of, typed
from periodic.content import Column, Measure, Source
from skills.catalogue import SKILLS

MONTHLY, VILLAGES = "thang", "thon"


@dataclass(frozen=True)
class Ours:
    """One form of ours."""

    key: str
    name: str
    columns: tuple[Column, ...]


def _monthly() -> tuple[Column, ...]:
    """Return what a commune may be asked of its teams: the register knows all but money and difficulties."""
    before = ("thon", "ho", "ho-trong-so", "to", "thon-co-to", "to-hoat-dong")
    members = ("thanh-vien", "thanh-vien-nu", "thanh-vien-doan", "thanh-vien-tap-huan")
    flows = ("vao-to", "roi-to", "buoi", "luot", "luot-nu")
    homes = ("ho-tiep-can", "ho-khao-sat", "ho-dat", "ho-dat-khao-sat")
    skills = tuple(f"ky-nang-{skill.number}" for skill in SKILLS)
    figures = (*before, *members, *flows, *homes, *skills, "ho-khong-dien-thoai")
    return (
        *(column_of(key) for key in figures),
        typed(
            "kinh-phi",
            "Kinh phí",
            "Kinh phí đã chi cho tổ trong kỳ, từ mọi nguồn.",
            "đồng",
            measure=Measure.FLOW,
        ),
        typed(
            "kho-khan",
            "Khó khăn, kiến nghị",
            "Khó khăn trong kỳ và kiến nghị với cấp trên. Không ghi tên người dân.",
            "",
            is_text=True,
            measure=Measure.FLOW,
        ),
    )


def _of_village(number: int, name: str, definition: str, unit: str, **said: object) -> Column:
    return typed(f"ct{number:02}", name, definition, unit, **said)


_IN_ALL = (AT_MOST, "ct01")
_OF_PEOPLE = (AT_MOST, "ct02")


_HOMES, _PEOPLE = {"checks": (_IN_ALL,)}, {"checks": (_OF_PEOPLE,)}
# Fourteen numbers of a village, of which the register knows two; modelled on what communes ask villages for.
_FOURTEEN: tuple[Column, ...] = (
    column_of("ho", "ct01", is_public=True),
    _of_village(
        2,
        "Nhân khẩu",
        "Người thường trú và tạm trú của thôn vào ngày cuối kỳ.",
        "người",
        checks=((FOR_EACH, "ct01", 3, 4.5),),
        is_public=True,
    ),
    _of_village(3, "Hộ nghèo", "Hộ nghèo theo chuẩn đang áp dụng.", "hộ", **_HOMES),
    _of_village(4, "Hộ cận nghèo", "Hộ cận nghèo theo chuẩn đang áp dụng.", "hộ", **_HOMES),
    _of_village(5, "Người có công", "Người có công với cách mạng đang ở thôn.", "người", **_PEOPLE),
    _of_village(
        6,
        "Người hưởng bảo trợ xã hội",
        "Người đang hưởng trợ cấp hằng tháng.",
        "người",
        **_PEOPLE,
    ),
    _of_village(
        7, "Trẻ em dưới 16 tuổi", "Trẻ em chưa đủ 16 tuổi vào ngày cuối kỳ.", "người", **_PEOPLE
    ),
    _of_village(
        8,
        "Trẻ em có hoàn cảnh đặc biệt",
        "Trẻ em có hoàn cảnh đặc biệt theo danh sách của xã.",
        "người",
        checks=((AT_MOST, "ct07"),),
    ),
    _of_village(
        9, "Hộ gia đình văn hóa", "Hộ được công nhận trong năm.", "hộ", **_HOMES, is_public=True
    ),
    _of_village(
        10,
        "Người trong độ tuổi lao động",
        "Theo độ tuổi của Bộ luật Lao động.",
        "người",
        **_PEOPLE,
    ),
    _of_village(
        11,
        "Người có bảo hiểm y tế",
        "Người có thẻ còn hạn vào ngày cuối kỳ.",
        "người",
        **_PEOPLE,
    ),
    column_of("thanh-vien", "ct12", is_public=True),
    _of_village(
        13,
        "Người được hướng dẫn dịch vụ công trực tuyến",
        "Người được hướng dẫn trong kỳ, có sổ ghi chép hoặc danh sách ký.",
        "người",
        measure=Measure.FLOW,
        needs_evidence=True,
        **_PEOPLE,
    ),
    _of_village(
        14,
        "Vụ bạo lực gia đình",
        "Vụ việc đã ghi nhận trong kỳ.",
        "vụ",
        measure=Measure.FLOW,
        source=Source.NONE,
    ),
)

OURS: tuple[Ours, ...] = (
    Ours(MONTHLY, "Kết quả hoạt động tổ công nghệ số cộng đồng (mẫu của phần mềm)", _monthly()),
    Ours(VILLAGES, "Số liệu thôn, 14 chỉ tiêu (mẫu của phần mềm)", _FOURTEEN),
)
