"""Words that mean one of a few things: results of skills, relations, roles."""

from collections.abc import Mapping

from django.db.models import Choices
from django.utils.translation import get_language, gettext as _

from areas.kinds import VILLAGE_KINDS, Kind
from areas.names import fold
from households.models import Resident
from imports.spreadsheet.book import Cell
from imports.spreadsheet.caches import of_file
from imports.spreadsheet.values.words import (
    Understood,
    Wrong,
    as_written,
    is_nothing,
    low,
    text as words_of,
    written,
)
from skills.catalogue import Result
from teams.models import Member, Tier

type Words[C] = tuple[tuple[C, str], ...]

# Each cell is one of these whole, words parted by bars; without marks it counts where only one fits.
_RESULTS: Words[Result] = (
    (
        Result.ALONE,
        "x|✓|✔|√|☑|v|1|có|biết|đạt|rồi|tự làm|thành thạo|biết sử dụng|biết làm|biết, tự làm|"
        "sử dụng được|đúng|yes|true|có biết",
    ),
    (
        Result.WITH_HELP,
        "h|ht|hỗ trợ|có hỗ trợ|cần hỗ trợ|được hỗ trợ|biết, có hỗ trợ|có người giúp|"
        "người khác giúp|cần người giúp|biết ít|biết một phần",
    ),
    (
        Result.NONE,
        "0|không|ko|chưa|chưa biết|không biết|chưa đạt|không đạt|chưa có|không có|sai|no|false",
    ),
)
_SEXES: Words[Resident.Sex] = (
    (Resident.Sex.FEMALE, "nữ|gái|f|female|phụ nữ|bà"),
    (Resident.Sex.MALE, "nam|trai|m|male|ông"),
)
_RELATIONS: Words[Resident.Relation] = (
    (Resident.Relation.HEAD, "chủ hộ|ch|bản thân"),
    (Resident.Relation.SPOUSE, "vợ|chồng|vợ, chồng|vợ chồng|vợ/chồng"),
    (
        Resident.Relation.CHILD,
        "con|con trai|con gái|con đẻ|con ruột|con dâu|con rể|con nuôi|con cả|con út|trưởng nam",
    ),
    (
        Resident.Relation.PARENT,
        "cha|mẹ|bố|ba|má|cha, mẹ|cha mẹ|cha đẻ|mẹ đẻ|bố đẻ|cha ruột|mẹ ruột|"
        "cha vợ|mẹ vợ|bố vợ|cha chồng|mẹ chồng|bố chồng|cha/mẹ",
    ),
    (Resident.Relation.GRANDCHILD, "cháu|cháu nội|cháu ngoại|cháu nội trai|cháu nội gái"),
    (
        Resident.Relation.OTHER,
        "khác|ông|bà|ông nội|bà nội|ông ngoại|bà ngoại|anh|chị|em|anh trai|chị gái|"
        "em trai|em gái|anh ruột|chị ruột|em ruột|cô|dì|chú|bác|cậu|ở nhờ|người ở nhờ|chắt|cháu ruột|cháu họ",
    ),
)
_ROLES: Words[Member.Role] = (
    (Member.Role.LEADER, "tổ trưởng|trưởng|tt|trưởng nhóm"),
    (Member.Role.DEPUTY, "tổ phó|phó tổ trưởng|phó|tp|phó tổ"),
    (Member.Role.MEMBER, "thành viên|tổ viên|tv|ủy viên|uỷ viên"),
)
# Words to be found within a longer text ("Bí thư Chi đoàn thôn").
_ORGANISATIONS: Words[Member.Organisation] = (
    (Member.Organisation.YOUTH, "đoàn thanh niên|chi đoàn|đoàn tncs|đoàn viên|thanh niên"),
    (Member.Organisation.POLICE, "công an|an ninh trật tự|antt"),
    (Member.Organisation.WOMEN, "phụ nữ"),
    (Member.Organisation.FRONT, "mặt trận|mttq"),
    (Member.Organisation.FARMERS, "nông dân"),
    (
        Member.Organisation.SCHOOL,
        "trường học|giáo viên|nhà trường|trường tiểu học|trường thcs|trường thpt",
    ),
    (Member.Organisation.BUSINESS, "doanh nghiệp|vnpt|viettel|mobifone|bưu điện|bưu chính"),
    (
        Member.Organisation.VILLAGE,
        "trưởng thôn|thôn trưởng|phó thôn|trưởng buôn|buôn trưởng|khu phố trưởng|"
        "trưởng khu phố|tổ trưởng dân phố|bí thư chi bộ|ban cán sự|ban nhân dân thôn|chi bộ",
    ),
    (Member.Organisation.OTHER, "khác"),
)
# What stands for a kind of village and for the tier of a team, folded.
KINDS_OF_VILLAGE = {
    **{fold(str(label)): value for value, label in VILLAGE_KINDS},
    **dict.fromkeys(("tdp", "to dp"), Kind.TO_DAN_PHO.value),
}
_TIERS = {
    **dict.fromkeys(
        ("xa", "phuong", "dac khu", "cap xa", "cap phuong", "to cua xa"), Tier.COMMUNE.value
    ),
    **dict.fromkeys(
        ("thon", "buon", "khu pho", "cap thon", "to dan pho", "to cua thon"), Tier.VILLAGE.value
    ),
}


def skill(cell: Cell) -> Understood[Result | None]:
    """Read what was found of one skill. A blank was not asked, which is not "no"."""
    if cell is None or written(cell) == "":
        return Understood(None)
    found = _one_of(_text(cell), _RESULTS)
    if found is None:
        raise Wrong(
            _("“%(text)s” không rõ là biết hay chưa.") % {"text": written(cell)},
            _(
                "Ghi x nếu biết tự làm, h nếu cần hỗ trợ, 0 nếu chưa biết; để trống nếu chưa khảo sát."
            ),
        )
    return found


def yes_no(cell: Cell) -> Understood[bool | None]:
    """Read yes or no; a blank is unknown."""
    found = skill(cell)
    if found.value is Result.WITH_HELP:
        raise Wrong(
            _("“%(text)s” không rõ là có hay không.") % {"text": written(cell)},
            _("Ghi x nếu có, 0 nếu không."),
        )
    return Understood(None if found.value is None else bool(found.value), found.note)


def sex(cell: Cell) -> Understood[str]:
    """Read "Nam" or "Nữ"; blank is ""."""
    return _choice(cell, _SEXES, _("Ghi Nam hoặc Nữ."))


def role(cell: Cell) -> Understood[str]:
    """Read a role in the team; blank is ""."""
    return _choice(cell, _ROLES, _("Ghi Tổ trưởng, Tổ phó hoặc Thành viên."))


def relation(cell: Cell) -> Understood[str]:
    """Read a relation to the head; what is not known is "other", and says so. Blank is ""."""
    if is_nothing(cell):
        return Understood("")
    found = _one_of(_text(cell), _RELATIONS)
    other = Resident.Relation.OTHER
    return found or Understood(other, as_written(written(cell), other.label))


def organisation(cell: Cell) -> Understood[str]:
    """Read who sent a member, by words within the text; what is not known is "other". Blank is ""."""
    if is_nothing(cell):
        return Understood("")
    padded = f" {fold(written(cell))} "
    for choice, words in _ORGANISATIONS:
        if any(f" {fold(word)} " in padded for word in (*words.split("|"), str(choice.label))):
            return Understood(choice)
    other = Member.Organisation.OTHER
    return Understood(other, as_written(written(cell), other.label))


def village_kind(cell: Cell) -> Understood[str]:
    """Read what a village is: thôn, buôn, khu phố; blank is ""."""
    return _folded(cell, KINDS_OF_VILLAGE, _("Ghi Thôn, Buôn, Khu phố, Tổ dân phố…"))


def tier(cell: Cell) -> Understood[str]:
    """Read whether a team is a village's or the commune's; blank is ""."""
    return _folded(cell, _TIERS, _("Ghi Thôn hoặc Xã."))


def _folded(cell: Cell, known: Mapping[str, str], how: str) -> Understood[str]:
    text = words_of(cell, longest=60).value
    if text and fold(text) not in known:
        raise Wrong(_("Không hiểu “%(text)s”.") % {"text": text}, how)
    return Understood(known[fold(text)] if text else "")


def _choice[C: Choices](cell: Cell, table: Words[C], how: str) -> Understood[C] | Understood[str]:
    if is_nothing(cell):
        return Understood("")
    found = _one_of(_text(cell), table)
    if found is None:
        raise Wrong(_("Không hiểu “%(text)s”.") % {"text": written(cell)}, how)
    return found


def _text(cell: Cell) -> str:
    """Return what is compared: yes and no of a tick box, and numbers, as words of the tables."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return written(cell)


def _one_of[C: Choices](text: str, table: Words[C]) -> Understood[C] | None:
    """Return what the whole text means; without its marks only where one meaning fits, with a note."""
    return _looked_up(text, table, get_language())  # type: ignore[return-value]  # kept without the kind of choices


@of_file(4096)
def _looked_up(
    text: str, table: Words[Choices], _language: str | None
) -> Understood[Choices] | None:
    """Look a text up once for a file of thousands of such cells; labels go by the language."""
    wanted, bare = low(text), fold(text)
    spelled = [(c, [low(w) for w in (*words.split("|"), str(c.label))]) for c, words in table]
    exact = [choice for choice, words in spelled if wanted in words]
    fits = [choice for choice, words in spelled if bare and bare in map(fold, words)]
    plain = bare == wanted
    if exact and not (plain and len(fits) > 1):
        return Understood(exact[0])
    if plain and (exact or len(fits) == 1):
        choice = (exact or fits)[0]
        return Understood(choice, as_written(text, choice.label))
    return None
