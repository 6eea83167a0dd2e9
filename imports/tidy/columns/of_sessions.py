"""Of a list of sessions: how many live in a village is not how many came."""

import re
from collections.abc import Sequence

from areas.names import fold
from imports.tidy.columns.look import Column
from imports.tidy.columns.spelling import SURE
from imports.tidy.roles import SKIP

_LIVE = re.compile(
    r"\b(?:trong|toan|cua|tren dia ban) (?:thon|buon|khu pho|to dan pho|xa|phuong)\b|\b(?:hien co|dan so|nhan khau|thuong tru)\b"
)
_CAME = re.compile(r"\b(?:tham gia|tham du|du|co mat|huong dan|luot)\b")


def leave_residents(columns: Sequence[Column]) -> None:
    """Leave what a village has of households and people beside how many came: "Số hộ trong thôn", "Số hộ tham gia"."""
    for role in ("households", "people", "persons"):
        said = [column for column in columns if role in column.means]
        live = [
            one
            for one in said
            if _LIVE.search(fold(one.heading)) and not _CAME.search(fold(one.heading))
        ]
        for column in live if len(live) < len(said) else ():
            column.means = {SKIP: SURE}
