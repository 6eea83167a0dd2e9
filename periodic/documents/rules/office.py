"""Who issues a report, who signs it and to whom it goes, by the rules of official papers (NĐ 30/2020).

Number, day and signature are left blank: papers are numbered and signed where an office keeps its papers.
"""

from dataclasses import dataclass

from areas.kinds import Kind, Level
from periodic.content import Content

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
# The ministry and its departments took their name of now on this day.
_MERGED = "2025-03-01"
_COUNTRIES = ("Việt Nam", "Nước Việt Nam", "Cả nước", "Nước Cộng hòa Xã hội chủ nghĩa Việt Nam")
_WORDS = sorted({kind.label for kind in Kind}, key=len, reverse=True)


@dataclass(frozen=True)
class Office:
    """The head and the foot of a paper."""

    # Whom the office belongs to ("" for a people's committee), and its own name.
    above: str
    name: str
    number: str
    # Where it is, and the day, which is left blank.
    place: str
    signs: tuple[str, ...]
    receivers: tuple[str, ...]
    # As it is called within a line.
    called: str = ""

    @property
    def goes_with(self) -> str:
        """Say over an annex with which paper it goes: number and day are left blank there, too."""
        number = self.number.removeprefix("Số:")
        return f"(Kèm theo Báo cáo số{number} {_day_line()} của {self.called})"


def office_of(content: Content) -> Office:
    """Return who issues the report of a unit."""
    level = _level(content)
    if level == Level.PROVINCE:
        return _of_province(content)
    if level == Level.COUNTRY:
        name, short = _ministry(content)
        return Office(
            "",
            name.upper(),
            f"Số:          /BC-{short}",
            date_line("Hà Nội"),
            ("BỘ TRƯỞNG",),
            _to(),
            name,
        )
    receivers = _above_commune(content) if level == Level.COMMUNE else _department_of(content)
    return Office(
        "ỦY BAN NHÂN DÂN",
        content.unit.upper(),
        "Số:          /BC-UBND",
        date_line(_bare(content.unit)),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        _to(*receivers),
        f"Ủy ban nhân dân {_small(content.unit)}",
    )


def date_line(place: str) -> str:
    """Return the line of place and day, the day left blank."""
    return f"{place}, {_day_line()}"


def _day_line() -> str:
    return "ngày       tháng       năm          "


def _of_province(content: Content) -> Office:
    ministry, _ = _ministry(content)
    name = ministry.replace("Bộ ", "Sở ", 1)
    short = "SKHCN" if content.ends_on >= _MERGED else "STTTT"
    return Office(
        f"UBND {content.unit.upper()}",
        name.upper(),
        f"Số:          /BC-{short}",
        date_line(_bare(content.unit)),
        ("GIÁM ĐỐC",),
        _to(ministry, f"UBND {_small(content.unit)}"),
        f"{name} {_small(content.unit)}",
    )


def _to(*receivers: str) -> tuple[str, ...]:
    """Return the lines of who receives it; a copy stays with the office."""
    return (*(f"- {one};" for one in receivers), "- Lưu: VT.")


def _ministry(content: Content) -> tuple[str, str]:
    if content.ends_on >= _MERGED:
        return "Bộ Khoa học và Công nghệ", "BKHCN"
    return "Bộ Thông tin và Truyền thông", "BTTTT"


def _level(content: Content) -> Level:
    """Read the level, however it was written down: its name, its number."""
    said = content.unit_level.strip()
    if said.isdigit():
        return Level(int(said))
    return next(
        (one for one in Level if said.lower() in (one.name.lower(), one.label.lower())),
        Level.COMMUNE,
    )


def _units_above(content: Content) -> list[str]:
    return [name for name in content.above if name and name not in _COUNTRIES]


def _above_commune(content: Content) -> tuple[str, ...]:
    """Return to whom a commune reports: its district as long as there was one, the province's department since."""
    above = _units_above(content)
    if len(above) > 1:
        return (f"UBND {_small(above[0])}",)
    return _department_of(content)


def _department_of(content: Content) -> tuple[str, ...]:
    above = _units_above(content)
    department = _ministry(content)[0].replace("Bộ ", "Sở ", 1)
    return (f"{department} {_small(above[-1])}" if above else department,)


def _small(name: str) -> str:
    """Write the kind of a unit in small letters within a line: "tỉnh Đắk Lắk"."""
    return name[:1].lower() + name[1:]


def _bare(name: str) -> str:
    """Return the name of a place without its kind, unless it is a number: "Tuy An Đông", "Phường 5"."""
    for word in _WORDS:
        rest = name.removeprefix(f"{word} ")
        if rest != name:
            return name if rest.isdigit() else rest
    return name
