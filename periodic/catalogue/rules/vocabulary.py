"""The figures of the register that a form may name: key, words, definition, and how it is read of the facts.

A key never changes its meaning: forms that were sent name it. What is no longer counted so gets a new key.
"""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from periodic.catalogue.rules.facts import Facts
from periodic.catalogue.rules.figure import Figure, of_rate
from periodic.catalogue.rules.people import PEOPLE
from periodic.content import Measure, Value
from skills.catalogue import SKILLS, Skill

STOCK, FLOW = Measure.STOCK, Measure.FLOW
_HOUSEHOLD, _VILLAGE, _PERSON = _("hộ"), _("thôn"), _("người")
_TEAM, _SESSION, _TURN = _("tổ"), _("buổi"), _("lượt")
_HOMES = _("tổng số hộ")


def _some(n: int, said_in: int, of_all: int) -> int | None:
    """Return a sum, None where there is something to add up and nobody said anything of it."""
    return None if of_all and not said_in else n


def _women_in_sessions(facts: Facts) -> Value:
    told = facts.sessions
    if told.n and not told.women_in:
        return Value()
    return Value(n=told.women, of=told.heads)


def _women(facts: Facts) -> Value:
    told = facts.teams
    if told.members and not told.sex_known:
        return Value()
    return Value(n=told.women, of=told.sex_known)


def _smartphone(facts: Facts) -> Value:
    told = facts.means
    return Value(n=told.without_smartphone, of=told.asked) if told.asked else Value()


def _skill(skill: Skill) -> Figure:
    return Figure(
        f"ky-nang-{skill.number}",
        skill.name,
        _("Hộ có ít nhất một người biết kỹ năng này, trên số hộ đã được hỏi kỹ năng này."),
        _HOUSEHOLD,
        STOCK,
        lambda facts: of_rate(facts.figures.skill_rate(skill)),
        n=_("hộ có người biết"),
        of=_("hộ đã được hỏi"),
        traced=skill.column,
    )


FIGURES: tuple[Figure, ...] = (
    Figure(
        "thon",
        _("Số thôn"),
        _("Thôn, buôn, khu phố đã ghi và đã khai báo nhưng chưa ghi, vào ngày cuối kỳ."),
        _VILLAGE,
        STOCK,
        lambda facts: Value(n=facts.figures.expected_villages),
    ),
    Figure(
        "ho",
        _("Số hộ"),
        _("Hộ có trong sổ và hộ đã khai báo nhưng chưa ghi vào sổ, vào ngày cuối kỳ."),
        _HOUSEHOLD,
        STOCK,
        lambda facts: Value(n=facts.figures.expected),
    ),
    Figure(
        "ho-trong-so",
        _("Hộ trong sổ"),
        _("Hộ đang ở, có trong sổ hộ vào ngày cuối kỳ."),
        _HOUSEHOLD,
        STOCK,
        lambda facts: Value(n=facts.figures.households),
        traced="households",
    ),
    Figure(
        "to",
        _("Số tổ"),
        _("Tổ công nghệ số cộng đồng có quyết định còn hiệu lực vào ngày cuối kỳ."),
        _TEAM,
        STOCK,
        lambda facts: Value(n=facts.teams.teams),
    ),
    Figure(
        "thon-co-to",
        _("Thôn có tổ"),
        _("Thôn có tổ còn hiệu lực vào ngày cuối kỳ, trên tổng số thôn."),
        _VILLAGE,
        STOCK,
        lambda facts: of_rate(facts.figures.team_rate),
        n=_("thôn có tổ"),
        of=_("tổng số thôn"),
    ),
    Figure(
        "to-hoat-dong",
        _("Thôn có tổ đang hoạt động"),
        _("Thôn có tổ có tổ trưởng và có buổi hướng dẫn gần đây, trên tổng số thôn."),
        _VILLAGE,
        STOCK,
        lambda facts: of_rate(facts.figures.active_rate),
        n=_("thôn có tổ đang hoạt động"),
        of=_("tổng số thôn"),
    ),
    Figure(
        "thanh-vien",
        _("Thành viên tổ"),
        _("Người đang là thành viên của tổ vào ngày cuối kỳ."),
        _PERSON,
        STOCK,
        lambda facts: Value(n=facts.teams.members),
    ),
    Figure(
        "thanh-vien-nu",
        _("là nữ"),
        _("Thành viên nữ, trên số thành viên đã ghi nam hay nữ."),
        _PERSON,
        STOCK,
        _women,
        n=_("thành viên nữ"),
        of=_("thành viên đã ghi nam, nữ"),
        is_part=True,
    ),
    Figure(
        "thanh-vien-doan",
        _("do Đoàn thanh niên cử"),
        _("Thành viên do Đoàn thanh niên cử, trên tổng số thành viên."),
        _PERSON,
        STOCK,
        lambda facts: Value(n=facts.teams.youth, of=facts.teams.members),
        n=_("thành viên do Đoàn cử"),
        of=_("tổng số thành viên"),
        is_part=True,
    ),
    Figure(
        "thanh-vien-tap-huan",
        _("đã tập huấn"),
        _("Thành viên đã học xong một khóa tập huấn, trên tổng số thành viên."),
        _PERSON,
        STOCK,
        lambda facts: Value(n=facts.teams.trained, of=facts.teams.members),
        n=_("thành viên đã tập huấn"),
        of=_("tổng số thành viên"),
        is_part=True,
    ),
    Figure(
        "vao-to",
        _("Thành viên vào tổ"),
        _("Người vào tổ trong kỳ."),
        _PERSON,
        FLOW,
        lambda facts: Value(n=facts.teams.joined),
    ),
    Figure(
        "roi-to",
        _("Thành viên rời tổ"),
        _("Người rời tổ trong kỳ."),
        _PERSON,
        FLOW,
        lambda facts: Value(n=facts.teams.left),
    ),
    Figure(
        "buoi",
        _("Buổi hướng dẫn"),
        _("Buổi hướng dẫn đã tổ chức trong kỳ, không tính buổi đã rút."),
        _SESSION,
        FLOW,
        lambda facts: Value(n=facts.sessions.n),
        traced="sessions",
    ),
    Figure(
        "luot",
        _("Lượt người được hướng dẫn"),
        _("Cộng số lượt người của các buổi trong kỳ có ghi số lượt."),
        _TURN,
        FLOW,
        lambda facts: Value(
            n=_some(facts.sessions.turns, facts.sessions.turns_in, facts.sessions.n)
        ),
        traced="turns",
    ),
    Figure(
        "luot-nu",
        _("là nữ"),
        _("Nữ, trên số người của các buổi trong kỳ có ghi cả hai số."),
        _TURN,
        FLOW,
        _women_in_sessions,
        n=_("nữ"),
        of=_("người của các buổi có ghi"),
        is_part=True,
    ),
    Figure(
        "ho-tiep-can",
        _("Hộ đã tiếp cận"),
        _("Hộ đã được hỏi ít nhất một kỹ năng, trên tổng số hộ."),
        _HOUSEHOLD,
        STOCK,
        lambda facts: of_rate(
            facts.figures.surveyed_rate.counted(
                facts.figures.surveyed + facts.figures.partly, facts.figures.expected
            )
        ),
        n=_("hộ đã được hỏi"),
        of=_HOMES,
    ),
    Figure(
        "ho-khao-sat",
        _("Hộ đã khảo sát"),
        _("Hộ có ít nhất một người đã được hỏi đủ 5 kỹ năng, trên tổng số hộ."),
        _HOUSEHOLD,
        STOCK,
        lambda facts: of_rate(facts.figures.surveyed_rate),
        n=_("hộ đã khảo sát"),
        of=_HOMES,
        traced="surveyed",
    ),
    Figure(
        "ho-dat",
        _("Hộ đạt"),
        _("Hộ có ít nhất một người biết đủ 5 kỹ năng, trên tổng số hộ."),
        _HOUSEHOLD,
        STOCK,
        lambda facts: of_rate(facts.figures.covered_rate),
        n=_("hộ đạt"),
        of=_HOMES,
        traced="covered",
    ),
    Figure(
        "ho-dat-khao-sat",
        _("Hộ đạt, trên hộ đã khảo sát"),
        _("Hộ có ít nhất một người biết đủ 5 kỹ năng, trên số hộ đã khảo sát."),
        _HOUSEHOLD,
        STOCK,
        lambda facts: of_rate(facts.figures.covered_of_surveyed),
        n=_("hộ đạt"),
        of=_("hộ đã khảo sát"),
        traced="covered",
    ),
    *(_skill(skill) for skill in SKILLS),
    Figure(
        "ho-khong-dien-thoai",
        # Who had one on a past day is not kept: beside the figure stands of when it is.
        _("Hộ không có điện thoại thông minh (số lúc lập báo cáo)"),
        _("Hộ trả lời là không có, trên số hộ đã được hỏi; theo sổ vào lúc lập báo cáo."),
        _HOUSEHOLD,
        STOCK,
        _smartphone,
        n=_("hộ không có"),
        of=_("hộ đã được hỏi"),
    ),
    *PEOPLE,
)
BY_KEY = {figure.key: figure for figure in FIGURES}


def traced(figures: Iterable[str]) -> dict[str, str]:
    """Return of figures what of movements or sessions moves each; those of which that cannot be told are left out."""
    known = (BY_KEY[key] for key in figures if key in BY_KEY)
    return {one.key: one.traced for one in known if one.traced}
