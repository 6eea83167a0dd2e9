"""Columns that are never taken: identity papers, sensitive ones, and those that the register has no field for."""

from collections.abc import Callable

from tests.imports.corpus.draft import COLUMNS, Draft, mess
from tests.imports.corpus.facts import Standing, about
from tests.imports.corpus.grid import Cell
from tests.imports.corpus.tables import Column, Line, Table

LISTS = "people households teams"


def add(
    draft: Draft,
    name: str,
    heading: str,
    value: Callable[[Line], object],
    *,
    secret: bool = False,
    after: str = "birth",
) -> None:
    """Add a column that is to be named as not taken."""
    for table in draft.tables:
        if table.column("name") is None and table.column("head") is None:
            continue
        table.put(Column(name, heading), after=after if table.column(after) else "")
        for line in table.body():
            fill(draft, table, line, name, value(line), secret=secret)
    draft.know("column", heading, "skip")


def fill(draft: Draft, table: Table, line: Line, name: str, value: object, *, secret: bool) -> None:
    """Fill one cell of it."""
    if value is None or line.thing is None:
        return
    cell = line.cells[name] = Cell(value)
    draft.kept_back(cell, line.thing, name)
    if secret:
        draft.secrets.append(cell.shown)


def id_number(draft: Draft) -> str:
    return f"0{draft.rng.randint(54, 66)}{draft.rng.randint(10**8, 10**9 - 1)}"


@mess("identity", COLUMNS, kinds=LISTS, weight=3)
def number_of_identity_card(draft: Draft) -> None:
    heading = draft.rng.choice(
        (
            "CCCD",
            "Số CCCD",
            "Số CCCD/CMND",
            "Số định danh cá nhân",
            "CMND/CCCD",
            "Số căn cước",
            "Mã định danh",
        )
    )
    add(draft, "id_number", heading, lambda line: id_number(draft), secret=True)


@mess("identity", COLUMNS, kinds=LISTS)
def number_of_old_identity_card(draft: Draft) -> None:
    add(
        draft,
        "id_number",
        draft.rng.choice(("CMND", "Số CMND", "CMTND")),
        lambda line: f"22{draft.rng.randint(10**6, 10**7 - 1)}",
        secret=True,
    )


@mess("identity", COLUMNS, kinds=LISTS, weight=2)
def number_of_identity_card_without_heading(draft: Draft) -> None:
    """Twelve digits say what they are."""
    add(draft, "id_number", "", lambda line: id_number(draft), secret=True)


@mess("identity", COLUMNS, kinds=LISTS, needs="numbers")
def number_of_identity_card_as_number(draft: Draft) -> None:
    """Its zero is lost, and the secret is the rest."""
    add(draft, "id_number", "Số CCCD", lambda line: int(id_number(draft)), secret=True)


@mess("identity", COLUMNS, kinds=LISTS)
def number_of_insurance(draft: Draft) -> None:
    heading = draft.rng.choice(("Mã số BHXH", "Số thẻ BHYT", "Mã BHXH"))
    add(
        draft,
        "insurance",
        heading,
        lambda line: f"GD4{draft.rng.randint(10**11, 10**12 - 1)}",
        secret=True,
    )


@mess("identity", COLUMNS, kinds="people households")
def number_of_identity_card_in_notes(draft: Draft) -> bool | None:
    """Some notes hold a number of twelve digits: these notes are not kept as they are."""
    noted = 0
    for table in draft.tables:
        if table.column("note") is None:
            continue
        for line in table.body():
            if line.thing and draft.rng.random() < 0.3:
                number = id_number(draft)
                line.cells["note"] = Cell(f"CCCD {number}")
                draft.kept_back(line.cells["note"], line.thing, "id_number")
                draft.secrets.append(number)
                noted += 1
    return None if noted else False


@mess("sensitive", COLUMNS, kinds=LISTS, weight=2)
def column_of_ethnicity(draft: Draft) -> None:
    add(
        draft,
        "ethnicity",
        draft.rng.choice(("Dân tộc", "DT")),
        lambda line: draft.rng.choice(("Kinh", "Ê Đê", "Chăm", "Ba Na", "Tày")),
    )


@mess("sensitive", COLUMNS, kinds=LISTS)
def column_of_religion(draft: Draft) -> None:
    add(
        draft,
        "religion",
        "Tôn giáo",
        lambda line: draft.rng.choice(("Không", "Phật giáo", "Công giáo", "Tin lành")),
    )


@mess("sensitive", COLUMNS, kinds="people households")
def column_of_poverty(draft: Draft) -> None:
    add(
        draft,
        "poverty",
        draft.rng.choice(("Hộ nghèo", "Diện hộ", "Hộ nghèo/cận nghèo")),
        lambda line: draft.rng.choice(("x", "Nghèo", "Cận nghèo", None, None)),
    )


@mess("sensitive", COLUMNS, kinds=LISTS)
def column_of_bank_account(draft: Draft) -> None:
    add(
        draft,
        "bank",
        draft.rng.choice(("Số tài khoản", "STK ngân hàng")),
        lambda line: str(draft.rng.randint(10**9, 10**13)),
        secret=True,
        after="phone",
    )


@mess("no field", COLUMNS, kinds="people households", weight=2)
def column_of_land(draft: Draft) -> None:
    heading = draft.rng.choice(
        ("Đất nông nghiệp (m²)", "Số bò", "DT rẫy (ha)", "Loại nhà", "Nguồn nước")
    )
    number = heading not in {"Loại nhà", "Nguồn nước"}
    add(
        draft,
        "land",
        heading,
        lambda line: (
            draft.rng.randint(1, 900) if number else draft.rng.choice(("Kiên cố", "Giếng"))
        ),
        after="note",
    )


@mess("no field", COLUMNS, kinds=LISTS)
def column_of_work_or_school(draft: Draft) -> None:
    add(
        draft,
        "work",
        draft.rng.choice(("Nghề nghiệp", "Trình độ", "Trình độ văn hóa")),
        lambda line: draft.rng.choice(("Làm rẫy", "9/12", "Giáo viên", "12/12", "Buôn bán")),
    )


@mess("no field", COLUMNS, kinds="people households")
def column_of_devices(draft: Draft) -> None:
    """Smartphone, internet, VNeID: marks that look like skills and are none; a household has the first two."""
    headings = draft.rng.choice(
        (
            ("Có điện thoại thông minh", "Có internet"),
            ("VNeID mức 2", "Ví điện tử"),
            ("Điện thoại TM", "Wifi"),
        )
    )
    for number, heading in enumerate(headings):
        add(
            draft,
            f"device{number}",
            heading,
            lambda line: draft.rng.choice(("x", "x", None)),
            after="phone",
        )
        if headings[0] != "VNeID mức 2":
            _have(draft, f"device{number}", heading, ("smartphone", "internet")[number])


def _have(draft: Draft, name: str, heading: str, field: str) -> None:
    """Let marks in rows of heads say what their household has; in other rows none stands."""
    draft.answers[about("column", heading)] = field
    for table in draft.tables:
        for line in table.body() if table.column(name) else ():
            cell, thing = line.cells.get(name), line.thing
            if cell is None:
                continue
            household = thing if thing.kind == "household" else thing.of
            if thing in {household, household.parts[0]}:
                fact = draft.fact(household, field, "yes")
                if draft.fact(household, "head").standing is Standing.NAMED:
                    fact.keep_free(Standing.NAMED)
                cell.says = (fact,)
            else:
                del line.cells[name]
