"""Which place a team is for, as its own name says: "Tổ CNSCĐ thôn Phú Hội (QĐ số 12 ngày 3/4/2025)"."""

import re
import unicodedata
from collections.abc import Sequence

from areas.names import clean, fold
from imports.spreadsheet.caches import of_file
from imports.tidy.model import Context, Known
from imports.tidy.shapes.members import role_of
from imports.tidy.units import Whose

_NUMBER = re.compile(r"^(?:\d{1,3}|[IVXivx]{1,5}|[A-Ha-h])\s*[.)/-]\s*(?=\S)")
# Read in letters without marks.
_ALL = re.compile(r"^các\s+", re.IGNORECASE)
_TEAM = re.compile(
    r"^(?:(?:danh sach|ds|so do|thanh vien|to chuc|nhan su|cac|cua|(?:v\s?/\s?)?v|ve viec|thanh lap|kien toan)\s+)*"
    r"to\s*(?:cong nghe so(?:\s+cong dong)?|cong nghe cong dong|cnscd|cns)\b\s*(?:cd\b)?\s*[:,–-]?\s*"
)
# Behind other words: "Họp thôn về việc thành lập Tổ công nghệ số cộng đồng thôn Phú Hội".
_TEAM_WITHIN = re.compile(
    r"\b(?:thanh lap|kien toan|bau|gioi thieu|cua)\s+(?:to\s*(?:cong nghe so(?:\s+cong dong)?|cong nghe cong dong|cnscd|cns))\b\s*[:,–-]?\s*"
)
_PAPER = re.compile(
    r"[\s(\[,;:–-]*(?:(?:kèm )?theo\s+)?(?:quyết định|quyet dinh|qđ|qd)\b.*$|(?:^|\s+)(?:bao )?gồm\b.*$|[\s(\[,;:–-]+số\s+\d+\s*/.*$",
    re.IGNORECASE | re.DOTALL,
)
_COMMUNE = re.compile(r"^(?:cấp\s+)?(?:xã|phường|đặc khu|thị trấn)\b", re.IGNORECASE)
_BARE_COMMUNE = re.compile(r"^(?:cap\s+)?(?:xa|phuong|dac khu|thi tran)\b", re.IGNORECASE)
_ONLY_COMMUNE = re.compile(
    r"(?:(?:ubnd|ủy ban nhân dân)\s+)?(?:xã|phường|thị trấn|đặc khu|x\.|p\.|tt\.?)\s*[^\W\d_][^,;()–:]*",
    re.IGNORECASE,
)
# All of it, or where it meets: "Toàn xã", "8/8 thôn, buôn", "Hội trường UBND xã".
_VILLAGES = r"(?:cac )?(?:thon|buon|khu pho|to dan pho|ap)(?: (?:va )?(?:thon|buon|khu pho|to dan pho|xom|ap|kp|tdp))*"
_WHOLE = re.compile(
    rf"(?:toan|ca) (?:the )?(?:dia ban )?(?:xa|phuong|dac khu)|(?:(?:tat ca|toan bo|toan the) |(?:toan |ca )(?=cac )){_VILLAGES}(?: (?:trong|cua|thuoc|tren dia ban)(?: toan)? (?:xa|phuong))?|cac {_VILLAGES}"
    rf"|(\d{{1,3}}) \1 {_VILLAGES}|(?:hoi truong|tru so|van phong|nha van hoa)?(?: ?(?:ubnd|uy ban nhan dan))? ?(?:xa|phuong)"
)
# The commune itself, whichever it is.
_COMMUNES = frozenset({"xa", "phuong", "dac khu", "thi tran"})
_OF_COMMUNE = re.compile(
    r"cap (?:xa|phuong|dac khu)\b(?!.*\b(?:thon|buon|khu pho|to dan pho|ap|ban)\b).*"
)
_KIND = re.compile(
    r"\b(?:thon|buon|khu pho|khoi pho|khoi|to dan pho|tdp|kp|ban|ap|lang|xom|to cnscd|to cong nghe|cnscd|quyet dinh|qd)\b"
)
_VILLAGE = re.compile(r"(?:thon|buon|khu pho|khoi pho|khoi|to dan pho|tdp|kp|ban|ap|lang|xom) \S")


@of_file(4_096)
def place_in(text: str) -> str:
    """Return the place that a team's name says, without what says that it is a team and by which decision."""
    text = _NUMBER.sub("", clean(text))
    plain = _plain(text)
    team = _TEAM.match(plain) or _TEAM_WITHIN.search(plain)
    text = text[team.end() :] if team else text
    return clean(_PAPER.sub("", text)).strip(" .,;:–-()")


@of_file(4_096)
def names_team(text: str) -> bool:
    """Tell whether a text calls itself a team."""
    return bool(_TEAM.match(_plain(_NUMBER.sub("", clean(text)))))


def _plain(text: str) -> str:
    """Return a text in small letters without marks, each where it stood."""
    return "".join(
        "d" if one in "đĐ" else unicodedata.normalize("NFD", one)[0] for one in text
    ).lower()


def is_place(text: str) -> bool:
    """Tell whether a text begins with what a village is: "THÔN PHÚ HỘI"."""
    return bool(_VILLAGE.match(fold(place_in(text))))


def is_commune(text: str) -> bool:
    """Tell a text that names a commune, or its committee, and nothing else."""
    return bool(_ONLY_COMMUNE.fullmatch(clean(text)))


def is_own_commune(place: str, known: Known) -> bool:
    """Tell whether a team's place is the importer's commune, by the word it begins with: it is not a village's."""
    if _WHOLE.fullmatch(fold(place)):
        return True
    begins = _BARE_COMMUNE if place.isascii() else _COMMUNE
    if not begins.match(place):
        return False
    if fold(place).removeprefix("cap ") in _COMMUNES:
        return True
    return known.commune is not None and known.commune.read(place) is Whose.OWN


def role_above(one: Context) -> str:
    """Return the role that a row between the others says those below it have: "II. Các thành viên"."""
    return (
        role_of(_ALL.sub("", clean(_NUMBER.sub("", clean(one.text)))))
        if one.origin == "group"
        else ""
    )


def groups_of(context: Sequence[Context]) -> list[Context]:
    """Return the rows between the others that name a team or a place, the nearest first; all where none does."""
    groups = [one for one in reversed(context) if one.origin == "group" and not role_above(one)]
    return [one for one in groups if _KIND.search(fold(one.text))] or groups


def teams_above(context: Sequence[Context]) -> tuple[str, ...]:
    """Return the places that titles say a team is for: tables below each other are of different teams."""
    titles = [one.text for one in context if one.origin == "title"]
    places = [place_in(text) for text in titles if names_team(text) or is_place(text)]
    return tuple(fold(place) for place in places if place)


def tells_commune(context: Sequence[Context]) -> bool:
    """Tell whether titles say that a team is the commune's ("Tổ công nghệ số cộng đồng cấp xã"), and no row between says more."""
    places = teams_above(context)
    is_alone = not any(one.origin == "group" for one in context)
    return is_alone and bool(places) and all(map(_OF_COMMUNE.fullmatch, places))
