"""What the words of a cell look like: a heading, a title, a signature, a total, a group of rows, a mark for "as above"."""

import re

from areas.names import clean, fold
from imports.spreadsheet.book import Cell
from imports.spreadsheet.caches import of_file
from imports.tidy.people.address import BARE_ADDRESSED
from imports.tidy.people.families import BARE_FAMILY

# A heading is short, also one of the circular with its brackets.
LONGEST_HEADING = 120
SHORT = 45


def these(*texts: str) -> frozenset[str]:
    """Return the words that are written between bars."""
    return frozenset(word for text in texts for word in text.split("|"))


_ALONE = these(
    "stt|tt|so tt|so thu tu|no|id|ten|ho ten|ho va ten|ho va chu dem|ho dem|ho|gioi|gt|phai|ns|sn|nam sinh|tuoi|so tuoi|do tuoi|dob|yob",
    "sdt|dt|so dt|dtdd|zalo|email|gc|ghi chu|chu thich|note|notes|remark|remarks|thon|buon|ban|ap|lang|xom|khu pho|kp",
    "tdp|to|to dan pho|khoi|kdc|xa|phuong|huyen|tinh|village|hamlet|commune|ward|district|province|address|dia chi",
    "noi o|cho o|thuong tru|tam tru|chu ho|ho so|so ho|ma ho|ch|qh|qhch|quan he|name|full name|fullname|sex|gender|age",
    "phone|mobile|tel|relation|relationship|role|position|title|date|day|place|household|head|members|dvc|dvctt|ms|at",
    "nt|attt|tmdt|ttkdtm|mua sam|mua ban|thanh toan|tu bao ve|an toan|nen tang|khac|ngay|thang|nam|noi dung|hoat dong",
    "dia diem|so nguoi|luot nguoi|so luot|nguoi|nu|so khau|so nhan khau|nhan khau|khau|dan so|so dan|so thon|chuc vu",
    "chuc danh|vai tro|nhiem vu|don vi|to chuc|thanh phan|co quan|quyet dinh|so qd|qd so|ngay qd|ngay ky|nguoi ky",
    "to truong|to pho|thanh vien|to vien|nguon|loai|cap|ten cu|cccd|cmnd|so cccd|so cmnd|can cuoc|dan toc|ton giao",
    "nghe nghiep|trinh do|hoc van|bhyt|bhxh|stk|dien ho|ho ngheo|loai ho|ket qua|danh gia|don vi tinh|dvt|so luong",
    "ngay thang nam sinh|so tt ho|mstt|tttt|nts|wifi|internet|ma|ma so|ngay sinh|thang sinh|sinh nam|xa phuong|van ban|so van ban|ap dung tu ngay|tu ngay|ngay ap dung",
)
# These say as much in a row of facts: they count only beside others.
_WEAK = these(
    "nam|nu|to truong|to pho|thanh vien|to vien|chu ho|ch|khac|head|ho|to|ban|nguoi|no|at|ms|nt|thanh toan|mua sam|mua ban",
    "an toan|tu bao ve|dich vu cong|nen tang|dvc|member|x|cap|loai|ten|lang|tinh|ap",
)
_WITHIN = re.compile(
    r"\b(?:ho (?:va )?(?:chu dem|ten)|ten (?:thon|buon|to|ho|chu ho|nguoi|xa|khu|don vi|thanh vien|goi|thuong|lop|chu)|nam sinh|sinh nam|"
    r"(?:ngay|thang)(?: \w+)? (?:sinh|ky|thanh lap|ban hanh|to chuc|khao sat|qd|quyet dinh)|gioi tinh|g tinh|dien thoai|so (?:may|zalo|nha)|lien (?:he|lac)|"
    r"di dong|sdt|quan he|q he|qh|dia chi|noi (?:o|thuong|tam|dang|cu)|thuong tru|thon buon|thon ban|khu dan cu|don vi|chu ho|(?:ma|stt|so) (?:so )?ho|"
    r"so (?:ho|khau|nguoi|thon|luot|nhan|dan|can|dinh|tai|to|thanh vien)|luot nguoi|nhan khau|thanh vien|thanh phan|ghi chu|ghi nhan|ky nang|kns? ?\d*|dich vu cong|"
    r"mua (?:sam|ban|hang)|thanh toan|khong gian mang|bao ve|an toan|lua dao|nen tang|truc tuyen|thuong mai dien tu|"
    r"quyet dinh|so qd|qd so|chuc (?:vu|danh)|vai tro|nhiem vu|cong tac|noi dung|thoi gian|dia diem|trong do|ket qua|"
    r"can cuoc|cccd|cmnd|dinh danh|bhxh|bhyt|ho chieu|dan toc|ton giao|nghe nghiep|trinh do|bao hiem|tai khoan|vneid|internet|smartphone|"
    r"(?:full|first|last|family|given) name|date of|year of|of birth|phone|relationship|head of|household|online|"
    r"public services|safety|payment|shopping|digital platform|decision|organi[sz]ation|position)\b"
)
# What never stands in headings: letterheads, titles, periods, signatures, notes.
_TITLE = re.compile(
    r"(?:danh sach|ds|bang|bieu|mau(?: so)?|phu luc|bao cao|tong hop|thong ke|so theo doi|nhat ky|ke hoach|so do|uy ban|ubnd|"
    r"hdnd|dang uy|cong hoa|doc lap|so \d+|kem theo|ban hanh|thoi diem|so lieu|tinh (?:den|tu)|tu ngay|don vi (?:bao|lap)|"
    r"don vi tinh|dvt|huong dan|ket qua (?:dieu|ra|khao)|cong an|mat tran|quy (?:i|v|\d)|tiep theo)\b"
    r"|.*\b(?:ngay \d+ thang|ngay thang nam|nam 20\d\d|20\d\d)\b|so (?:ds|bc|qd|kh) "
)
_TITLE_SHORT = re.compile(r"(?:danh sach|ds|bieu|mau|bang|so)$")
_SIGNED = re.compile(
    r"(?:nguoi (?:lap|viet|tong hop|bao cao|thuc hien|ke khai|cung cap|ky|kiem|nhap|ghi)|tm|kt|tl|tuq|chu tich|pho chu tich|"
    r"truong (?:thon|buon|ban|ap|ban cong|cong an)|xac nhan|thu truong|can bo|cong chuc|ky (?:ten|ghi|va)|da ky|noi nhan|ky thay|"
    r"uy ban nhan dan|ubnd|ke toan|thu ky|bi thu|ban nhan dan|dai dien|lap bieu|lap bang|lap ds|to truong|nguoi duyet|phe duyet)\b"
    r"|.*\bngay(?: \d+)? thang(?: \d+)? nam\b"
)
_NOTED = re.compile(
    r"(?:ghi chu|luu y|chu thich|chu y|de nghi|nguon|quy uoc|ky hieu|huong dan|noi nhan|trong do|note|vd|vi du|danh sach (?:nay )?(?:co|gom)|danh sach tren|"
    r"an dinh|het|ket thuc|tiep theo|tiep|xem tiep|con tiep|trang \d+|lap ngay|so lieu|x la|o la|dau x|mau |to mau|cot \d)\b"
)
_ENDS = re.compile(
    r"(?:danh sach (?:nay|tren)?\s*(?:co|gom|duoc|an dinh)|an dinh|het(?: trang(?: \d+)?)?$|het danh sach|ket thuc|tiep theo|tiep$|xem tiep|con tiep|trang \d+)"
)
_CONTINUED = re.compile(
    r"(?:tiep(?: theo)?|cont(?:inued)?|danh sach tiep|trang \d+(?: \d+)?|phan tiep)\b|.*\btiep theo\b|.*\btiep$"
)
_TOTAL = re.compile(
    r"(?:tong|cong|ty le|ti le|binh quan|trung binh|luy ke|mang sang|chuyen (?:sang|trang|trang sau)|cong don|tong cong|sub ?total|total|trang truoc|so trang truoc|"
    r"(?:tong )?so (?:trang )?(?:truoc )?(?:chuyen|mang) sang|(?:tong )?(?:cong )?mang sang|tc|toan (?:thon|xa|phuong|huyen|tinh|buon|to))\b"
)
# With its marks, and small letters after it, it is no name.
_TOTAL_MARKED = re.compile(r"[\s*+\-–\d.]*(?:Tổng|Cộng|TỔNG|CỘNG|tổng|cộng|Tỷ lệ|Tỉ lệ|TỶ LỆ)\s")
# "Cổng số của tỉnh" is a platform, "Công nhân" what somebody is: with their marks they add nothing up.
_GATE = re.compile(r"\W*(?:cổng|công)\b", re.IGNORECASE)
_NO_TOTAL = re.compile(r"cong (?:hoa|nhan(?! khau)|chuc|an)\b")
# What may follow "Tổng" or "Cộng"; with any other it is somebody called so, or a fact.
_OF_TOTALS = these(
    "tong|cong|so|ho|nguoi|khau|nhan|dan|thon|buon|xa|chung|toan|la|co|thanh|vien|to|buoi|luot|khao|sat|va|dong|trang|mang",
    "sang|chuyen|sau|truoc|sub|total|don|phuong|huyen|tinh|nam|nu|luy|ke|thang|quy|dot|tren|duoi|muc|phan|nhom|hang|cot|gia",
    "dinh|ban|lang|khu|pho|trong|ky|danh|sach|thu|bang|lai|i|ii|iii|iv|v|vi|a|b|c|tu|den|het|ca|hai|ba|bon|tat|tc",
)
_KINDS = r"thôn|buôn|bản|ấp|làng|xóm|khu phố|kp|k\.phố|tổ dân phố|tdp|khối phố|khối|khu dân cư|kdc|khóm|phum|sóc|plei|tiểu khu"
# Without its mark "Ho" is a family's name as well ("Ho Ba Tu"), unless it is counted or a whole name is addressed behind it.
_ADDRESSED = rf"ong|so|\d+|(?:{BARE_ADDRESSED}) (?:{BARE_FAMILY}) \S+"
_HOME = rf"(?:hộ|gia đình|chủ hộ|(?:ho )?gia dinh|chu ho|nhà|ho (?:{_ADDRESSED}))(?=[\s:.(]|$)"
_TIME = r"(?:tháng|thang|quý|quy|tuần|tuan|ngày|ngay|năm|đợt|dot|t)\s*\.?(?:\d|[ivx]+\b)|t\d{1,2}\b"
_GROUPS = (
    (
        "sort",
        re.compile(
            r"(?:hộ (?:nghèo|cận nghèo|khác|chính sách|kinh doanh)|đối tượng|diện|ban chỉ đạo|cán bộ|công chức|đoàn viên|hội viên|cụm|khu vực|phần|mục|đợt|"
            r"tổ (?:tự quản|đoàn kết|liên gia|nhân dân|dân cư|an ninh)|liên gia|chi hội|chi tổ|(?:ngõ|hẻm|kiệt|đường|tuyến) (?:số )?\d+)(?=[\s:.(]|$)"
        ),
    ),
    ("home", re.compile(_HOME)),
    (
        "team",
        re.compile(
            r"(?:tổ (?:công nghệ|cnscđ|cns|số|cncđ)|tổ cn|to cong nghe|to cnscd|tổ\s+\d|nhóm|đội|danh sách tổ|sơ đồ)\b"
        ),
    ),
    (
        "village",
        re.compile(
            rf"(?:địa bàn |khu vực |danh sách )?(?:{_KINDS}|thon|buon|ap|xom|khu pho|lang|to dan pho)(?=[\s:.,\-]|\d|$)"
        ),
    ),
    ("time", re.compile(_TIME)),
    ("commune", re.compile(r"(?:xã|phường|thị trấn|ubnd|huyện|tỉnh|thị xã|thành phố|tp)[\s.:]")),
)
_ORDER = re.compile(
    r"^[\s*+\-–•]*(?:(?P<roman>[IVXLC]+)(?=[.\-)\s/:])|(?P<letter>[A-ZĐa-zđ])(?=[.)\-/])|(?P<number>\d{1,3}(?:\.\d{1,2})*)(?=[.)\-/\s]))?[\s.)\-–/:*+•]*"
)
_ORDER_ALONE = re.compile(r"\(?(?:[IVXLC]{1,6}|[A-ZĐa-zđ]|\d{1,3}(?:\.\d{1,2})*)[.)\-:/]?")
_BRACKETS = re.compile(r"\([^)]*\)")
# "Đơn vị: thôn Phú Hội" says something; "Kỹ năng 1: dịch vụ công" is a heading.
_VALUE = re.compile(r":\s*(?=\S)")
_NUMBERED = re.compile(r"^\s*[(_]?\d{1,2}\s*[.):_-]\s*(?=\D)")
_NUMBER_TEXT = re.compile(r"[\d.,/\-\s:+()]+")
_BEGINS_NUMBER, _BEGINS_TOTAL = frozenset("0123456789+( "), frozenset("TtCcMmLlSs")
_TWICE = re.compile(r"([a-z])\1(?=[a-z])")
_NONE = re.compile(
    r"(?:khong|chua|hien (?:khong|chua)) (?:co|phat sinh|con|khao sat|dieu tra|ra soat|bao cao|lap|thanh lap|nhap|to chuc)\b"
)
# "Mai Đức Trung - chủ hộ", "H'Hoa Ênuôl (chủ hộ)": somebody, and no heading.
_MARKED = re.compile(r"(?i)([^-–(]+?)\s*[-–(]\s*(?:là )?(?:chủ hộ|c\.?hộ|ch)\b\)?(?:\s*\(.*\))?")
_LABEL = re.compile(
    r"\(?\s*(\d{1,3}|[A-Za-z])\s*\)?(?:\s*=.*|(?:\s*\((?:\*+|ghi rõ|nếu có|bắt buộc)\)|\s*[:*])+)?"
)


def _is_somebody(text: str) -> bool:
    parts = text.split()
    return len(parts) > 1 and all(part[0].isupper() for part in parts) and not strength(text)


@of_file(4_096)
def strength(text: str) -> int:
    """Return how much a text says that it is a heading: 2 for a heading, 1 for a word that may be one, else 0."""
    if len(text) > LONGEST_HEADING or text in "IVXLC":
        return 0
    if (value := _VALUE.search(text)) is not None:
        return strength(text[value.end() :])
    if (marked := _MARKED.fullmatch(text)) and _is_somebody(marked[1]):
        return 0
    text = _NUMBERED.sub("", text)
    plain = fold(text)
    bare = fold(_BRACKETS.sub(" ", text)) if "(" in text else plain
    if plain in _WEAK or bare in _WEAK:
        return 1
    if plain in _ALONE or bare in _ALONE:
        return 2
    if _TITLE.match(plain) or len(plain) < 3:
        return 0
    once = _TWICE.sub(r"\1", plain)  # "Họ và ttên"
    is_said = once != plain and once in _ALONE
    return 2 if is_said or (len(plain.split()) <= 14 and _WITHIN.search(once)) else 0


@of_file(4_096)
def is_title(text: str) -> bool:
    """Tell the words of a letterhead, a title, a period."""
    plain = fold(text)
    return bool(_TITLE.match(plain) or _TITLE_SHORT.match(plain)) or len(text) > LONGEST_HEADING


@of_file(4_096)
def is_signed(text: str) -> bool:
    """Tell the words around signatures; a team with the day of its decision is none."""
    return bool(_SIGNED.match(fold(text))) and group_kind(text) != "team"


@of_file(4_096)
def is_noted(text: str) -> bool:
    """Tell the words of a note below or between rows, or of the end of a list."""
    return bool(_NOTED.match(fold(text)))


@of_file(4_096)
def is_legend(text: str) -> bool:
    """Tell the words above an explanation of marks."""
    return bool(
        re.match(
            r"(?:ky hieu|quy uoc|chu thich|chu giai|y nghia|giai thich|ghi chu ky hieu|bang ma)\b",
            fold(text),
        )
    )


@of_file(4_096)
def is_end(text: str) -> bool:
    """Tell the words of the end of a list or page, which say nothing of a thing: "(Hết)", "Danh sách này có 12 người"."""
    return bool(_ENDS.match(fold(text)))


@of_file(256)
def is_form_number(text: str) -> bool:
    """Tell what stands above a form, and is nobody: "PHIẾU SỐ 2"."""
    return bool(re.match(r"phieu (?:so|khao sat|dieu tra|thu)\b", fold(text)))


@of_file(4_096)
def is_continued(text: str) -> bool:
    """Tell the words that only say that a list goes on."""
    return bool(_CONTINUED.match(fold(text)))


@of_file(4_096)
def is_total(text: str) -> bool:
    """Tell the words of a total or of what is carried over; a person called Tổng or Công is none."""
    plain = re.sub(r"\d+", " ", fold(text))
    if not _TOTAL.match(plain.strip()) or _GATE.match(text) or _NO_TOTAL.match(plain):
        return False
    if _TOTAL_MARKED.match(text) and not any(word.istitle() for word in text.split()[1:2]):
        return True
    return all(word in _OF_TOTALS for word in plain.split())


@of_file(4_096)
def group_kind(text: str) -> str:
    """Return of what a row of words is the beginning: home, team, village, time, commune, "" for none that is known."""
    words = clean(text).lower()
    words = words[_ORDER.match(clean(text)).end() :]  # type: ignore[union-attr]  # matches always
    return next((kind for kind, pattern in _GROUPS if pattern.match(words)), "")


def order_style(text: str) -> str:
    """Return how a text is numbered: roman, letter, number (with its depth), "" for not at all."""
    match = _ORDER.match(clean(text))
    if match is None or match.lastgroup is None:
        return ""
    depth = match[match.lastgroup].count(".") if match.lastgroup == "number" else 0
    return f"{match.lastgroup}{depth or ''}"


def is_number(cell: Cell) -> bool:
    """Tell a number, a day, or a text of digits."""
    if isinstance(cell, str):
        if cell[:1].isalpha():
            return False
        text = cell if cell.isascii() else clean(cell)
        return text[:1] in _BEGINS_NUMBER and bool(_NUMBER_TEXT.fullmatch(text))
    return cell is not None and not isinstance(cell, bool)


def label(cell: Cell) -> str:
    """Return the number or letter of a numbering row: "3" of (3), "a" of A; "" of anything else."""
    if type(cell) is int:
        return str(cell) if 0 <= cell <= 300 else ""
    if type(cell) is float and cell.is_integer():
        return str(int(cell))
    match = _LABEL.fullmatch(clean(cell)) if isinstance(cell, str) and len(cell) < 16 else None
    return match[1].lower() if match else ""


@of_file(256)
def is_summary(text: str) -> bool:
    """Tell the name of a sheet that adds up others."""
    called = r"(?:bang |bieu |bc |bao cao )?(?:tong hop|thong ke|tong quan|tong cong|th|summary)\b"
    return bool(re.match(called, fold(text)))


def has_value(text: str) -> bool:
    """Tell a text that gives a figure, and no name: "Số hộ biết: 12"."""
    return ":" in text and any(char.isdigit() for char in text) and not group_kind(text)


@of_file(4_096)
def is_line(text: str) -> bool:
    """Tell a text without a letter or digit: a line, dots."""
    return not any(char.isalnum() for char in text)


@of_file(4_096)
def says_none(text: str) -> bool:
    """Tell a sentence that stands where there are no rows: "Không có hộ nào", "Chưa khảo sát thôn này"."""
    return bool(_NONE.match(fold(text)))


@of_file(4_096)
def is_order(text: str) -> bool:
    """Tell the number of a group: II, A, 3."""
    return is_number(text) or bool(_ORDER_ALONE.fullmatch(clean(text)))


def may_be_total(text: str) -> bool:
    """Tell in haste whether a text may be that of a total."""
    return text.lstrip(" 0123456789.,:*-(+")[:1] in _BEGINS_TOTAL


def is_example(text: str) -> bool:
    """Tell a row that shows how to fill in."""
    return fold(text).startswith(("vi du", "vd ", "mau vd")) or fold(text) == "vd"
