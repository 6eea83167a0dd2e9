"""Teams and members that are no more, as a cell of their row says."""

import re

from areas.names import clean
from imports.spreadsheet.caches import of_file

_WHAT = r"(?:tham gia|làm|làm thành viên|làm tổ viên|nhiệm vụ|hoạt động|khỏi tổ|tổ|giữ chức vụ|nữa)"
# The whole cell, or up to a day, a reason or a stop: a remark about somebody who was replaced begins otherwise.
_OVER = re.compile(
    rf"(?:(?:tổ )?(?:đã |xin |cho )?(?:giải thể|thôi|nghỉ|rút|rời|ra)(?: {_WHAT})+|(?:tổ )?(?:đã )?giải thể|(?:đã |xin )(?:thôi|nghỉ|rút)"
    r"|(?:thôi|nghỉ)(?= (?:từ|kể từ)\b)|(?:đã )?(?:luân )?chuyển công tác|(?:đã )?chuyển (?:đi(?: nơi khác| nơi ở| địa phương khác)?|nơi khác|khỏi (?:địa phương|thôn|buôn|xã))"
    r"|đã (?:mất|chết|qua đời|từ trần)|không còn (?:tham gia|hoạt động|làm)|(?:tạm )?(?:ngừng|dừng|ngưng) (?:hoạt động|tham gia)|miễn nhiệm)"
    r"(?: (?:từ|sang|ngày|tháng|năm|kể từ|vì|do|theo|để|tổ|trong tổ) ?.*|[ ,;:.(–-]*\d.*|\s*[,;:.(–-].*)?"
)
# These alone: with more behind them they may be of whoever came instead.
_ALONE = re.compile(
    r"(?:đã |bị |được )+thay(?: thế)?|thay thế|không hoạt động|tạm (?:ngừng|dừng|ngưng)|(?:đang )?đi (?:nghĩa vụ(?: quân sự)?|nvqs|bộ đội)"
)


@of_file(4_096)
def is_over(text: str) -> bool:
    """Tell a text that says that a member left or a team was dissolved."""
    low = clean(text).casefold()
    return bool(_OVER.fullmatch(low) or _ALONE.fullmatch(low.strip(" .")))
