"""What is wrong with a journal, and where; the words are for whoever looks after the server."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from operations.models import Block

WORDS: Mapping[str, str] = {
    "changed": "dòng bị sửa",
    "dropped": "dòng bị xóa",
    "inserted": "dòng chen vào sau khi đã niêm phong (ghi lùi ngày hoặc lùi mã)",
    "personal": "giá trị cá nhân cạnh dòng bị sửa",
    "waits": "dòng chưa niêm phong quá lâu: bộ xử lý (worker) không chạy, hoặc khối đã bị xóa",
    "members": "số dòng hoặc thứ tự dòng trong khối khác lúc niêm phong",
    "stray": "dòng ghi là đã niêm phong trong một khối không có",
    "block changed": "khối bị sửa",
    "block lost": "mất khối",
    "block moved": "khối không nối với khối trước nó",
    "seal": "dấu niêm phong không phải của máy chủ này: khối bị thay",
    "key": "không còn khóa nào đã niêm phong từ khối này trở đi: chưa chứng minh được",
    "cut": "phần đầu nhật ký mất mà không có điểm cắt đúng niêm phong",
    "head": "khác với tệp đầu chuỗi đã xuất: lịch sử bị làm lại hoặc bị cắt cuối",
    "trigger": "cơ sở dữ liệu không còn tự từ chối sửa",
}


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """One thing that is wrong, with its place as far as it has one."""

    kind: str
    chain: str = ""
    number: int | None = None
    serial: int | None = None
    entry: int | None = None
    detail: str = ""

    def __str__(self) -> str:
        """Say what and where, most exact last."""
        place = []
        if self.serial is not None:
            place.append(f"khối {self.serial}")
        if self.number is not None:
            place.append(f"chuỗi {self.chain or '(trên cấp xã)'} số {self.number}")
        if self.entry is not None:
            place.append(f"dòng {self.entry}")
        if self.detail:
            place.append(self.detail)
        return f"{WORDS[self.kind]}: {', '.join(place)}" if place else WORDS[self.kind]


def wrong_of(block: Block, kind: str, **more: Any) -> Wrong:
    """Return what is wrong with a block, or with something in it."""
    return Wrong(kind=kind, chain=block.chain, number=block.number, serial=block.serial, **more)
