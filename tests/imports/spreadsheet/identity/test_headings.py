"""Headings of numbers of papers and accounts are known however they are written; no other heading is one."""

import pytest
from django.utils.translation import override

from imports.spreadsheet.columns import SHEET_KINDS
from imports.spreadsheet.identity import Heading, heading_of
from imports.spreadsheet.identity.above import find

PAPERS = """
CCCD|cccd|C.C.C.D|Số CCCD/CMND|SỐ CĂN CƯỚC|Căn cước công dân|Số căn cước công dân (12 số)|Thẻ căn cước|CCCD gắn chip
CMND|C M N D|Số CMDN|CMTND|Số CMT|Chứng minh nhân dân|Chứng minh thư|Số CMND chủ hộ|Sè chøng minh|Số chứng minh nhân dan
Định danh cá nhân|Mã định danh|Số ĐDCN|Số dinh danh ca nhan|Hộ chiếu|Số hộ chiếu|Passport|Passport No.|Passprot
Mã số BHXH|Sổ BHXH|Số sổ BHXH|B.H.X.H|Bảo hiểm xã hội|Số thẻ BHYT|Thẻ BHYT|Bảo hiểm y tế|Số BHYT
Số tài khoản|Tài khoản ngân hàng|TK ngân hàng|STK|Số TK|Tài khoản|Số tài khoàn|Mã số thuế|MST|VNeID|Tài khoản VNeID
ID|ID number|Citizen ID|National ID card|Identity card|Bank account|Account number|Social insurance number|Tax code
Số giấy tờ tùy thân|Giấy tờ tùy thân|Số giấy phép lái xe|Số thẻ CC|Số CC|Số CCD|Số cccdd|Căn cươc công dn
"""
OTHERS = """
Tổ CNSCĐ|Ghi chú|Số điện thoại|SĐT chủ hộ|Số nhà|Mã hộ|Số hộ khẩu|Số sổ hộ khẩu|Mã dòng|Năm sinh|Diện tích|Thu nhập
Số quyết định|Kinh phí|Dân tộc|Tôn giáo|Nghề nghiệp|Trình độ|Chi hội|Danh sách hộ có CCCD|Số thứ tự|Số người|Số nữ
"""


def each(text):
    return [one for line in text.strip().splitlines() for one in line.split("|")]


@pytest.mark.parametrize("text", each(PAPERS))
def test_a_number_of_a_paper_or_an_account_is_known(text):
    assert heading_of(text) is Heading.PAPER


@pytest.mark.parametrize("text", each(OTHERS))
def test_no_other_heading_is_one(text):
    assert heading_of(text) not in {Heading.PAPER, Heading.MIXED, Heading.SECRET}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_none_of_the_columns_that_are_read_is_one(language):
    with override(language):
        spelled = [
            (column.key, str(text))
            for kind in SHEET_KINDS.values()
            for column in kind.columns
            for text in (column.label, *column.also, *column.maybe)
        ]
    taken = {Heading.PAPER, Heading.MIXED, Heading.SECRET}
    assert len(spelled) > 300
    assert [one for one in spelled if heading_of(one[1]) in taken] == []


@pytest.mark.parametrize("text", ["Họ tên (số CCCD)", "CCCD, SĐT", "Số CCCD, ngày sinh"])
def test_a_number_beside_something_that_is_wanted_is_known(text):
    assert heading_of(text) is Heading.MIXED


def test_passwords_are_known():
    assert heading_of("Mật khẩu dịch vụ công") is Heading.SECRET


def above(*rows):
    found = find([(at, list(row)) for at, row in enumerate(rows, start=1)])
    papers = {column for column, one in found.headings.items() if one is Heading.PAPER}
    return found.last, papers


class TestAbove:
    def test_headings_stand_under_titles(self):
        title = ["DANH SÁCH HỘ CÓ CCCD GẮN CHIP"] * 8
        rows = [
            title,
            ["Thôn: Phú Hội"],
            ["TT", "Chủ hộ", "Năm sinh", "CCCD"],
            [1, "Lê A", 1980, "054"],
        ]
        assert above(*rows) == (3, {3})

    def test_headings_over_two_rows_with_merged_cells(self):
        upper = ["TT", "Họ tên", "Năm sinh", "Giấy tờ tùy thân", "Giấy tờ tùy thân"]
        lower = ["TT", "Họ tên", "Năm sinh", "Số", "Ngày cấp"]
        assert above(upper, lower) == (2, {3, 4})
        assert above(["", "Thông tin", "Thông tin"], ["TT", "Họ tên", "Số CCCD"]) == (2, {2})
        assert above(
            ["TT", "Họ tên", "Năm sinh", "Mã số", "Mã số"],
            ["TT", "Họ tên", "Năm sinh", "BHXH", "Hộ"],
        ) == (2, {3})

    def test_what_is_taught_is_no_heading(self):
        rows = [
            ["Thôn", "Ngày", "Nội dung"],
            ["Phú Hội", "hôm nay", "Hướng dẫn cài VNeID, làm CCCD"],
        ]
        assert above(*rows)[1] == set()

    def test_a_sheet_of_one_column(self):
        assert above(["Số CCCD"], ["054060123456"]) == (1, {0})
