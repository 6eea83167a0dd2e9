"""Teams: charts, members in one cell, double roles, decisions in titles, numbers with their days."""

from datetime import date

from tests.imports.corpus import words
from tests.imports.corpus.draft import AROUND, MARKS, SHAPE, Draft, mess
from tests.imports.corpus.facts import Fact, Standing, Thing, about
from tests.imports.corpus.grid import Cell, Row
from tests.imports.corpus.layouts import cells, clean
from tests.imports.corpus.mess import arrange
from tests.imports.corpus.tables import Column, Line, Table


@mess("team shape", SHAPE, kinds="teams", needs="merges", weight=2)
def team_merged_over_members(draft: Draft) -> None:
    table = draft.tables[0]
    for team in draft.commune.teams:
        lines = [line for line in table.lines if line.block is team]
        for base in ("village", "decision", "signed_on"):
            lines[0].cells[base].down = len(lines)
            for line in lines[1:]:
                line.cells.pop(base)


@mess("team shape", SHAPE, kinds="teams")
def team_on_first_row_only(draft: Draft) -> None:
    table = draft.tables[0]
    for team in draft.commune.teams:
        for line in [line for line in table.lines if line.block is team][1:]:
            for base in ("village", "decision", "signed_on"):
                line.cells.pop(base)
        draft.doubt(draft.people_of(team), about("grouping"), "head")


@mess("team shape", SHAPE, kinds="teams", weight=2)
def members_of_team_in_one_cell(draft: Draft) -> None:
    """One row per team; leader, deputy and the others in cells of their own, the others together."""
    between = draft.rng.choice(("; ", "\n", ", ", " - "))
    made = clean.columns("stt", "village", "decision", "signed_on")
    made += [
        Column("leader", "Tổ trưởng"),
        Column("deputy", "Tổ phó"),
        Column("members", draft.rng.choice(("Thành viên", "Các thành viên", "Tổ viên"))),
    ]
    lines = []
    for team in draft.commune.teams:
        line = cells.team_cells(draft, team)
        for key in ("leader", "deputy", "members"):
            line[key] = people_cell(draft, team, key.removesuffix("s"), between)
        draft.doubt(line["members"].says, about("grouping"), "cell")
        lines.append(Line(line, team, team))
    draft.tables = [Table("teams", made, lines)]
    clean.number_lines(draft.tables[0])


def people_cell(draft: Draft, team: Thing, role: str, between: str) -> Cell:
    """Return one cell with all members of a role."""
    people = [one for one in team.parts if one["role"] == role]
    facts: list[Fact] = []
    for one in people:
        facts += [draft.fact(one, "name"), draft.fact(one, "team", team), draft.fact(one, "role")]
    return Cell(between.join(str(one["name"]) for one in people), tuple(facts))


@mess("team shape", SHAPE, kinds="teams", weight=2)
def team_in_group_rows(draft: Draft) -> None:
    """A row names the team with its village and decision, its members stand below."""
    table = draft.tables[0]
    arrange.without_columns(draft, "village", "decision", "signed_on")
    style = draft.rng.choice(
        (
            "Tổ CNSCĐ {} (QĐ số {} ngày {})",
            "{} - Quyết định số {} ngày {}",
            "Tổ công nghệ số cộng đồng {}, QĐ {}, ngày {}",
        )
    )
    lines: list[Line] = []
    for number, team in enumerate(draft.commune.teams, 1):
        lines.append(team_row(draft, table.columns[0].key, team, f"{words.roman(number)}. {style}"))
        lines += [line for line in table.lines if line.block is team]
        everything = draft.people_of(team)
        draft.doubt(everything, about("grouping"), "group_row")
        for text in (arrange.full_name(draft, team["village"]), team["village"], ""):
            draft.doubt(everything, about("village", text), str(team["village"]))
    table.lines = lines


def team_row(draft: Draft, key: str, team: Thing, style: str) -> Line:
    """Return the row that names a team."""
    village = arrange.village_of(draft, team["village"])
    day = date.fromisoformat(str(team["signed_on"]))
    place = f"{str(village['kind']).lower()} {village['name']}"
    text = style.format(place, team["decision"], f"{day:%d/%m/%Y}")
    says = draft.says(team, "village", "decision", "signed_on")
    return Line({key: Cell(text, says, bold=True)}, team, team, "group")


@mess("decision", MARKS, kinds="teams", weight=2)
def decision_and_day_in_one_cell(draft: Draft) -> bool | None:
    """45/QĐ-UBND ngày 12/3/2026 in one column."""
    style = draft.rng.choice(("{} ngày {}", "{}, {}", "{}\n{}", "QĐ số {} ngày {}", "{} ({})"))
    table = draft.tables[0]
    if table.column("signed_on") is None:
        return False
    for line in table.body():
        number, day = line.cells.get("decision"), line.cells.get("signed_on")
        if number is not None and day is not None:
            line.cells["decision"] = Cell(
                style.format(number.value, day.value), number.says + day.says, down=number.down
            )
    arrange.without_columns(draft, "signed_on")
    return None


@mess("decision", AROUND, kinds="teams")
def decision_in_title(draft: Draft) -> bool | None:
    """One decision founded all teams: it stands above the table only."""
    if draft.tables[0].column("decision") is None or draft.tables[0].column("signed_on") is None:
        return False
    first = draft.commune.teams[0]
    facts = []
    for team in draft.commune.teams:
        facts += [draft.fact(team, name, first[name]) for name in ("decision", "signed_on")]
    day = date.fromisoformat(str(first["signed_on"]))
    text = f"(Kèm theo Quyết định số {first['decision']} ngày {day:%d/%m/%Y} của UBND {draft.commune.kind.lower()} {draft.commune.name})"
    arrange.without_columns(draft, "decision", "signed_on")
    draft.tables[0].above.append(Row([Cell(text, tuple(facts))]))
    for fact in facts:
        draft.doubt([fact], about("repair", text), str(fact.value))
    return None


ROLE_WORDS = {
    "leader": ("Tổ trưởng", "TT", "Trưởng", "T.trưởng", "Tổ trưởng - Trưởng thôn"),
    "deputy": ("Tổ phó", "TP", "Phó", "T.phó", "Tổ phó - Bí thư chi đoàn"),
    "member": ("Thành viên", "TV", "Tổ viên", "T.viên", "Thành viên"),
}


@mess("roles", MARKS, kinds="teams", weight=2)
def roles_in_other_words(draft: Draft) -> bool | None:
    """Short, or together with another office."""
    style = draft.rng.randint(1, 4)
    changed = False
    for _, line, _, cell in draft.each("role"):
        role = str(arrange.person_of(line, cell)["role"])
        cell.value, changed = ROLE_WORDS[role][style], True
        if style != 4:
            draft.doubt(cell.says, about("role", cell.value), role)
        draft.know("role", cell.value, role)
    return None if changed else False


@mess("roles", MARKS, kinds="teams")
def role_for_leaders_only(draft: Draft) -> bool | None:
    """Only leader and deputy are written: that the others are members follows."""
    changed = False
    for *_, cell in draft.each("role"):
        if cell.value == words.ROLES["member"]:
            cell.value, changed = None, True
            for fact in cell.says:
                fact.keep_free(Standing.OPTIONAL)
    return None if changed else False


OFFICES = {
    "village": ("Trưởng thôn", "Trưởng buôn", "Bí thư chi bộ"),
    "youth": ("Bí thư chi đoàn", "Đoàn TN", "ĐTN"),
    "police": ("Công an viên", "CA xã", "Tổ ANTT"),
    "women": ("Hội LHPN", "Chi hội trưởng phụ nữ", "HPN"),
    "front": ("MTTQ", "Trưởng ban CTMT", "Ban công tác mặt trận"),
    "farmers": ("HND", "Chi hội nông dân", "Hội nông dân thôn"),
    "school": ("Giáo viên", "Trường TH", "THCS"),
    "business": ("VNPT", "Viettel", "Nhân viên bưu điện"),
}


@mess("organisations", MARKS, kinds="teams", weight=2)
def organisations_in_other_words(draft: Draft) -> bool | None:
    """Offices and short names: each may be asked once."""
    changed = False
    for _, line, _, cell in draft.each("organisation"):
        organisation = str(arrange.person_of(line, cell)["organisation"])
        cell.value, changed = draft.rng.choice(OFFICES[organisation]), True
        draft.doubt(cell.says, about("organisation", cell.value), organisation)
    return None if changed else False
