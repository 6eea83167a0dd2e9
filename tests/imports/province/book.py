"""The lists of a province as one workbook: as our template has them, or as offices keep them."""

import io
import random
from itertools import groupby

import xlsxwriter

from tests.imports.province.truth import DAY, NAME, ROLE_WORDS

SIGNED = ["", "", "", "NGƯỜI LẬP BIỂU"]


def written(sheets):
    """Return a workbook with these sheets, each a name with its rows."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(
        target, {"strings_to_formulas": False, "constant_memory": True}
    ) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if hasattr(cell, "year"):
                        page.write_datetime(number, column, cell, day)
                    elif cell not in ("", None):
                        page.write(number, column, cell)
    return target.getvalue()


def tidy(province, kinds):
    """Return the workbook as the template has it, with the sheets of these kinds."""
    sheets = {
        "accounts": ("Người dùng", _accounts(province)),
        "villages": ("Thôn", _villages(province)),
        "communes": ("Khai báo", _declared(province)),
        "teams": ("Tổ", _teams(province)),
        "platforms": ("Nền tảng", _platforms(province)),
    }
    return written(dict(sheets[kind] for kind in sheets if kind in kinds))


def _accounts(province):
    head = ["Họ và tên", "Đơn vị", "Chức vụ", "Điện thoại", "Vai trò trên hệ thống"]
    return [head, *([one.name, one.commune, *one[2:]] for one in province.people)]


def _villages(province):
    head = ["Xã, phường", "Thôn", "Số hộ khai báo", "Nguồn", "Tính đến ngày"]
    rows = (
        [one.commune, one.full_name, one.households, "UBND xã", DAY] for one in province.villages
    )
    return [head, *rows]


def _declared(province):
    head = ["Xã, phường", "Số hộ khai báo", "Số thôn khai báo", "Nguồn", "Tính đến ngày"]
    return [head, *map(list, province.declared)]


def _teams(province):
    head = ["Xã, phường", "Thôn", "Số quyết định", "Ngày thành lập", "Người ký", "Họ và tên"]
    return [
        [*head, "Vai trò", "Điện thoại"],
        *(
            [*_of(team), one.name, ROLE_WORDS[one.role], one.phone]
            for team in province.teams
            for one in team.members
        ),
    ]


def _of(team):
    village = team.village
    return village.commune, village.full_name, team.number, team.on, team.signer


def _platforms(province):
    return [["Xã, phường", "Tên nền tảng"], *map(list, province.platforms)]


# --- as offices keep them ---


def messy(province, kinds, seed=1):
    """Return the same lists under letterheads, in groups, with names and telephones as they are typed."""
    hand = random.Random(seed)
    sheets = {
        "accounts": (
            "DS cán bộ",
            _office("DANH SÁCH CÁN BỘ SỬ DỤNG HỆ THỐNG", _people(province, hand)),
        ),
        "villages": ("Thon buon", _office("DANH SÁCH THÔN, BUÔN", _grouped(province))),
        "communes": ("Số hộ", _office("BIỂU TỔNG SỐ HỘ CÁC XÃ", _numbers(province, hand))),
        "teams": (
            "Tổ CNSCĐ",
            _office("DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG", _merged(province, hand)),
        ),
        "platforms": ("App", _office("NỀN TẢNG SỐ", _platforms(province))),
    }
    return written(dict(sheets[kind] for kind in sheets if kind in kinds))


def _office(title, rows):
    """Put a letterhead and a title over a table, and a signature below it."""
    return [
        ["UBND TỈNH " + NAME.upper()],
        [],
        [title],
        ["(Tính đến ngày 30/6/2026)"],
        [],
        *rows,
        [],
        SIGNED,
    ]


def _unit(name, hand):
    """Return the name of a commune as somebody types it."""
    kind, _blank, rest = name.partition(" ")
    short = {"Xã": ("xã ", "X. ", "Xã  "), "Phường": ("phường ", "P. ", "P.")}.get(
        kind, (f"{kind} ",)
    )
    return hand.choice([name, name.upper(), hand.choice(short) + rest])


def _phone(text, hand):
    """Return a telephone as somebody types it, or as a program keeps a number."""
    return hand.choice(
        [
            text,
            int(text),
            f"{text[:4]} {text[4:7]} {text[7:]}",
            f"{text[:4]}.{text[4:7]}.{text[7:]}",
        ]
    )


def _name(text, hand):
    return hand.choice([text, text, text.upper(), f"  {text} "])


def _people(province, hand):
    yield ["STT", "Họ tên", "Chức danh", "Số ĐT", "Xã/Phường", "Vai trò trên hệ thống"]
    for number, one in enumerate(province.people, start=1):
        said = _name(one.name, hand), one.title, _phone(one.phone, hand)
        yield [number, *said, _unit(one.commune, hand), one.role]


def _grouped(province):
    yield ["TT", "Tên thôn", "Số hộ"]
    for number, (commune, villages) in enumerate(
        groupby(province.villages, lambda one: one.commune), start=1
    ):
        yield [number, commune]
        for one in villages:
            yield ["", one.full_name, one.households]


def _numbers(province, hand):
    yield ["TT", "Tên xã", "Tổng số hộ", "Số thôn, buôn"]
    for number, (commune, households, villages, *_rest) in enumerate(province.declared, start=1):
        yield [number, _unit(commune, hand), households, villages]
    yield [
        "",
        "Tổng cộng",
        sum(one[1] for one in province.declared),
        sum(one[2] for one in province.declared),
    ]


def _merged(province, hand):
    """Yield a row for each member; commune, village and decision stand in the first of a team."""
    yield [
        "TT",
        "Xã, phường",
        "Thôn, buôn",
        "Số QĐ",
        "Ngày QĐ",
        "Họ tên thành viên",
        "Chức danh trong tổ",
        "SĐT",
    ]
    for number, team in enumerate(province.teams, start=1):
        place = [number, team.village.commune, team.village.full_name, team.number, team.on]
        for one in team.members:
            yield [*place, _name(one.name, hand), ROLE_WORDS[one.role], _phone(one.phone, hand)]
            place = ["", team.village.commune, team.village.full_name, "", ""]
