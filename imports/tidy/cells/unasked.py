"""Skills of somebody of whom a remark says that nobody asked them: they are not asked, whatever stands for them."""

import re

from django.utils.translation import gettext as _

from areas.names import fold
from imports.spreadsheet.lines import Line
from imports.tidy.model import Entry
from imports.tidy.roles import SKILLS
from skills.catalogue import Result

_NOT_ASKED = re.compile(
    r"\b(?:chua|khong)(?: duoc| the| tien hanh)* (?:khao sat|ks|dieu tra|hoi|phong van)\b(?! (?:vo|chong|con))|\bkhong gap (?:duoc|ai|nguoi|chu ho)|\bkhong gap$|^(?:chu ho |ca nha |ca ho |ho )?(?:di vang|vang (?:nha|mat))\b(?!.*\bda (?:khao sat|ks|hoi)\b)|\bkhong (?:co ai |co nguoi )?o nha\b(?! (?:thue|rieng|tro|moi))|\bkhong co ai nha\b"
)


def leave_unasked(line: Line, entry: Entry) -> None:
    """Leave out zeros that only fill the row of somebody who was not met: "Vắng nhà, chưa khảo sát"."""
    remark = entry.get("note")
    told = [skill for skill in SKILLS if skill in line.values]
    if not told or not isinstance(remark, str) or not _NOT_ASKED.search(fold(remark)):
        return
    if any(line.values[skill] != Result.NONE for skill in told):
        return
    for skill in told:
        del line.values[skill]
    words = _("Ghi chú “%(text)s”: kỹ năng để là chưa hỏi, không phải chưa biết.")
    line.note(told[0], words % {"text": remark}, remark)
