"""Headings of other words, in another order, missing, in English."""

from tests.imports.corpus.draft import COLUMNS, ROWS, Draft, mess
from tests.imports.corpus.facts import SKILLS, about
from tests.imports.corpus.grid import Cell
from tests.imports.corpus.letters import without_marks
from tests.imports.corpus.tables import Column

LISTS = "people households teams"
OTHER = {
    "stt": ("TT", "Số TT", "Stt", "#", "Số thứ tự"),
    "village": ("Thôn, buôn", "Thôn/buôn/khu phố", "Tên thôn", "Khu dân cư", "Thôn (buôn)"),
    "head": ("Chủ hộ", "Họ và tên chủ hộ", "Tên chủ hộ", "Đại diện hộ"),
    "hamlet": ("Nơi ở", "Xóm", "Chỗ ở", "Số nhà, đường", "Nơi ở hiện tại"),
    "name": ("Họ tên", "Họ, tên", "Tên", "Họ và tên thành viên", "Họ & tên"),
    "relation": ("Quan hệ", "QH với chủ hộ", "Mối quan hệ với chủ hộ", "Q.hệ chủ hộ"),
    "sex": ("Giới", "G.tính", "Phái", "Nam/Nữ"),
    "birth": ("Năm sinh", "Sinh năm", "Năm sinh"),
    "phone": ("Số điện thoại", "SĐT", "ĐT", "Số ĐT liên hệ", "Di động", "SĐT/Zalo", "Số máy"),
    "note": ("Ghi chú", "GC", "Chú thích"),
    "role": ("Chức vụ", "Vai trò", "Nhiệm vụ trong tổ", "Chức danh"),
    "organisation": ("Cơ quan, đơn vị", "Đơn vị công tác", "Thành phần", "Tổ chức"),
    "decision": ("QĐ số", "Số QĐ", "Số QĐ thành lập", "Quyết định"),
    "signed_on": ("Ngày QĐ", "Ngày ban hành", "Ngày, tháng QĐ"),
}
# What only the heading says: that an x below it stands for a woman.
SAYS_ITSELF = {"Nữ"}
ENGLISH = {
    "stt": "No.", "village": "Village", "head": "Head of household", "hamlet": "Address", "name": "Full name",
    "relation": "Relationship to head", "sex": "Gender", "birth": "Year of birth", "phone": "Phone number",
    "note": "Notes", "role": "Position", "organisation": "Organization", "decision": "Decision No.",
    "signed_on": "Date of decision", "public_services": "Online public services", "shopping": "Online shopping",
    "payment": "Online payment", "safety": "Online safety", "local_platform": "Local digital platform",
}  # fmt: skip


def rename(draft: Draft, heading, *, chance: float = 1) -> None:
    """Give columns other headings."""
    for table in draft.tables:
        for column in table.columns:
            if draft.rng.random() < chance:
                column.heading = heading(column) or column.heading


@mess("headings", COLUMNS, kinds=LISTS, weight=3)
def headings_in_other_words(draft: Draft) -> None:
    def other(column: Column) -> str:
        words = draft.rng.choice(OTHER.get(column.base, (column.heading,)))
        return column.heading if column.heading in SAYS_ITSELF else words

    rename(draft, other)


@mess("headings", COLUMNS, kinds=LISTS)
def headings_in_capitals(draft: Draft) -> None:
    rename(draft, lambda column: column.heading.upper())


@mess("headings", COLUMNS, kinds=LISTS)
def headings_without_marks(draft: Draft) -> None:
    rename(draft, lambda column: without_marks(column.heading))


@mess("headings", COLUMNS, kinds=LISTS)
def headings_misspelled(draft: Draft) -> None:
    """A letter is missing or doubled."""

    def slip(column: Column) -> str:
        text = column.heading
        at = len(text) - 3
        return (
            text
            if len(text) < 8
            else draft.rng.choice((text[:at] + text[at + 1 :], text[:at] + text[at] + text[at:]))
        )

    rename(draft, slip, chance=0.4)


@mess("headings", COLUMNS, kinds=LISTS)
def headings_with_breaks(draft: Draft) -> None:
    """Line breaks, dots and brackets: "Họ và\\ntên:", "Điện thoại (nếu có)"."""
    styles = ("{}:", "{} (nếu có)", "{} (*)", "{}\n", " {} ", "{} (ghi rõ)")
    rename(
        draft,
        lambda column: draft.rng.choice(styles).format(column.heading.replace(" ", "\n", 1)),
        chance=0.6,
    )


@mess("headings", COLUMNS, kinds=LISTS)
def headings_in_english(draft: Draft) -> None:
    rename(draft, lambda column: column.heading not in SAYS_ITSELF and ENGLISH.get(column.base))


@mess("headings", COLUMNS, kinds=LISTS)
def headings_of_two_languages(draft: Draft) -> None:
    """The numbers of skills stay by themselves: an English name beside them would say which they are."""
    rename(
        draft,
        lambda column: (
            f"{column.heading} ({ENGLISH[column.base]})"
            if column.base in ENGLISH and not any(map(str.isdigit, column.heading))
            else None
        ),
    )


@mess("no heading", ROWS, kinds=LISTS)
def phone_column_without_heading(draft: Draft) -> bool | None:
    """Phones speak for themselves, but may be asked."""
    return bare(draft, "phone", demanded=False)


@mess("no heading", ROWS, kinds="people households")
def note_column_without_heading(draft: Draft) -> bool | None:
    return bare(draft, "note", demanded=False)


@mess("no heading", ROWS, kinds="people households", weight=2)
def skill_column_without_heading(draft: Draft) -> bool | None:
    """One of five marks without a heading: nobody knows which skill it is, though four are named."""
    return bare(draft, draft.rng.choice(SKILLS), demanded=True)


# Which column of the sheet that is becomes known when all is laid out.
BARE = "column without heading"


def bare(draft: Draft, base: str, *, demanded: bool) -> bool | None:
    """Take the heading of a column away."""
    found = False
    for table in draft.tables:
        for column in table.columns:
            if column.base != base or "#" in column.key:
                continue
            column.heading, found = "", True
            for *_, cell in table.each(base):
                draft.doubt(cell.says, about("column", f"{BARE} {base}"), base, demanded=demanded)
    return None if found else False


@mess("order", COLUMNS, kinds=LISTS + " sessions", weight=2)
def columns_in_another_order(draft: Draft) -> bool | None:
    """Columns that stand below a common heading, and the running number, keep their places."""
    if any(column.group or "#" in column.key for table in draft.tables for column in table.columns):
        return False
    for table in draft.tables:
        first, rest = table.columns[:1], table.columns[1:]
        draft.rng.shuffle(rest)
        table.columns = first + rest
    return None


@mess("order", ROWS, kinds=LISTS)
def empty_columns_between(draft: Draft) -> bool | None:
    if any(column.group for table in draft.tables for column in table.columns):
        return False
    for table in draft.tables:
        for number in range(2):
            table.columns.insert(
                draft.rng.randint(2, len(table.columns)), Column(f"empty{number}", "")
            )
    return None


@mess("order", COLUMNS, kinds=LISTS)
def no_running_number(draft: Draft) -> None:
    for table in draft.tables:
        table.drop("stt")


@mess("order", COLUMNS, kinds="people households")
def column_twice(draft: Draft) -> bool | None:
    """The year of birth stands once more at the end, the same."""
    for table in draft.tables:
        column = table.column("birth")
        if column is None or "#" in column.key:
            return False
        table.put(Column("birth_again", f"{column.heading} (kiểm tra)"))
        for line in table.body():
            old = line.cells.get("birth")
            if old is not None:
                line.cells["birth_again"] = Cell(old.value, old.says)
    return None
