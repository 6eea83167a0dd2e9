"""Somebody who stands in many places: register, journal, a merged household, a printed sheet, files, sessions."""

from dataclasses import dataclass, field

from django.contrib.sessions.backends.db import SessionStore

from households.duplicates.actions import merge
from households.models import Household, Resident
from households.paper.actions import print_sheet
from households.register import actions as register
from imports.jobs.actions import confirm, receive, undo
from imports.models import Import
from tests.imports.sheets import CODES, workbook

NAME, PHONE = "Zquỳnh Phướcx Đặngw", "0905987123"
WIFE = "Hzoàng Thịx Mwậnq"
HEAD = ["Thôn", "Họ tên chủ hộ", "Họ và tên", "Quan hệ", "Năm sinh", "Điện thoại", "KN1", *CODES]


@dataclass
class Known:
    """Where somebody stands."""

    household: Household
    resident: Resident
    files: list[Import] = field(default_factory=list)


def rows_of(world, *, year="1967"):
    """Return rows of a file that speak of them."""
    place = world.own.village.name
    return [
        [place, NAME, NAME, "Chủ hộ", year, PHONE, "1"],
        [place, NAME, WIFE, "Vợ", "1969", "", "1"],
    ]


def sent(world, rows, name="thon.xlsx"):
    """Send a file of rows as the officer does."""
    data = workbook(*rows, head=HEAD)
    return receive(by=world.own.officer, commune=world.own.area, name=name, data=data)


def known_everywhere(world):
    """Make a person of whom every place knows."""
    officer, village = world.own.officer, world.own.village
    written = sent(world, rows_of(world))
    confirm(by=officer, source=written)
    household = Household.unscoped.get(head_name=NAME)
    twin = register.add_household(by=officer, village=village, head_name=NAME, phone=PHONE)
    register.change_household(by=officer, household=twin, version=twin.version, hamlet="Xóm Wjkỡq")
    merge(by=officer, keep=household, duplicate=twin)
    print_sheet(by=officer, village=village)
    undone = sent(world, [[village.name, NAME, "Zcon Útx", "Con", "1999", "", "1"]], "con.xlsx")
    if undone.to_write:
        confirm(by=officer, source=undone)
        undone.refresh_from_db()
        undo(by=officer, source=undone)
    waiting = sent(world, rows_of(world, year="năm nào"), f"{NAME}.xlsx")
    session = SessionStore()
    session["_messages"] = f'[["__json_message", 0, 25, "Đã thêm {NAME}.", ""]]'
    session.create()
    household.refresh_from_db()
    head = household.residents.get(is_head=True)
    return Known(household, head, [written, undone, waiting])
