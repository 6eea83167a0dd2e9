"""Headings of forms that are whole questions: "Gia đình có ai biết mua hàng trên mạng không?", "Hộ ông/bà thuộc thôn nào?"."""

import re
from collections.abc import Callable, Iterator, Mapping

from areas.names import fold
from imports.spreadsheet.caches import of_file
from imports.tidy.columns.spelling import MAYBE, SURE, looked_up
from imports.tidy.model import Table
from imports.tidy.roles import SKILLS, SKIP
from imports.tidy.values import MEANS

# Fewer words are a name of something, more a text that tells something.
_WORDS = range(4, 41)
_ASKS = re.compile(
    r"\b(?:co ai|co biet|da biet|biet|co the|cho biet|vui long|nao|gia dinh|nha minh|ong ba|anh chi|trong ho)\b|(?:khong|chua|gi)$"
)
# Who it is, not whether anybody can.
_WHO = re.compile(r"(?<!co )\bai\b|^(?:ho va ten |ho ten |ten )?nguoi\b")
# What they wish or think, how many, how often and why: no field of the register.
_WISH = re.compile(
    r"\b(?:(?<!nang )(?<!kn )so nguoi|bao nhieu nguoi|may nguoi|so thanh vien|so luong|tong so|mong muon|muon|nhu cau|can duoc|can ho tro|can huong dan|de nghi|kien nghi|de xuat|dang ky|may lan|kho khan|vi sao|tai sao|ly do|gop y|y kien|tung bi|thuong xuyen|tung nghe|quan tam|the nao)\b"
)
# How many of a household can: no mark of anybody.
_COUNTS = re.compile(r"(?:tong )?so (?:luong )?(?:nguoi|thanh vien|nhan khau|khau)\b")
# What stands in brackets explains marks: "(0: chưa biết; 1: biết)".
_REMARK = re.compile(r"[(\[][^)\]]*[)\]]?")
# A list of what somebody cannot, or is to learn.
_LACK = re.compile(
    r"(?:ky nang|kn|kns)(?: so)?(?: \w+){0,3} (?:chua|khong|ko|can|muon|con thieu|thieu|con yeu)\b"
)
_POLITE = r"(?:xin|vui lòng|hãy|mời|quý|ông|bà|ông/bà|anh|chị|anh/chị|cô|chú|bác|bạn|quý vị|cho biết|cho|điền|nhập|ghi|ghi rõ|chọn|lựa chọn|của|là|hiện|đang|ở|sống tại|sinh sống tại|cư trú tại|thuộc|gia đình|hộ|hộ gia đình|nhà|mình|trả lời|người dân)"
_BEFORE = re.compile(rf"^(?:{_POLITE}\b[\s,/:()]*)+", re.IGNORECASE)
_WHOSE = re.compile(
    r"\s*\bcủa (?:ông/bà|ông bà|anh/chị|anh chị|bạn|quý vị|gia đình mình)\b", re.IGNORECASE
)
_BEHIND = re.compile(
    r"[\s,(]*(?:\b(?:là gì|gì|nào|ở đâu|mấy|bao nhiêu|nếu có|bắt buộc|vui lòng ghi rõ|(?:của )?(?:ông|bà|ông/bà|anh/chị|gia đình|bạn|quý vị|nhà mình))\b[\s)?*.:]*)+$",
    re.IGNORECASE,
)
# Where who is asked lives: "Thôn anh/chị đang ở".
_LIVES = re.compile(
    r"\s+(?:(?:nơi|mà)\s+)?(?:ông/bà|anh/chị|ông bà|anh chị|cô chú|ông|bà|anh|chị|cô|chú|bác|bạn|gia đình|quý vị)(?: mình)?"
    r" (?:đang|hiện|hiện nay|hiện đang)(?: (?:ở|sống|sinh sống|cư trú|thường trú|tạm trú))+\s*[?*.:]*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_LONGEST = 12

# Whether anybody of a household can, whoever they are.
_ANYBODY = re.compile(
    r"\bco (?:ai|nguoi|thanh vien|it nhat)\b(?! (?:giup|ho tro|huong dan|lam ho|chi dan))|\bit nhat (?:0?1|mot) (?:nguoi|thanh vien)\b|\b(?:trong|ca) (?:ho|gia dinh|nha)\b"
)

# What a question may be about.
_NAMED = (*SKILLS, *MEANS, "skills", SKIP)

# Where these stand, a row names more than the head.
_OTHERS = frozenset({"name", "given", "relation", "members"})

type Look = Callable[[str], Mapping[str, float]]


def bare_of_courtesy(text: str) -> str:
    """Return what a form asks for without its courtesies; "" where that is nothing, or all of it."""
    found = _BEHIND.sub("", _BEFORE.sub("", _WHOSE.sub("", _LIVES.sub("", text)).strip())).strip(
        " ?*.:()"
    )
    return "" if found in ("", text.strip()) else found


@of_file(4_096)
def asked(text: str) -> Mapping[str, float]:
    """Return the skill that a question is about; "skip" where its answer does not say who knows it."""
    words = [one[0] for one in _WORD.finditer(text)]
    bare = fold(_REMARK.sub(" ", text)) or fold(text)
    if _LACK.search(bare) and "?" not in text:
        return {SKIP: SURE}
    counts = _COUNTS.match(bare) is not None
    if len(words) not in _WORDS or not (_ASKS.search(bare) or "?" in text or counts):
        return {}
    found = dict.fromkeys(_named(words, looked_up))
    skills = [role for role in found if role in SKILLS]
    if counts and not skills:
        return {}
    if _WISH.search(bare) or (_WHO.search(bare) and found.keys() - {SKIP}):
        return {SKIP: SURE}
    having = [role for role in MEANS if role in found]
    if not skills and len(having) > 1:
        return {SKIP: SURE}  # one answer to two questions
    told = skills or [role for role in (*having, "skills", SKIP) if role in found][:1]
    return dict.fromkeys(told, SURE if len(told) == 1 else MAYBE)


def asked_of_homes(table: Table) -> str:
    """Return the heading under which it is said whether anybody of a household can; "" where rows name others than the head."""
    roles = {role.key: at for at, role in table.roles.items()}
    if table.kind != "households" or "head" not in roles or roles.keys() & _OTHERS:
        return ""
    texts = (text for skill in SKILLS if skill in roles for text in table.headings[roles[skill]])
    return next((text for text in texts if _ANYBODY.search(fold(_REMARK.sub(" ", text)))), "")


def _named(words: list[str], look: Look) -> Iterator[str]:
    """Yield what is named, the longest names first: a word is part of one name."""
    free = [True] * len(words)
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            if not all(free[start : start + length]):
                continue
            told = look(" ".join(words[start : start + length]))
            role = next((one for one in _NAMED if told.get(one, 0) > MAYBE), "")
            if role and (length > 1 or role != SKIP):
                free[start : start + length] = [False] * length
                yield role
