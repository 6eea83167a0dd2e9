"""What a file would do, and what it did, in sentences with figures: one for each kind of its rows."""

from collections.abc import Mapping

from django.utils.formats import number_format
from django.utils.translation import gettext as _, ngettext

from imports.models import Import, Kind, Verdict

_READ = (Verdict.NEW, Verdict.CHANGES, Verdict.IDENTICAL)


def _told(number: int) -> str:
    return number_format(number, force_grouping=True)


def outcome_of(source: Import) -> list[str]:
    """Say what would become of the rows of a file, kind by kind."""
    return [said for kind in source.kinds if (said := _kind(kind, source.found_of(kind)))]


def _kind(kind: str, found: Mapping[str, int]) -> str:
    rows = {verdict: found.get(verdict, 0) for verdict in _READ}
    first = {verdict: found.get(f"first.{verdict}", 0) for verdict in _READ}
    if not sum(rows.values()):
        return ""
    if kind == Kind.HOUSEHOLDS:
        return _households(rows, first)
    return _rows(kind, rows)


def _households(rows: Mapping[str, int], first: Mapping[str, int]) -> str:
    """Say how many households and people there are, and how many of them are new."""
    homes = ngettext("%(n)s hộ", "%(n)s hộ", sum(first.values()))
    people = ngettext("%(n)s người", "%(n)s người", sum(rows.values()))
    words = _("%(homes)s, %(people)s: %(new)s hộ mới, %(known)s hộ đã có trong sổ.")
    return words % {
        "homes": homes % {"n": _told(sum(first.values()))},
        "people": people % {"n": _told(sum(rows.values()))},
        "new": _told(first[Verdict.NEW]),
        "known": _told(first[Verdict.CHANGES] + first[Verdict.IDENTICAL]),
    }


def _rows(kind: str, rows: Mapping[str, int]) -> str:
    """Say of rows that stand for themselves how many are new, changed and as they were."""
    words = {
        Kind.VILLAGES: _("Thôn: %(new)s mới, %(changes)s cập nhật, %(same)s không đổi."),
        Kind.TEAMS: _("Người của tổ: %(new)s mới, %(changes)s cập nhật, %(same)s không đổi."),
        Kind.ACTIVITIES: _(
            "Buổi hướng dẫn: %(new)s mới, %(changes)s cập nhật, %(same)s không đổi."
        ),
    }.get(Kind(kind), _("Số khai báo: %(new)s mới, %(changes)s cập nhật, %(same)s không đổi."))
    return words % {
        "new": _told(rows[Verdict.NEW]),
        "changes": _told(rows[Verdict.CHANGES]),
        "same": _told(rows[Verdict.IDENTICAL]),
    }


def go_notes(source: Import) -> list[str]:
    """Say what a blank means, and what can be taken back, before a file is written."""
    said = []
    if Kind.HOUSEHOLDS in source.kinds and source.empty_is_no:
        said.append(_("Ô kỹ năng trống: còn lại chưa biết."))
    elif Kind.HOUSEHOLDS in source.kinds:
        said.append(_("Ô kỹ năng trống: chưa hỏi, để nguyên như trong sổ."))
    said.append(_("Hoàn tác được sau khi nhập."))
    if Kind.TEAMS in source.kinds:
        said.append(
            _("Tổ đã lập thì rút nếu chưa có việc gì ghi sau đó, việc thay tổ trưởng thì giữ lại.")
        )
    if Kind.VILLAGES in source.kinds:
        said.append(_("Thôn đã thêm thì giữ lại; số hộ khai báo lần đầu cũng vậy."))
    return said


def written_of(source: Import, left_out: int) -> str:
    """Say what a file that was written brought, and how many rows were left out."""
    said = [one for kind in source.kinds if (one := _written(kind, source.found_of(kind)))]
    words = ngettext("%(n)s dòng bỏ qua", "%(n)s dòng bỏ qua", left_out)
    return ", ".join([*said, words % {"n": _told(left_out)}]) + "."


def _written(kind: str, found: Mapping[str, int]) -> str:
    whole = "first." if kind == Kind.HOUSEHOLDS else ""
    new, changes = (found.get(f"{whole}{one}", 0) for one in (Verdict.NEW, Verdict.CHANGES))
    words = {
        Kind.HOUSEHOLDS: _("%(new)s hộ mới, %(changes)s hộ cập nhật"),
        Kind.VILLAGES: _("%(new)s thôn mới, %(changes)s thôn cập nhật"),
        Kind.TEAMS: _("%(new)s người mới, %(changes)s người cập nhật"),
        Kind.ACTIVITIES: _("%(new)s buổi mới, %(changes)s buổi cập nhật"),
    }.get(Kind(kind), _("%(new)s số khai báo mới, %(changes)s số cập nhật"))
    return words % {"new": _told(new), "changes": _told(changes)}
