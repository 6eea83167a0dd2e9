"""What the words above a column say: numbers of papers and accounts, with or without something else, or telephones."""

import re
from enum import Enum

from areas.names import fold, is_one_letter_off
from imports.spreadsheet.caches import of_file
from imports.spreadsheet.fonts import convert, suspect

# A longer text is no heading; a title tells of a list what a heading tells of a column.
LONGEST = 120
_TITLE = re.compile(
    r"(?:danh sach|bang|bao cao|bieu|phu luc|thong ke|tong hop|ke hoach"
    r"|huong dan|ho tro|tuyen truyen|cai|lam|van dong|tap huan)\b"
)
_PAPERS = re.compile(
    r"\b(?:c ?c ?c ?d|c ?m ?n ?d|cmtnd|cmt|can cuoc|chung minh|dinh danh|ddcn|ho chieu|passport|giay to"
    r"|b ?h ?x ?h|bao hiem xa hoi|b ?h ?y ?t|bao hiem y te|bao hiem|gplx|giay phep lai xe|bang lai xe"
    r"|(?:so|ma so|the) cc|vneid|vnei d|mst|ma so thue|ma thue"
    r"|stk|so tk|tknh|tk nh|tk ngan hang|so tai khoan|tai khoan ngan hang|tai khoan nh|tai khoan ca nhan"
    r"|so the ngan hang|the atm|iban"
    r"|(?:national|citizen|personal|identity|identification)(?: card)?(?: id)?(?: no| number| code)?"
    r"|id (?:no|num|number|card|code)|(?:(?<!to )so|ma) id|(?:bank )?account (?:no|num|number)|bank account"
    r"|(?:social|health) insurance|insurance (?:no|number|code)|tax (?:code|id|no|number))\b"
)
# Only as the whole heading.
_ALONE = frozenset({"id", "cc", "tai khoan", "tk", "account", "so giay to", "identity", "bh"})
_SECRET = re.compile(r"\b(?:mat khau|password|pass|ma pin|pin code|otp)\b")
# One letter off these, blanks aside, is a slip of the hand.
_SPELLED = (
    *("socccd", "socmnd", "socmtnd", "cancuoc", "socancuoc", "cancuoccongdan", "socancuoccongdan"),
    *("thecancuoc", "chungminh", "chungminhthu", "chungminhnhandan", "sochungminhnhandan"),
    *("sochungminh", "dinhdanh", "sodinhdanh", "madinhdanh", "dinhdanhcanhan"),
    *("sodinhdanhcanhan", "madinhdanhcanhan", "hochieu", "sohochieu", "passport", "masobhxh"),
    *("sobhxh", "sosobhxh", "mabhxh", "sothebhyt", "thebhyt", "mathebhyt", "baohiemxahoi"),
    *("baohiemyte", "sotaikhoan", "taikhoannganhang", "sotaikhoannganhang", "masothue", "vneid"),
)
_WORDS = ("cccd", "cmnd", "cmtnd", "bhxh", "bhyt", "vneid", "passport")
_SHORTEST = 4
_PHONE = re.compile(
    r"\b(?:dien thoai|sdt|so dt|dt|di dong|zalo|phone|mobile|tel|telephone|hotline|lien he|lien lac)\b"
)
_CODE = re.compile(
    r"\b(?:ma ho|ma so ho|ho so|so ho khau|so so ho khau|so ho|ma dong|stt|tt|household(?: code| id)?"
    r"|so quyet dinh|so qd|ma don vi|ma thon|ma xa|ma to)\b"
)
_OTHER = re.compile(
    r"\b(?:ho ten|ho va ten|ho chu dem|ten chu ho|full name|nam sinh|ngay sinh|ntns|dia chi|noi o"
    r"|thuong tru|quan he|gioi tinh|ghi chu|note|xom|so nha|thon|buon)\b"
)
# Of no use but to know a row of headings by.
_KNOWN = re.compile(
    r"\b(?:ten|ngay|noi dung|chu de|dia diem|noi|thoi gian|so luot|so nguoi|nguoi|dan toc|nghe nghiep"
    r"|chuc vu|vai tro|ky nang|kn ?\d|loai|nguon|cap|don vi|phai|gioi|chu ho|nam|nu)\b"
)


class Heading(Enum):
    """What a heading says of the cells under it, as far as it matters here."""

    PAPER = "paper"  # the number of a paper or an account
    SECRET = "secret"  # noqa: S105 - a password, whatever it looks like
    MIXED = "mixed"  # such a number beside something that is wanted: "Họ tên (số CCCD)"
    PHONE = "phone"
    CODE = "code"  # a number of ours or of a household
    OTHER = "other"  # something else that is known
    NONE = ""


@of_file(4_096)
def heading_of(text: str) -> Heading:
    """Say what a heading says; order, capitals, marks and old fonts do not matter."""
    if len(text) > LONGEST:
        return Heading.NONE
    if encoding := suspect(text):
        text = convert(text, encoding)
    words = fold(text)
    if _TITLE.match(words):
        return Heading.NONE
    is_other = bool(_OTHER.search(words) or _PHONE.search(words))
    if _is_paper(words):
        return Heading.MIXED if is_other else Heading.PAPER
    if _SECRET.search(words):
        return Heading.SECRET
    if _PHONE.search(words):
        return Heading.PHONE
    if _CODE.search(words):
        return Heading.CODE
    return Heading.OTHER if is_other or _KNOWN.search(words) else Heading.NONE


def _is_paper(words: str) -> bool:
    if words in _ALONE or _PAPERS.search(words):
        return True
    joined = words.replace(" ", "")
    if joined in _SPELLED or any(is_one_letter_off(joined, known) for known in _SPELLED):
        return True
    return any(
        is_one_letter_off(word, known)
        for word in words.split()
        if len(word) >= _SHORTEST - 1
        for known in _WORDS
    )
