"""Skills of somebody of whom a remark says that nobody asked them: a no that stands for them is none."""

import re

from django.utils.translation import gettext as _

from areas.names import fold
from imports.spreadsheet.caches import of_file
from imports.spreadsheet.lines import Line
from imports.tidy.cells.marks import UNASKED, phrase
from imports.tidy.model import Entry
from imports.tidy.roles import SKILLS
from skills.catalogue import Result

_WHO = re.compile(r"^(?:chủ hộ|cả nhà|cả hộ|hộ|gia đình|chu ho|ca nha|ca ho|ho|gia dinh) (?=\w)")
_CLAUSES = re.compile(r"\s*[,;.()–]\s*|\s-\s")
_BETWEEN = frozenset({"do", "vì", "nên", "lúc", "vi", "nen", "luc"})
# Below a skill these say so, too; beside it they may be of anything.
_OF_ANYTHING = re.compile(
    r"\b(?:ro|xac dinh|cap nhat|y kien|thong tin|danh gia|ra soat|thu thap)\b"
)
# Who works far away may be somebody of the household; of others somebody answered nevertheless.
_FAR = re.compile(r"di (?:lam )?(?:an )?xa")
_ANSWERED = re.compile(
    r"\b(?:tra loi|cung cap|da (?:khao sat|ks|hoi|gap)|o nha|hoi (?:con|vo|chong|thay)|qua dien thoai)\b"
)


def leave_unasked(line: Line, entry: Entry) -> None:
    """Leave out answers of no that only fill the row of somebody who was not met: "Vắng nhà, chưa khảo sát"."""
    remark = entry.get("note")
    told = [skill for skill in SKILLS if skill in line.values]
    if not told or not isinstance(remark, str) or not _says_unasked(remark):
        return
    if any(line.values[skill] != Result.NONE for skill in told):
        return
    for skill in told:
        del line.values[skill]
    words = _("Ghi chú “%(text)s”: kỹ năng để là chưa hỏi, không phải chưa biết.")
    line.note(told[0], words % {"text": remark}, remark)


@of_file(4_096)
def _says_unasked(remark: str) -> bool:
    """Tell a remark in which the words stand that say so of a skill, and none that says who answered."""
    clauses = [_WHO.sub("", one.strip()) for one in _CLAUSES.split(remark.casefold()) if one]
    unasked = [one for one in clauses if _is_unasked(one)]
    others = (fold(one) for one in clauses if one not in unasked)
    return bool(unasked) and not any(map(_ANSWERED.search, others))


def _is_unasked(clause: str) -> bool:
    """Tell a clause that says so, or two halves of which each does: "Vắng nhà nên chưa khảo sát"."""
    folded = fold(clause)
    if _FAR.fullmatch(folded) or _OF_ANYTHING.search(folded):
        return False
    words = clause.split()
    halves = ((words[:at], words[at:]) for at in range(1, len(words)))
    return phrase(clause) == UNASKED or any(
        phrase(" ".join(one)) == phrase(" ".join(other[other[0] in _BETWEEN :])) == UNASKED
        for one, other in halves
    )
