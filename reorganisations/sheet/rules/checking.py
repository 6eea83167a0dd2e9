"""Whether the changes of a sheet can be: what the register knows against them, said at their rows."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from areas.names import fold
from reorganisations.models import Operation
from reorganisations.sheet.rules.around import Around
from reorganisations.sheet.rules.problems import DROP, WHOLE, Problem, Problems, chosen
from reorganisations.sheet.rules.works import Work

Kind = Operation.Kind


def is_written(work: Work, around: Around) -> bool:
    """Tell whether an open decision of this number does this: the sheet was sent before."""
    said = (work.paper.number, work.does)
    return all(
        (one.decision, one.does) == said for one in (around.villages[pk] for pk in work.olds)
    )


def checked(works: Iterable[Work], around: Around, problems: Problems) -> list[Work]:
    """Return the changes that can be; what is wrong with the others goes to `problems`."""
    found = list[Work]()
    for work in works:
        if is_written(work, around):
            found.append(work)
        elif taken := _taken(work, around):
            for at in work.rows:
                text = problems.rows[at].new
                if fold(text).endswith(taken.text):
                    problems.add(at, work.commune, replace(taken, text=text, rows=[]))
        elif words := _wrong(work, around):
            for_all = Problem(WHOLE, "", words, choices=[(DROP, _("Bỏ các dòng này"))])
            problems.add(work.rows[0], 0, for_all)
            for_all.rows[:] = work.rows
        else:
            found.append(work)
    return found


def _taken(work: Work, around: Around) -> Problem | None:
    """Ask what is meant where another village of the commune has the name already."""
    for one in work.targets if not work.wrong and work.kind != Kind.MOVE else ():
        but = {*work.olds, one.into}
        pk = around.taken_by(work.commune, one.kind, one.name, but) if not one.into else 0
        if not pk:
            continue
        words = _("%(commune)s đang có %(unit)s. Nhập vào thôn ấy, hoặc ghi tên khác.")
        label = around.villages[pk].label
        facts = {"commune": around.communes[work.commune], "unit": label}
        into = (chosen(pk), _("Nhập vào %(unit)s đang có") % {"unit": label})
        left = (DROP, _("Bỏ các dòng này"))
        return Problem("new", fold(one.name), words % facts, [], [into, left], is_typed=True)
    return None


def _wrong(work: Work, around: Around) -> str:
    if work.wrong:
        return _words(work.wrong, _names(work, around))
    for pk in {*work.olds, work.lives_on} - {0}:
        village = around.villages[pk]
        facts = {"unit": village.label, "number": village.decision or _("chưa có số")}
        if village.decision is not None:
            return _("%(unit)s đang đứng trong quyết định %(number)s chưa thực hiện.") % facts
        if village.since and work.paper.effective_on <= village.since:
            facts["day"] = date_format(village.since)
            text = _("%(unit)s có tên, chỗ đứng này từ %(day)s. Ngày hiệu lực phải sau ngày ấy.")
            return text % facts
        if work.kind == Kind.END and (village.homes or village.has_team):
            facts["n"] = number_format(village.homes)
            text = _(
                "%(unit)s còn %(n)s hộ hoặc còn tổ nên chưa kết thúc được. Nhập vào thôn khác."
            )
            return text % facts
    return ""


def _names(work: Work, around: Around) -> str:
    return ", ".join(around.villages[pk].label for pk in work.olds)


def _words(wrong: str, names: str) -> str:
    text = {
        "ends_and_goes_on": _("%(names)s vừa kết thúc vừa thành thôn mới. Bỏ một dòng."),
        "several_ways": _("%(names)s vừa nhập vừa tách. Tách thành hai quyết định."),
        "nothing": _("%(names)s: tên và loại mới giống như hiện nay."),
        "twice": _("%(names)s đứng ở hai việc khác nhau. Bỏ một việc."),
        "same_name": _("%(names)s: hai việc cùng lập một thôn tên ấy. Bỏ một việc."),
    }[wrong]
    return text % {"names": names}
