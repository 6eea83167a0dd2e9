from itertools import count

import pytest

from imports.spreadsheet.book import Book, Row, Sheet
from imports.tidy.asking import Asking
from imports.tidy.tables import tables_of, words
from imports.tidy.tables.blocks import is_numbering
from imports.tidy.tables.scan import runs_of, scan
from imports.tidy.tables.window import Window
from tests.imports.tidy.grids import KNOWN, sheet_of, tables_in

# Layouts: what stands on the sheet, then the lowest words above the columns of each table, and how many rows each has.
LAYOUTS = {
    "plain": ("STT|Họ và tên|Năm sinh\n1|Lê Văn An|1970\n2|Lê Thị Bé|1972", ["STT,Họ và tên,Năm sinh"], [2]),
    "letterhead of two halves": (
        "ỦY BAN NHÂN DÂN|||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ PHÚ HÒA|||Độc lập - Tự do - Hạnh phúc\n\n"
        "DANH SÁCH HỘ|<|<|<\nSTT|Chủ hộ|Năm sinh|SĐT\n1|Lê Văn An|1970|0905111222\n2|Hồ Bé|1981|",
        ["STT,Chủ hộ,Năm sinh,SĐT"], [2],
    ),
    "title close above, not merged": ("Danh sách hộ thôn Phú Hội\nTT|Chủ hộ|Địa chỉ\n1|Lê An|Xóm 1\n2|Lê Bé|Xóm 2", ["TT,Chủ hộ,Địa chỉ"], [2]),
    "unit of measure on the right": ("Biểu 01||||Đơn vị tính: hộ\nSTT|Thôn|Số hộ|Số khẩu|Ghi chú\n1|A|120|400|\n2|B|90|310|", ["STT,Thôn,Số hộ,Số khẩu,Ghi chú"], [2]),
    "two rows, merged": (
        "STT|Họ và tên|Kỹ năng số|<|<|Ghi chú\n^|^|DVC|Mua sắm|Thanh toán|^\n1|Lê An|x||x|\n2|Lê Bé||x||",
        ["STT,Họ và tên,DVC,Mua sắm,Thanh toán,Ghi chú"], [2],
    ),
    "two rows, not merged": (
        "STT|Họ và tên|Năm sinh||Ghi chú\n||Nam|Nữ|\n1|Lê An|1970||\n2|Lê Bé||1982|", ["STT,Họ và tên,Nam,Nữ,Ghi chú"], [2],
    ),
    "a column without a heading among the lower ones, of which the first row says nothing": (
        "STT|Họ và tên|Quan hệ|Biết sử dụng|||\n|||Dịch vụ công||Thanh toán|Tự bảo vệ\n"
        "1|Lê An|Chủ hộ|x|||K\n2|Lê Bé|Vợ|x|K|K|x",
        ["STT,Họ và tên,Quan hệ,Dịch vụ công,Biết sử dụng,Thanh toán,Tự bảo vệ"], [2],
    ),
    "numbers of skills beside two sexes, above a list that does not begin with 1": (
        "STT|Họ và tên|Giới tính||Kỹ năng số|||\n||Nữ|Nam|(1)|(2)|(3)|(4)\n17|Lê An||x|Biết|||\n18|Lê Bé|x|||Biết||Biết",
        ["STT,Họ và tên,Nữ,Nam,(1),(2),(3),(4)"], [2],
    ),
    "three rows": (
        "STT|Thông tin người dân|<|<|<\n^|Họ và tên|Năm sinh|<|Điện thoại\n^|^|Nam|Nữ|^\n1|Lê An|1970||\n2|Lê Bé||1982|",
        ["STT,Họ và tên,Nam,Nữ,Điện thoại"], [2],
    ),
    "parts of wide headings that are not merged, above marks": (
        "TT|Chủ hộ|Phân loại hộ||Dịch vụ công||Ghi chú\n||Hộ nghèo|Cận nghèo|Trước|Sau|\n1|Lê An|x|||x|\n2|Lê Bé||x|x|x|",
        ["TT,Chủ hộ,Hộ nghèo,Cận nghèo,Trước,Sau,Ghi chú"], [2],
    ),
    "what only looks like parts of wide headings, above people without numbers": (
        "TT|Chủ hộ|Nghề nghiệp||Ghi chú\n||Làm ruộng|Đan lát|\n|Lê An|Thợ xây||\n|Lê Bé|||", ["TT,Chủ hộ,Nghề nghiệp,Ghi chú"], [3],
    ),
    "numbers of skills below one": ("TT|Họ tên|Kỹ năng số|<|<|<|<\n^|^|1|2|3|4|5\n1|Lê An|x||x||\n2|Lê Bé||x|||", ["TT,Họ tên,1,2,3,4,5"], [2]),
    "numbers of skills apart from each other": (
        "TT|Kỹ năng số|Họ tên|Kỹ năng số|Năm sinh|Kỹ năng số|Kỹ năng số|Kỹ năng số\n^|5|^|4|^|1|2|3\n1|x|Lê An||1970|x||\n2||Lê Bé|x|1971|||x",
        ["TT,5,Họ tên,4,Năm sinh,1,2,3"], [2],
    ),
    "numbered skills and what they are": (
        "TT|Họ tên|KN1|KN2|KN3\n||Dịch vụ công|Mua sắm|Thanh toán\n1|Lê An|x||x\n2|Lê Bé||x|", ["TT,Họ tên,Dịch vụ công,Mua sắm,Thanh toán"], [2],
    ),
    "numbers below one that is not merged, one left out": (
        "TT|Họ tên|Kỹ năng số|||||Ghi chú\n||(1)||(3)|(4)|(5)|\n1|Lê An|x||x|||\n2|Lê Bé||x||||", ["TT,Họ tên,(1),(3),(4),(5),Ghi chú"], [2],
    ),
    "numbers with hints below one": ("TT|Họ tên|Kỹ năng số|<|<\n^|^|1|2:|3 (ghi rõ)\n1|Lê An|x||x\n2|Lê Bé||x|", ["TT,Họ tên,1,2:,3 (ghi rõ)"], [2]),
    "numbers with hints below one that is not merged": (
        "TT|Họ tên|Kỹ năng số|||||Ghi chú (ghi rõ)\n||1:|2 (ghi rõ)|3|4 (*)|5 (nếu có)|\n1|Lê An|x||x|||\n2|Lê Bé||x||||",
        ["TT,Họ tên,1:,2 (ghi rõ),3,4 (*),5 (nếu có),Ghi chú (ghi rõ)"], [2],
    ),
    "the last of the upper headings is wider than it looks": (
        "TT|Mã hộ|Họ tên|5 kỹ năng số\n|||Dịch vụ công|Mua sắm|Thanh toán\n1|01|Lê An|x||x\n2|01|Lê Bé||x|",
        ["TT,Mã hộ,Họ tên,Dịch vụ công,Mua sắm,Thanh toán"], [2],
    ),
    "numbers of columns, one without": ("STT|Họ và tên|CCCD|Năm sinh|SĐT\n1|2||4|5\n1|Lê An||1970|\n2|Lê Bé||1971|", ["STT,Họ và tên,CCCD,Năm sinh,SĐT"], [2]),
    "headings broken by hand": ("Số|Họ và|Điện|Ghi\nTT|tên|thoại|chú\n1|Lê An|0905111222|\n2|Lê Bé||", ["TT,tên,thoại,chú"], [2]),
    "numbers of columns that slipped to the left": ("|STT|Họ và tên|Năm sinh\n1|2|3|\n|1|Lê An|1970\n|2|Lê Bé|1971", ["STT,Họ và tên,Năm sinh"], [2]),
    "numbers of columns": ("STT|Họ và tên|Năm sinh\n(1)|(2)|(3)\n1|Lê An|1970\n2|Lê Bé|1971", ["STT,Họ và tên,Năm sinh"], [2]),
    "letters, then numbers": ("STT|Thôn|Số hộ|Số khẩu\nA|B|1|2\n1|Phú Hội|120|400\n2|Phú Mỹ|99|310", ["STT,Thôn,Số hộ,Số khẩu"], [2]),
    "hints below": ("STT|Họ và tên|Giới tính|Năm sinh\n||(Nam/Nữ)|(ghi 4 số)\n1|Lê An|Nam|1970\n2|Lê Bé|Nữ|1971", ["STT,Họ và tên,Giới tính,Năm sinh"], [2]),
    "an empty column within headings beside the rows of another table": (
        "||||||||||STT|Họ và tên|Chức vụ\n||||||||||1|Hồ An|Tổ trưởng\nSTT||Chủ hộ|Năm sinh|DVC trực tuyến||NTS|Ghi chú|||2|Hồ Bé|Tổ phó\n"
        "1||Lê An|1970|x||||||3|Hồ Ca|Thành viên\n2||Lê Bé|1971|||x||||4|Hồ Tư|Thành viên",
        ["STT,Chủ hộ,Năm sinh,DVC trực tuyến,NTS,Ghi chú", "STT,Họ và tên,Chức vụ"], [2, 4],
    ),
    "parts of wide headings that are not merged": (
        "STT|Thôn|Số hộ|||Số khẩu||Ghi chú\n||Tổng|Hộ nghèo|Cận nghèo|Tổng|Nữ|\n1|Phú Hội|320 hộ|12|8|1.210|610|\n2|Phú Mỹ|285|9|5|1.004|504|",
        ["STT,Thôn,Tổng,Hộ nghèo,Cận nghèo,Tổng,Nữ,Ghi chú"], [2],
    ),
    "a heading over one column between those of one of several people": (
        "STT|Thôn|Người thứ 1|||Mã BHXH|Người thứ 1|Người thứ 2|||\n||Họ tên|Quan hệ|Năm sinh||SĐT|Họ tên|Quan hệ|Năm sinh|SĐT\n"
        "1|Phú Hội|Lê An|Chủ hộ|1970|||Lê Bé|Con|1999|\n2|Phú Mỹ|Hồ An|Chủ hộ|1971||0905111222|Hồ Bé|Con|1998|",
        ["STT,Thôn,Họ tên,Quan hệ,Năm sinh,Mã BHXH,SĐT,Họ tên,Quan hệ,Năm sinh,SĐT"], [2],
    ),
    "a heading that nobody knows over one column between those of one of several people": (
        "Thôn|Người 1|||Ghi nhận|Người 1|Người 2|||\n|Họ tên|Quan hệ|Số tuổi||SĐT|Họ tên|Quan hệ|Số tuổi|SĐT\n"
        "Phú Hội|Lê An|Chủ hộ|70|Máy A||Lê Bé|Con|41|\nPhú Mỹ|Hồ An|Chủ hộ|72||0905111222|Hồ Bé|Con|39|",
        ["Thôn,Họ tên,Quan hệ,Số tuổi,Ghi nhận,SĐT,Họ tên,Quan hệ,Số tuổi,SĐT"], [2],
    ),
    "what looks like headings is said above in its columns": (
        "Họ đệm|Tên|Giới tính|Đơn vị\nLê Thu|Cúc|Nữ|VNPT\nHồ Văn|Ba|Nam|\nLê Thu|Phượng|Nữ|Bí thư chi bộ\nHồ Văn|Bảy|Nam|Viettel",
        ["Họ đệm,Tên,Giới tính,Đơn vị"], [4],
    ),
    "the end of a name below empty rows at the end of a page": (
        "STT|Thôn|Họ và tên|Năm sinh|Đơn vị\n1|Phú Hội|Bà Trần Hồng|1989|VNPT\n\n\n||Sương||\nSTT|Thôn|Họ và tên|Năm sinh|Đơn vị\n2|Phú Mỹ|Ông Lê An|1970|VNPT",
        ["STT,Thôn,Họ và tên,Năm sinh,Đơn vị"], [4],
    ),
    "a group that begins at the end of a page": (
        "STT|Họ và tên|Quan hệ|Năm sinh\nTHÔN PHÚ HỘI\nHộ ông: Lê An\n1|Lê An|Chủ hộ|1970\nTHÔN PHÚ MỸ\nHộ ông: Hồ Ba\n|(tiếp theo)\n"
        "STT|Họ và tên|Quan hệ|Năm sinh\n2|Hồ Ba|Chủ hộ|1980\n3|Hồ Bé|Vợ|1982",
        ["STT,Họ và tên,Quan hệ,Năm sinh"], [9],
    ),
    "a title over the gap of two tables": (
        "|||DANH SÁCH HỘ|||\nHọ tên|Năm sinh|SĐT||Họ tên|Năm sinh|SĐT\nLê An|1970|||Hồ An|1971|\nLê Bé|1975|||Hồ Bé|1972|",
        ["Họ tên,Năm sinh,SĐT", "Họ tên,Năm sinh,SĐT"], [2, 2],
    ),
    "lower headings, one of them missing, beside the facts of another table": (
        "|||||||||STT|Họ tên|Chức vụ\nSTT|Họ tên chủ hộ|Năm sinh|Kỹ năng số||||Ghi chú||1|Hồ An|Tổ trưởng\n"
        "|||Dịch vụ công|Mua sắm||Thanh toán|||2|Hồ Bé|Tổ phó\n1|Lê An|1970|x||x||||3|Hồ Ca|Tổ viên\n2|Lê Bé|1980||x|x||bận||4|Hồ Tư|Tổ viên",
        ["STT,Họ tên chủ hộ,Năm sinh,Dịch vụ công,Mua sắm,Kỹ năng số,Thanh toán,Ghi chú", "STT,Họ tên,Chức vụ"], [2, 4],
    ),
    "lower headings of which the second is missing below a wide one that is not merged": (
        "STT|Chủ hộ|Năm sinh|Có biết (đánh dấu x)|||||Ghi chú\n|||Dịch vụ công||Thanh toán|Tự bảo vệ|Nền tảng số\n1|Lê An|1970|x|x||x||bận\n2|Lê Bé|1980|||x||x|",
        ["STT,Chủ hộ,Năm sinh,Dịch vụ công,Có biết (đánh dấu x),Thanh toán,Tự bảo vệ,Nền tảng số,Ghi chú"], [2],
    ),
    "headings of which some are misspelled and others in letters, above rows of colours": (
        "DANH SÁCH HỘ\nSố TT hộ|Địa chỉ|Họ và ttên|Quan hệ với chủ hộ|Giới tíính|Ngày tháng năm sinh|Điện thooại|DVCTT|MSTT|TTTT|ATTT|NTS|Ghi chú\n"
        "4||Nguyễn Mỹ Mai|Chủ hộ|Nữ|12/09/1990|0830555216\n||Lương Ngọc Giang|Chồng|Nam|07/11/1993|",
        ["Số TT hộ,Địa chỉ,Họ và ttên,Quan hệ với chủ hộ,Giới tíính,Ngày tháng năm sinh,Điện thooại,DVCTT,MSTT,TTTT,ATTT,NTS,Ghi chú"], [2],
    ),
    "headings of which two in three are in letters that nobody knows": (
        "STT|Họ tên|Năm sinh|SĐT|ABC|BCD|CDE|DEF|EFG|FGH|GHI|HIK\n1|Lê An|1970|0905111222|x||x|||x||x\n2|Lê Bé|1971|||x||x|||x|",
        ["STT,Họ tên,Năm sinh,SĐT,ABC,BCD,CDE,DEF,EFG,FGH,GHI,HIK"], [2],
    ),
    "many headings, some misspelled and some common words, beside the facts of another table": (
        "||||||||||||||||STT|Họ tên|Chức vụ\nSTT|Thôn|Địa chỉ|Họ và tên|Quan hệ|Giới tính|Năm snh|Điện thại|Abc|Dịch vụ công|Mua sắm|Thanh toán|Tự bảo vệ|Nền tảngsố|Ghi chú||1|Hồ An|Tổ trưởng\n"
        "1|A|Xóm 1|Lê An|Chủ hộ|Nam|1970|0905111222||x||x||||| 2|Hồ Bé|Tổ phó\n2|A|Xóm 1|Lê Bé|Vợ|Nữ|1972|||x||x|||||3|Hồ Ca|Tổ viên",
        ["STT,Thôn,Địa chỉ,Họ và tên,Quan hệ,Giới tính,Năm snh,Điện thại,Abc,Dịch vụ công,Mua sắm,Thanh toán,Tự bảo vệ,Nền tảngsố,Ghi chú", "STT,Họ tên,Chức vụ"], [2, 3],
    ),
    "payments by two letters beyond a heading that is missing": (
        "STT (No.)|Họ tên (Name)|Năm sinh|DVC (Services)||TT (Payment)|AT (Safety)|NT (Platform)|Ghi chú (Notes)\n1|Lê An|1970|x||||x|\n2|Lê Bé|1980||||x||bận",
        ["STT (No.),Họ tên (Name),Năm sinh,DVC (Services),TT (Payment),AT (Safety),NT (Platform),Ghi chú (Notes)"], [2],
    ),
    "headings that are common words, beyond one that is missing, beside the facts of another table": (
        "||||||||||STT|Họ tên|Chức vụ\nSTT|Chủ hộ|Năm sinh||Mua sắm|Thanh toán|Tự bảo vệ|Khác|Ghi chú||1|Hồ An|Tổ trưởng\n"
        "1|Lê An|1970|x|x||||||2|Hồ Bé|Tổ phó\n2|Lê Bé|1980||x|x||x|bận||3|Hồ Ca|Tổ viên",
        ["STT,Chủ hộ,Năm sinh,Mua sắm,Thanh toán,Tự bảo vệ,Khác,Ghi chú", "STT,Họ tên,Chức vụ"], [2, 3],
    ),
    "skills alone beyond a heading that is missing, beside the facts of another table": (
        "||||||||STT|Họ tên|Chức vụ\nSTT|Chủ hộ|Năm sinh||Mua sắm|Thanh toán|Tự bảo vệ||1|Hồ An|Tổ trưởng\n"
        "1|Lê An|1970|x|x||||2|Hồ Bé|Tổ phó\n2|Lê Bé|1980||x|x|||3|Hồ Ca|Tổ viên",
        ["STT,Chủ hộ,Năm sinh,Mua sắm,Thanh toán,Tự bảo vệ", "STT,Họ tên,Chức vụ"], [2, 3],
    ),
    "lower headings beside those of a table that is numbered anew": (
        "STT|Thôn|Chủ hộ|Điện thoại:|Có biết (đánh dấu x)||Ghi chú||DANH SÁCH TỔ\n||||Dịch vụ công|Mua sắm|||STT|Họ tên|Chức vụ\n"
        "1|A|Lê An||x|||| 1|Hồ An|Tổ trưởng\n2|A|Lê Bé|0905111222||x|||2|Hồ Bé|Tổ phó",
        ["STT,Thôn,Chủ hộ,Điện thoại:,Dịch vụ công,Mua sắm,Ghi chú", "STT,Họ tên,Chức vụ"], [2, 2],
    ),
    "heads that are marked, beside formulas without values": (
        "STT|Địa chỉ|Họ và tên|Giới tính|Năm sinh|SĐT|Dịch vụ công|Mua sắm\n|Xóm 1|Mai Đức Trung - chủ hộ|Nam|||Biết|Biết\n|Xóm 1|Trần Hồng Mơ|Nữ|||Biết|Chưa biết",
        ["STT,Địa chỉ,Họ và tên,Giới tính,Năm sinh,SĐT,Dịch vụ công,Mua sắm"], [2],
    ),
    "the end of a name above the notes and the title of the next table": (
        "STT|Địa chỉ|Họ và tên|Năm sinh\n1|Xóm 1|Lê An|1970\n2|Xóm 1|Lý Thị|1972\n||Xuân|\n\n* Ghi chú: gửi trước ngày 20\n\nDANH SÁCH TỔ|||\n"
        "STT|Thôn|Họ và tên|Chức vụ\n1|A|Hồ An|Tổ trưởng",
        ["STT,Địa chỉ,Họ và tên,Năm sinh", "STT,Thôn,Họ và tên,Chức vụ"], [3, 1],
    ),
    "forms below each other, each with a table of its people": (
        "PHIẾU SỐ 1\nHọ tên chủ hộ:|Lê An||Điện thoại:|0905111222\nSTT|Họ và tên|Quan hệ|Năm sinh|DVC\n1|Lê An|Chủ hộ|1970|x\n2|Lê Bé|Vợ|1972|\n\n"
        "PHIẾU SỐ 2\nHọ tên chủ hộ:|Hồ Ca||Điện thoại:|0905111333\nSTT|Họ và tên|Quan hệ|Năm sinh|DVC\n1|Hồ Ca|Chủ hộ|1980|x",
        ["STT,Họ và tên,Quan hệ,Năm sinh,DVC"] * 2, [2, 1],
    ),
    "headings far down": ("\n\n\n||STT|Chủ hộ|SĐT\n||1|Lê An|0905111222\n||2|Lê Bé|", ["STT,Chủ hộ,SĐT"], [2]),
    "English": ("No.|Full name|Year of birth|Phone number\n1|Lê An|1970|\n2|Lê Bé|1971|", ["No.,Full name,Year of birth,Phone number"], [2]),
    "capitals without marks": ("STT|HO VA TEN|NAM SINH|DIEN THOAI\n1|LE AN|1970|\n2|LE BE|1971|", ["STT,HO VA TEN,NAM SINH,DIEN THOAI"], [2]),
    "words that nobody knows": ("Mã|Tên bò|Cân|Sữa\n1|Vàng|200|12\n2|Đốm|180|10", ["Mã,Tên bò,Cân,Sữa"], [2]),
    "no headings": ("1|Lê Văn An|Nam|1970|0905111222\n2|Lê Thị Bé|Nữ|1975|\n3|Hồ Cúc|Nữ|1990|", [""], [3]),
    "no headings, below a title": ("DANH SÁCH HỘ THÔN PHÚ HỘI|<|<|<\n1|Lê Văn An|1970|x\n2|Lê Thị Bé|1975|\n3|Hồ Cúc|1990|x", [""], [3]),
    "repeated on each page": (
        "STT|Chủ hộ|Năm sinh\n1|Lê An|1970\nCộng trang|1|\nSTT|Chủ hộ|Năm sinh\n2|Lê Bé|1971\n(tiếp theo)\nSTT|Chủ hộ|Năm sinh\n3|Hồ Cúc|1980",
        ["STT,Chủ hộ,Năm sinh"], [7],
    ),
    "repeated with some words otherwise": (
        "STT|Chủ hộ|Năm sinh|SĐT|Giới tính|Ghi chú|Thôn|Xã|KN1\n1|Lê An|1970\n(tiếp theo)\nSTT|Chủ hộ|Năm sinh|SĐT|Giới tín|Ghi chu|Thon|Xa|KN 1\n2|Lê Bé|1971",
        ["STT,Chủ hộ,Năm sinh,SĐT,Giới tính,Ghi chú,Thôn,Xã,KN1"], [4],
    ),
    "repeated within a name that is broken": (
        "STT|Chủ hộ|Năm sinh\n1|Lê Văn|1970\n|An|\n(tiếp theo)||\nSTT|Chủ hộ|Năm sinh\n2|Lê Bé|1971", ["STT,Chủ hộ,Năm sinh"], [5],
    ),
    "same headings below a title of their own": (
        "Thôn Phú Hội\nSTT|Chủ hộ|Năm sinh\n1|Lê An|1970\n\nThôn Phú Mỹ\nSTT|Chủ hộ|Năm sinh\n1|Lê Bé|1971", ["STT,Chủ hộ,Năm sinh"] * 2, [1, 1],
    ),
    "another table below": (
        "STT|Chủ hộ|Năm sinh|SĐT\n1|Lê An|1970|\n2|Lê Bé|1975|\n\nTỔ CÔNG NGHỆ SỐ\nTT|Họ và tên|Chức vụ\n1|Hồ Cúc|Tổ trưởng\n2|Hồ Dần|Thành viên",
        ["STT,Chủ hộ,Năm sinh,SĐT", "TT,Họ và tên,Chức vụ"], [2, 2],
    ),
    "another table beside, whose headings stand in the row of a legend": (
        "KN1: Dịch vụ công|||||STT|Họ và tên|Chức vụ|Thôn\nKN2: Mua sắm|||||1|Lê Văn An|Tổ trưởng|A\nMã hộ|Chủ hộ|Thôn|Địa chỉ||2|Lê Bé|Thành viên|A\n"
        "H1|Hồ Cúc|A|Xóm 1||3|Lê Ca|Thành viên|A\nH2|Hồ Dần|A|Xóm 2||4|Lê Chi|Thành viên|A",
        ["Mã hộ,Chủ hộ,Thôn,Địa chỉ", "STT,Họ và tên,Chức vụ,Thôn"], [2, 4],
    ),
    "a heading beyond a column that was cut, beside facts": (
        "|||||||TT|Thôn|Số hộ|Số khẩu\n|||||||1|A|12|40\nSTT|Họ và tên|Chủ hộ||Quan hệ với chủ hộ|||2|B|13|42\n1|Lê An|Lê An||Chủ hộ|||3|C|14|44\n2|Lê Bé|Lê An||Vợ|||4|D|15|46",
        ["STT,Họ và tên,Chủ hộ,Quan hệ với chủ hộ", "TT,Thôn,Số hộ,Số khẩu"], [2, 4],
    ),
    "another table beside, whose headings stand in the lower row of those of the first": (
        "No.|Village|Thành viên 1|||Thành viên 2|||||TỔ CÔNG NGHỆ SỐ\n||Full name|Gender|Birth|Full name|Gender|Birth||STT|Họ và tên|Chức vụ|Thôn\n"
        "1|A|Lê An|Nam|1970|Lê Bé|Nữ|1972||1|Hồ Cúc|Tổ trưởng|A\n2|B|Hồ An|Nam|1971|Hồ Bé|Nữ|1973||2|Hồ Dần|Thành viên|A\n|||||||||3|Hồ Mơ|Thành viên|A",
        ["No.,Village,Full name,Gender,Birth,Full name,Gender,Birth", "STT,Họ và tên,Chức vụ,Thôn"], [3, 3],
    ),
    "another table beside facts that look like words": (
        "Thôn|Địa chỉ|Họ và tên|Giới tính||||\nEa M|Xóm 1|Lê An|Nam||STT|Họ và tên|Chức vụ|Thôn\nEa M|Xóm 1|Lê Bé|Nữ||1|Hồ Cúc|Tổ trưởng|A\nEa M|Xóm 1|Lê Ca|Nữ||2|Hồ Dần|Thành viên|A",
        ["Thôn,Địa chỉ,Họ và tên,Giới tính", "STT,Họ và tên,Chức vụ,Thôn"], [3, 2],
    ),
    "another table beside": (
        "STT|Chủ hộ|Năm sinh||TT|Thôn|Số hộ\n1|Lê An|1970||1|Phú Hội|120\n2|Lê Bé|1975||2|Phú Mỹ|90\n3|Hồ Cúc|1980|||",
        ["STT,Chủ hộ,Năm sinh", "TT,Thôn,Số hộ"], [3, 3],
    ),
    "beside, a row lower": (
        "STT|Chủ hộ|Năm sinh||TỔ CÔNG NGHỆ SỐ||\n1|Lê An|1970||STT|Họ và tên|Chức vụ|SĐT\n2|Lê Bé|1975||1|Hồ Cúc|Tổ trưởng|\n3|Hồ Cúc|1980||2|Hồ Dần|Tổ phó|",
        ["STT,Chủ hộ,Năm sinh", "STT,Họ và tên,Chức vụ,SĐT"], [3, 2],
    ),
    "beside, below headings of two languages": (
        "STT (No.)|Chủ hộ (Head)|Kỹ năng số|<||STT|Họ và tên|Chức vụ\n^|^|DVC|Mua sắm||1|Hồ Cúc|Tổ trưởng\n1|Lê An|x|||2|Hồ Dần|Tổ phó\n2|Lê Bé|x|||||",
        ["STT (No.),Chủ hộ (Head),DVC,Mua sắm", "STT,Họ và tên,Chức vụ"],
        [2, 3],
    ),
    "beside facts that have gaps": (
        "STT|Chủ hộ|Năm sinh|DVC|Mua sắm|Ghi chú||TỔ CÔNG NGHỆ SỐ|||\n1|Lê An|1970||Biết|||STT|Họ và tên|Chức vụ|SĐT\n2|Lê Bé|1975|Biết||||1|Hồ Cúc|Tổ trưởng|\n3|Hồ Cúc|1980||||||||",
        ["STT,Chủ hộ,Năm sinh,DVC,Mua sắm,Ghi chú", "STT,Họ và tên,Chức vụ,SĐT"],
        [3, 2],
    ),
    "beside facts that end in marks and a note": (
        "STT|Chủ hộ|Năm sinh|DVC|Mua sắm|Ghi chú||TỔ CÔNG NGHỆ SỐ|||\n1|Lê An|1970||x|Chưa có điện thoại||STT|Họ và tên|Chức vụ|SĐT\n"
        "2|Lê Bé|1975|x||||1|Hồ Cúc|Tổ trưởng|\n3|Hồ Cúc|1980||||||||",
        ["STT,Chủ hộ,Năm sinh,DVC,Mua sắm,Ghi chú", "STT,Họ và tên,Chức vụ,SĐT"],
        [3, 2],
    ),
    "two halves side by side without a gap or numbers": (
        "DANH SÁCH THÔN PHÚ HỘI\nChủ hộ|Năm sinh|SĐT|Chủ hộ|Năm sinh|SĐT\nLê An|1970||Hồ Cúc|1980|\nLê Bé|1975||Hồ Dần|1981|",
        ["Chủ hộ,Năm sinh,SĐT"] * 2, [2, 2],
    ),
    "two halves side by side without a gap": (
        "STT|Chủ hộ|SĐT|STT|Chủ hộ|SĐT\n1|Lê An||3|Hồ Cúc|\n2|Lê Bé||4|Hồ Dần|", ["STT,Chủ hộ,SĐT"] * 2, [2, 2],
    ),
    "empty columns between": ("STT||Họ và tên|||Năm sinh\n1||Lê An|||1970\n2||Lê Bé|||1975", ["STT,Họ và tên,Năm sinh"], [2]),
    "a column without heading": ("STT|Họ và tên||Năm sinh|\n1|Lê An|0905111222|1970|x\n2|Lê Bé||1975|x", ["STT,Họ và tên,Năm sinh"], [2]),
    "people side by side": (
        "STT|Thôn|Người 1|<|Người 2|<\n^|^|Họ và tên|Năm sinh|Họ và tên|Năm sinh\n1|A|Lê An|1970|Lê Bé|1975\n2|B|Hồ Cúc|1980||",
        ["STT,Thôn,Họ và tên,Năm sinh,Họ và tên,Năm sinh"], [2],
    ),
    "people side by side, with a gap, not merged": (
        "STT|Thôn|Người 1||CCCD|Người 1|Người 2|\n||Họ và tên|Năm sinh||SĐT|Họ và tên|Năm sinh\n1|A|Lê An|1970||0905111222|Lê Bé|1975\n2|B|Hồ Cúc|1980||||",
        ["STT,Thôn,Họ và tên,Năm sinh,CCCD,SĐT,Họ và tên,Năm sinh"],
        [2],
    ),
    "skills of two letters are no second table": ("STT|Họ tên|DVC|MS|TT|AT|NT\n1|Lê An|x|x||x|\n2|Lê Bé||x|||x", ["STT,Họ tên,DVC,MS,TT,AT,NT"], [2]),
    "facts that sound like headings": (
        "STT|Họ và tên|Chức vụ|Đơn vị|Nội dung\n1|Lê An|Tổ trưởng|Đoàn thanh niên|Thanh toán\n2|Hồ Bé|Thành viên|Chủ hộ|Dịch vụ công, mua sắm",
        ["STT,Họ và tên,Chức vụ,Đơn vị,Nội dung"], [2],
    ),
    "a name that sounds like a heading, no numbers": (
        "Thôn|Chủ hộ|Họ tên|Giới tính|Kỹ năng\nPhú Hội|Sô Hờ Út|Sô Hờ Út|Nữ|\nPhú Hội|Sô Hờ Út|Hồ Bé|Nữ|biết\nPhú Hội|Lê An|Lê An|Nam|biết",
        ["Thôn,Chủ hộ,Họ tên,Giới tính,Kỹ năng"], [3],
    ),
    "village over half of the headings": (
        "THÔN PHÚ HỘI|<|<||\nSTT|Chủ hộ|Năm sinh|SĐT|Ghi chú\n1|Lê An|1970||\n2|Lê Bé|1975||",
        ["STT,Chủ hộ,Năm sinh,SĐT,Ghi chú"],
        [2],
    ),
    "unit and month in one line": (
        "Đơn vị: Thôn Phú Hội||Tháng: 9/2026\nSTT|Chủ hộ|SĐT\n1|Lê An|\n2|Lê Bé|",
        ["STT,Chủ hộ,SĐT"],
        [2],
    ),
    "explained beside": (
        "STT|Chủ hộ|DVC||Ký hiệu|Ý nghĩa\n1|Lê An|x||x|Biết\n2|Lê Bé|o||o|Chưa biết\n3|Hồ Cúc|x|||",
        ["STT,Chủ hộ,DVC"],
        [3],
    ),
    "headings again in another language": (
        "STT|Thôn|Chủ hộ|Năm sinh|SĐT\nNo|Village|Head of household|Year of birth|Phone\n1|Phú Hội|Lê An|1970|\n2|Phú Hội|Hồ Bé|1975|",
        ["No,Village,Head of household,Year of birth,Phone"],
        [2],
    ),
    "what a form asks of each cell": (
        "STT|Chủ hộ|Năm sinh|SĐT|DVC\nSố|Ghi chữ in hoa|4 số|10 số|Có/Không\n1|Lê An|1970|0905111222|Có\n2|Hồ Bé|1975||Không",
        ["STT,Chủ hộ,Năm sinh,SĐT,DVC"],
        [2],
    ),
    "what a form asks, some of it in brackets": (
        "STT|Chủ hộ|Năm sinh|SĐT\n|(Ghi chữ in hoa)|(4 số)|(9 hoặc 10 số)\n1|Lê An|1970|0905111222\n2|Hồ Bé|1975|",
        ["STT,Chủ hộ,Năm sinh,SĐT"],
        [2],
    ),
    "a form is no table": ("PHIẾU KHẢO SÁT\nHọ và tên:|Lê An|Thôn:|Phú Hội\nNăm sinh:|1970|Điện thoại:|0905111222", [], []),
    "no headings, only words": (
        "Lê Văn An|Nam|Xóm 1|x|x\nLê Thị Bé|Nữ|Xóm 2|x|\nHồ Cúc|Nữ|Xóm 3||x",
        [""],
        [3],
    ),
    "a chart": ("SƠ ĐỒ TỔ CÔNG NGHỆ SỐ THÔN PHÚ HỘI|||\n|TỔ TRƯỞNG||\n|Lê Văn An||\n|TỔ PHÓ||\n|Hồ Bé||\nTHÀNH VIÊN|||\nHồ Cúc|Hồ Dần|Lê Én|", [""], [7]),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_is_read_as_its_tables(name):
    text, headings, sizes = LAYOUTS[name]
    found = tables_in(text)
    assert [",".join(words[0] for words in one.headings.values()) for one in found] == headings
    assert [len(one.rows) for one in found] == sizes


def words_of(text, column):
    return tables_in(text)[0].headings[column]


def test_words_above_a_column_come_lowest_first():
    assert words_of(LAYOUTS["three rows"][0], 3) == ("Nữ", "Năm sinh", "Thông tin người dân")
    assert words_of(LAYOUTS["two rows, not merged"][0], 3) == ("Nữ", "Năm sinh")
    assert words_of(LAYOUTS["people side by side"][0], 4) == ("Họ và tên", "Người 2")
    assert words_of(LAYOUTS["headings broken by hand"][0], 1) == ("tên", "Họ và")
    assert words_of(LAYOUTS["numbered skills and what they are"][0], 2) == ("Dịch vụ công", "KN1")


@pytest.mark.parametrize(
    ("upper", "of_all"),
    [
        ("|||Kỹ năng 1: dịch vụ công|<|Kỹ năng 2: mua sắm|<", False), ("|||Kỹ năng 1: dịch vụ công||Kỹ năng 2: mua sắm|", False),
        ("|||Kỹ năng số: 5 kỹ năng|<|<|<", False), ("|||Kỹ năng: 1|<|Kỹ năng: 2|<", False), ("|Chủ hộ:|<|Kỹ năng|<|<|<", False),
        ("|||ĐT: 0905 111 222 (Zalo)|||", True), ("|||Số khẩu: 4|||", True), ("|Thôn:|Phú Hội||||", True),
    ],
)  # fmt: skip
def test_words_behind_a_colon_part_no_headings_from_those_below_and_values_do(upper, of_all):
    rows = (
        "TT|Họ tên|Năm sinh|Tự làm|Cần giúp|Có máy|Có mạng\n1|Lê An|1970|x|||x\n2|Lê Bé|1980|x|||x"
    )
    (table,) = tables_in(f"{upper}\n{rows}")
    assert table.heading_rows == ((2,) if of_all else (1, 2))


def test_a_heading_with_a_colon_over_both_rows_is_no_label_of_what_stands_beside_it():
    (table,) = tables_in(
        "STT|Địa chỉ:|Người thứ 1|<||Người thứ 1|Người thứ 2|<|<\n^|^|Họ tên|Năm sinh||SĐT|Họ tên|Năm sinh|SĐT\n"
        "1|Tổ 2|Lê An|1970|061|0905111222|Lê Bé|1980|0905111333\n2|Tổ 3|Hồ Tư|1960|062||Hồ Ba|1990|"
    )  # fmt: skip
    assert table.heading_rows == (1, 2)
    assert (table.headings[5], table.headings[6]) == (("SĐT", "Người thứ 1"), ("Họ tên", "Người thứ 2"))  # fmt: skip


def context_of(table, origin):
    return [one.text for one in table.context if one.origin == origin]


def test_titles_notes_and_names_stand_around_a_table():
    (table,) = tables_in(
        "DANH SÁCH HỘ THÔN PHÚ HỘI\n(Tháng 9/2026)\n\nSTT|Chủ hộ|DVC\n1|Lê An|x\n2|Lê Bé|o\n\nGhi chú:\nx: biết; o: chưa biết\n|NGƯỜI LẬP\n|Hồ Cúc",
        name="thon phu hoi.xlsx",
    )
    assert context_of(table, "file") == ["thon phu hoi.xlsx"]
    assert context_of(table, "sheet") == ["Sheet1"]
    assert context_of(table, "title") == ["DANH SÁCH HỘ THÔN PHÚ HỘI", "(Tháng 9/2026)"]
    assert "x: biết; o: chưa biết" in context_of(table, "foot")
    assert [one.row for one in table.context if one.origin == "title"] == [1, 2]


def test_title_above_the_first_half_of_a_list_is_of_the_second_too():
    halves = "Chủ hộ|Năm sinh||Chủ hộ|Năm sinh\nLê An|1970||Hồ Cúc|1980\nLê Bé|1975||Hồ Dần|1981"
    for above, titles in (
        ("THÔN PHÚ HỘI", ["THÔN PHÚ HỘI"] * 2),
        ("THÔN A|||THÔN B", ["THÔN A", "THÔN B"]),
    ):
        found = tables_in(f"{above}\n{halves}")
        said = [[one.text for one in table.context if one.origin == "title"] for table in found]
        assert said == [[title] for title in titles]


def test_title_of_the_second_table_is_not_that_of_the_first():
    first, second = tables_in(LAYOUTS["same headings below a title of their own"][0])
    assert (context_of(first, "title"), context_of(second, "title")) == (
        ["Thôn Phú Hội"],
        ["Thôn Phú Mỹ"],
    )
    left, right = tables_in(LAYOUTS["beside, a row lower"][0])
    assert (context_of(left, "title"), context_of(right, "title")) == ([], ["TỔ CÔNG NGHỆ SỐ"])


def test_signature_of_the_first_table_is_no_title_of_the_second():
    _, second = tables_in(
        "TT|Chủ hộ|SĐT\n1|Lê An|\n||NGƯỜI LẬP\n||Hồ Cúc\nDANH SÁCH TỔ\nTT|Họ và tên|Chức vụ\n1|Hồ Dần|Tổ phó"
    )
    assert context_of(second, "title") == ["DANH SÁCH TỔ"]


@pytest.mark.parametrize(
    ("between", "foot", "title"),
    [
        ("DANH SÁCH TỔ\n", ["KN1: Dịch vụ công", "KN2: Mua sắm"], ["DANH SÁCH TỔ"]),
        ("DANH SÁCH TỔ\n", ["(1): Dịch vụ công; (2): Mua sắm"], ["DANH SÁCH TỔ"]),
        ("", [], ["KN1: Dịch vụ công", "KN2: Mua sắm"]),
    ],
)
def test_what_explains_the_first_table_is_no_title_of_the_second(between, foot, title):
    first, second = tables_in(
        "STT|Họ tên|KN1|KN2\n1|Lê Văn An|x|\n2|Lê Thị Bé||x\n\n"
        + "\n".join(foot or title)
        + "\n\n"
        + between
        + "STT|Họ tên|Chức vụ\n1|Hồ An|Tổ trưởng\n2|Hồ Bé|Tổ phó"
    )
    assert (context_of(first, "foot"), context_of(second, "title")) == (foot, title)


def test_sheets_without_tables_are_named():
    asking = Asking({})
    found = tables_in(
        sheet_of("HƯỚNG DẪN\n1. Không thêm cột.\n2. Gửi trước ngày 20.", "Hướng dẫn"),
        sheet_of("STT|Chủ hộ\n1|Lê An\n2|Lê Bé", "DS"),
        sheet_of("", "Sheet3"),
        sheet_of("Nam|Chủ hộ\nNữ|Vợ\n|Con", "DM", hidden=True),
        sheet_of("TỔNG HỢP\nTT|Thôn|Số hộ|Số khẩu\n1|A|12|40\n2|B|13|44", "Tổng hợp"),
        asking=asking,
    )  # fmt: skip
    assert [one.name for one in found] == ["DS"]
    assert [(one.why, one.sheet) for one in asking.left] == [
        ("no_table", 0), ("empty_sheet", 2), ("no_table", 3), ("summary", 4),
    ]  # fmt: skip


def test_summary_alone_in_its_file_is_read():
    assert len(tables_in(sheet_of("TỔNG HỢP\nTT|Thôn|Số hộ\n1|A|12\n2|B|13", "Tổng hợp"))) == 1


@pytest.mark.parametrize(
    ("told", "tables", "whys"), [(None, 0, []), ("take", 1, []), ("skip", 0, ["hidden"])]
)
def test_hidden_sheet_with_a_list_is_asked_about(told, tables, whys):
    asking = Asking({("hidden", "2024 (cũ)"): told} if told else {})
    found = tables_in(
        sheet_of("STT|Chủ hộ|SĐT\n1|Lê An|\n2|Lê Bé|", "2024 (cũ)", hidden=True), asking=asking
    )
    assert len(found) == tables
    assert [one.why for one in asking.left] == whys
    assert len(asking.questions) == (told is None)


def test_headings_do_not_hang_on_answers():
    asking = Asking({("column", "họ và tên"): "head", ("column", "stt"): "skip"})
    (table,) = tables_in(
        "ỦY BAN NHÂN DÂN||XÃ A\nSTT|Họ và tên|Lạ\n1|Lê An|x\n2|Lê Bé|", asking=asking
    )
    assert table.heading_rows == (2,)


def test_rows_of_a_large_sheet_are_read_as_they_are_asked_for():
    asked = count()

    class Rows(list):
        def __getitem__(self, at):
            next(asked)
            return super().__getitem__(at)

    rows = Rows([Row(n, [n, f"Người {n}", 1950 + n % 60, None]) for n in range(2, 30_000)])
    rows.insert(0, Row(1, ["STT", "Họ và tên", "Năm sinh", "SĐT"]))
    (table,) = tables_in(type(sheet_of(""))("DS", rows))
    assert len(table.rows) == 29_998
    assert next(asked) < 200
    assert table.rows[-1].number == 29_999
    assert [row.number for row in Window(rows, 700, 703)] == [701, 702, 703]


def test_explanation_beside_a_table_is_one_below_it():
    asking = Asking({})
    (table,) = tables_in(LAYOUTS["explained beside"][0], asking=asking)
    assert context_of(table, "foot") == ["Ký hiệu: Ý nghĩa", "x: Biết", "o: Chưa biết"]
    assert [(one.why, one.rows, one.columns) for one in asking.left] == [("aside", (1, 3), (3, 5))]


def test_rows_of_two_texts_are_no_notes_below_a_table_of_two_columns():
    (table,) = tables_in("Chủ hộ|Địa chỉ\nLê An|Xóm 1\nLê Bé|Xóm 2\nx: biết")
    assert context_of(table, "foot") == ["x: biết"]


BESIDE = (
    "STT|Chủ hộ|SĐT||Họ và tên|Chức vụ\n1|Lê An|||Hồ Cúc|Tổ trưởng\n2|Lê Bé|||Hồ Dần|Tổ phó\n"
    "3|Lê Ca||||\n4|Lê Dê||||"
)


@pytest.mark.parametrize(
    ("told", "lefts", "whys"), [(None, [0], []), ("all", [0, 4], []), ("first", [0], ["table"])]
)
def test_table_beside_that_is_not_numbered_is_asked_about(told, lefts, whys):
    asking = Asking({("tables", ""): told} if told else {})
    found = tables_in(BESIDE, asking=asking)
    assert [one.left for one in found] == lefts
    assert [one.why for one in asking.left] == whys
    assert [one.kind for one in asking.questions.values()] == ([] if told else ["tables"])


def test_columns_that_are_filled_here_and_there_are_no_table_of_their_own():
    asking = Asking({})
    (table,) = tables_in(
        "STT|Chủ hộ|SĐT||Họ và tên vợ|Năm sinh\n1|Lê An|||Hồ Cúc|1970\n2|Lê Bé||||\n3|Lê Ca|||Hồ Dần|1971\n4|Lê Dê||||\n5|Lê Giang||||",
        asking=asking,
    )
    assert (table.left, table.right) == (0, 5)
    assert not asking.questions


def test_a_row_that_numbers_columns_counts_on_over_those_that_were_cut():
    cells = {0: "A", 1: "B", 2: 1, 3: 2, 4: 3, 6: 5, 7: 6}
    assert is_numbering(cells)
    assert not is_numbering({**cells, 6: 9})


def test_the_first_of_the_numbers_below_one_heading_may_be_missing():
    (table,) = tables_in(
        "STT|Họ tên chủ hộ|Kỹ năng số||||Ghi chú\n|||(2)|(3)|(4)|\n1|Lê An|x||x||\n2|Lê Bé||x||x|"
    )
    assert table.heading_rows == (1, 2)
    assert [table.headings[at] for at in (2, 3)] == [("Kỹ năng số",), ("(2)", "Kỹ năng số")]


def test_notes_below_the_left_half_of_a_table_make_no_table_of_it():
    rows = "".join(f"{at}|Lê An||Lê {name}|19{at}0\n" for at, name in enumerate("ABC", 5))
    (table,) = tables_in(
        f"STT|Họ tên chủ hộ||Họ và tên|Năm sinh\n{rows}\nGhi chú:\nLập ngày 15/9\n"
    )
    assert (table.left, table.right) == (0, 4)


@pytest.mark.parametrize(
    ("text", "is_total"),
    [
        ("Cổng số tỉnh", False),
        ("Công nhân", False),
        ("cong nhan", False),
        ("Công chức", False),
        ("Cộng nhân khẩu", True),
        ("Cộng", True),
        ("Cộng toàn tỉnh", True),
    ],
)
def test_a_gate_adds_nothing_up(text, is_total):
    assert words.is_total(text) is is_total


def test_what_stands_beside_headings_that_reach_down_is_one_of_them():
    head = "STT|Chủ hộ|SĐT|Tháng|<|Ghi chú\n^|^|^|6|12|^\n"
    (table,) = tables_in(head + "1|Lê An|0905111222|x||\n2|Lê Bé||x|x|")
    assert table.headings[4] == ("12", "Tháng")
    assert [row.number for row in table.rows] == [3, 4]


@pytest.mark.parametrize(
    ("below", "count"), [((1, "Lê An", "x", "0905111222", "x"), 1), ((1, "Lê An", "x", None, "x"), 2), ((1, "Lê An", "x", "0905111222", 2), 2)]
)  # fmt: skip
def test_payments_beyond_a_column_without_a_heading_are_no_running_numbers(below, count):
    headings = ("TT", "Họ tên", "Điện thoại", None, "TT", "Tên", "Năm sinh")
    assert len(list(runs_of(headings, (), below))) == count


def test_a_table_of_one_row_is_what_a_longer_one_with_its_headings_is():
    head = "STT|Ngay to chuc|To|Hoat dong|Dia diem|So nguoi|Ho\n"
    days = "".join(
        f"{at}|{at}/6|Phu Hoi|Thanh toan QR|Nha van hoa|3{at} luot|9\n" for at in range(1, 6)
    )
    asking = Asking({})
    tables = tables_of(
        Book("xlsx", [sheet_of(head + days), sheet_of(head + days[:57])]), KNOWN, asking
    )
    assert [len(one.alike) for one in tables] == [0, 5]


def test_a_heading_that_was_cut_parts_nothing_of_a_table_beside_another():
    cells = ("STT", "Họ tên", "Năm sinh", "SĐT", None, "Dịch vụ côông", "Mua bban", "Loại nhà")
    facts = (None, 1, "Thôn Phú Hội", "265/QĐ-UBND", 1971)
    rows = [
        Row(1, [*cells, *facts]),
        Row(2, [1, "Lê An", 1970, None, None, "x", "x", "Ngói", *facts]),
    ]
    assert [(run.left, run.right) for run in scan(rows, {4: 2}).runs][:1] == [(0, 7)]


def test_where_all_live_is_no_upper_row_of_headings():
    """Between the letterhead and the headings, beside who keeps the book: two texts over all of the columns."""
    rows = "Mã hộ|Họ tên|Quan hệ|Năm sinh|Điện thoại\n1|Lê An|Chủ hộ|1970|\n|Hồ Bé|Vợ|1972|"
    for above in ("Thôn: Phú Hội|||Cộng tác viên: Lê Sen|", "Thông tin|||Liên hệ|"):
        [table] = tables_in(f"{above}\n{rows}")
        said = {one.text for one in table.context if one.origin == "title"}
        assert said == ({*above.strip("|").split("|||")} if ":" in above else set())
        assert len(table.rows) == 2


def test_facts_begin_right_below_the_numbers_of_the_columns():
    sheet = sheet_of(
        "STT|HỌ VÀ TÊN|QUAN HỆ VỚI CHỦ HỘ|ĐIỆN THOẠI|KN1|GHI CHÚ\n"
        "(1)|(2)|(3)|(4)|(5)|(6)\n"
        "III|Y Khoan Kbuôr|Chủ hộ||v|Chưa có điện thoại thông minh\n"
        "1|H'Blăng Niê Kđăm|Vợ|0845199275||\n"
    )
    (table,) = tables_of(Book("xlsx", [sheet]), KNOWN, Asking({}))
    assert len(table.rows) == 2


def test_a_column_that_was_cut_beside_one_without_a_heading_parts_nothing_beside_another_table():
    skills, facts = ["Biết sử dụng"] * 2, [None, "3", "A", "Hồ An", "Tổ phó"]
    rows = [
        Row(1, [*[None] * 9, "STT", "Thôn", "Họ tên", "Chức vụ"]),
        Row(2, ["STT", "Họ tên", "Năm sinh", None, None, *skills, "Ghi chú", *facts]),
        Row(3, ["STT", "Họ tên", "Năm sinh", None, None, "Dịch vụ công", "Mua sắm", "Ghi chú", *facts], shared=frozenset({0, 1, 2, 7})),
        Row(4, [1, "Lê An", 1970, None, "0905111222", "x", "x", None, *facts]),
    ]  # fmt: skip
    found = tables_of(Book("xlsx", [Sheet("A", rows, cut={3: 1})]), KNOWN, Asking({}))
    said = [",".join(one[0] for one in table.headings.values()) for table in found]
    assert said[0] == "STT,Họ tên,Năm sinh,Dịch vụ công,Mua sắm,Ghi chú"


SUM = "BẢNG TỔNG HỢP KẾT QUẢ KHẢO SÁT THÔN PHÚ HỘI\nSTT|Chủ hộ|Năm sinh\n1|{}|1970\n2|{}|1975"
LIST = "DANH SÁCH HỘ\nSTT|Chủ hộ|Năm sinh\n1|Lê Văn An|1970\n2|Hồ Thị Bé|1975"


@pytest.mark.parametrize(
    ("heads", "tables"), [(("Lê Văn An", "Hồ Thị Bé"), 1), (("Lê Văn An", "Hồ Văn Khác"), 2)]
)
def test_a_sheet_that_is_called_a_sum_is_a_list_where_it_names_others(heads, tables):
    """Of two lists one may be titled "Bảng tổng hợp"; that of the households of other sheets only repeats them."""
    assert len(tables_in(SUM.format(*heads), LIST)) == tables
