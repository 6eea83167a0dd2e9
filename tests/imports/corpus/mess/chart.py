"""A team as a chart: offices above names, no headings and no rows for people."""

from tests.imports.corpus.draft import SHAPE, Draft, mess
from tests.imports.corpus.facts import Thing, about
from tests.imports.corpus.grid import Cell
from tests.imports.corpus.mess import arrange
from tests.imports.corpus.tables import Column, Line, Table

OFFICES = (("leader", "TỔ TRƯỞNG"), ("deputy", "TỔ PHÓ"), ("member", "THÀNH VIÊN"))


@mess("team shape", SHAPE, kinds="teams", weight=2)
def team_as_chart(draft: Draft) -> None:
    """Sơ đồ tổ: the leader on top, the deputy below, the members side by side under them."""
    width = max(len(team.parts) for team in draft.commune.teams)
    columns = [Column(f"chart{number}", "") for number in range(width)]
    lines: list[Line] = []
    for team in draft.commune.teams:
        lines += chart(draft, team, columns)
        everything = draft.people_of(team)
        draft.doubt(everything, about("grouping"), "chart")
        for text in (arrange.full_name(draft, team["village"]), team["village"], ""):
            draft.doubt(everything, about("village", text), str(team["village"]))
    draft.tables = [Table("teams", columns, lines)]


def chart(draft: Draft, team: Thing, columns: list[Column]) -> list[Line]:
    """Return the lines of one chart, and an empty one."""
    village = arrange.full_name(draft, team["village"]).upper()
    title = Cell(
        f"SƠ ĐỒ TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG {village}", draft.says(team, "village"), bold=True
    )
    lines = [Line({columns[0].key: title}, team, team, "group")]
    for role, office in OFFICES:
        people = [one for one in team.parts if one["role"] == role]
        first = (len(columns) - len(people)) // 2
        names = {columns[first + n].key: name_cell(draft, one) for n, one in enumerate(people)}
        lines.append(Line({columns[first].key: Cell(office, bold=True)}, None, team, "words"))
        lines.append(Line(names, None, team, "chart"))
    return [*lines, Line({}, None, team, "blank")]


def name_cell(draft: Draft, member: Thing) -> Cell:
    facts = (
        draft.fact(member, "name"),
        draft.fact(member, "team", member.of),
        draft.fact(member, "role"),
    )
    return Cell(member["name"], facts)
