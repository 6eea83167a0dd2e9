"""What a file would do, and what it did, in sentences with figures: one for each kind of its rows."""

from collections.abc import Iterator, Mapping

from django.utils.formats import number_format
from django.utils.translation import gettext as _, ngettext

from imports.models import Import, Kind, Verdict

_READ = (Verdict.NEW, Verdict.CHANGES, Verdict.IDENTICAL)


def _told(number: int) -> str:
    return number_format(number, force_grouping=True)


type Sentence = tuple[str, str]


def outcome_of(source: Import) -> list[Sentence]:
    """Say what would become of the rows of a file, kind by kind: how much there is, and what of it is new."""
    return [said for kind in source.kinds if (said := _kind(kind, source.found_of(kind)))]


def _kind(kind: str, found: Mapping[str, int]) -> Sentence | None:
    rows = {verdict.value: found.get(verdict, 0) for verdict in _READ}
    first = {verdict.value: found.get(f"first.{verdict}", 0) for verdict in _READ}
    if not sum(rows.values()):
        return None
    if kind == Kind.HOUSEHOLDS:
        return _households(rows, first)
    return _rows(kind, rows)


def _households(rows: Mapping[str, int], first: Mapping[str, int]) -> Sentence:
    """Say how many households and people there are, and how many of them are new."""
    homes = ngettext("%(n)s hộ", "%(n)s hộ", sum(first.values()))
    people = ngettext("%(n)s người", "%(n)s người", sum(rows.values()))
    known = {
        "new": first[Verdict.NEW],
        "known": first[Verdict.CHANGES] + first[Verdict.IDENTICAL],
    }
    said = homes % {"n": _told(sum(first.values()))}, people % {"n": _told(sum(rows.values()))}
    new = ngettext("%(n)s hộ mới", "%(n)s hộ mới", known["new"])
    among = [("new", new), ("known", _("%(n)s hộ đã có trong sổ"))]
    parts = [words % {"n": _told(known[key])} for key, words in among if known[key]]
    return ", ".join(said), _("gồm %(parts)s.") % {"parts": ", ".join(parts)}


def _rows(kind: str, rows: Mapping[str, int]) -> Sentence:
    """Say of rows that stand for themselves how many are new, changed and as they were."""
    n = sum(rows.values())
    words = {
        Kind.VILLAGES: ngettext("%(n)s thôn", "%(n)s thôn", n),
        Kind.TEAMS: ngettext("%(n)s người của tổ", "%(n)s người của tổ", n),
        Kind.ACTIVITIES: ngettext("%(n)s buổi hướng dẫn", "%(n)s buổi hướng dẫn", n),
        Kind.ACCOUNTS: ngettext("%(n)s người dùng", "%(n)s người dùng", n),
        Kind.PLATFORMS: ngettext("%(n)s nền tảng", "%(n)s nền tảng", n),
    }.get(Kind(kind), ngettext("%(n)s dòng khai báo", "%(n)s dòng khai báo", n))
    among = {
        Verdict.NEW.value: _("%(n)s mới"),
        Verdict.CHANGES.value: _("%(n)s cập nhật"),
        Verdict.IDENTICAL.value: _("%(n)s không đổi"),
    }
    parts = [among[one] % {"n": _told(number)} for one, number in rows.items() if number]
    return words % {"n": _told(n)}, _("gồm %(parts)s.") % {"parts": ", ".join(parts)}


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
    if Kind.ACCOUNTS in source.kinds:
        said.append(_("Tài khoản có người đã đăng nhập thì giữ lại."))
    if Kind.VILLAGES in source.kinds:
        said.append(_("Thôn đã thêm mà có việc ghi sau đó thì giữ lại."))
    return said


def written_of(source: Import, left_out: int) -> str:
    """Say what a file that was written brought, and how many rows were left out; of what there is none, nothing."""
    came = [words for kind in source.kinds for words in _written(kind, source.found_of(kind))]
    said = came or [_("Không có gì mới")]
    if left_out:
        words = ngettext("%(n)s dòng bỏ qua", "%(n)s dòng bỏ qua", left_out)
        said.append(words % {"n": _told(left_out)})
    return ", ".join(said) + "."


def _written(kind: str, found: Mapping[str, int]) -> Iterator[str]:
    whole, one = "first." if kind == Kind.HOUSEHOLDS else "", Kind(kind)
    for verdict, words in ((Verdict.NEW, _new), (Verdict.CHANGES, _changed)):
        if n := found.get(f"{whole}{verdict}", 0):
            yield words(one, n) % {"n": _told(n)}


def _new(kind: Kind, n: int) -> str:
    words = {
        Kind.HOUSEHOLDS: ngettext("%(n)s hộ mới", "%(n)s hộ mới", n),
        Kind.VILLAGES: ngettext("%(n)s thôn mới", "%(n)s thôn mới", n),
        Kind.TEAMS: ngettext("%(n)s người mới", "%(n)s người mới", n),
        Kind.ACTIVITIES: ngettext("%(n)s buổi mới", "%(n)s buổi mới", n),
        Kind.ACCOUNTS: ngettext("%(n)s tài khoản mới", "%(n)s tài khoản mới", n),
        Kind.PLATFORMS: ngettext("%(n)s nền tảng mới", "%(n)s nền tảng mới", n),
    }
    return words.get(kind, ngettext("%(n)s số khai báo mới", "%(n)s số khai báo mới", n))


def _changed(kind: Kind, n: int) -> str:
    words = {
        Kind.HOUSEHOLDS: ngettext("%(n)s hộ cập nhật", "%(n)s hộ cập nhật", n),
        Kind.VILLAGES: ngettext("%(n)s thôn cập nhật", "%(n)s thôn cập nhật", n),
        Kind.TEAMS: ngettext("%(n)s người cập nhật", "%(n)s người cập nhật", n),
        Kind.ACTIVITIES: ngettext("%(n)s buổi cập nhật", "%(n)s buổi cập nhật", n),
    }
    return words.get(kind, ngettext("%(n)s số cập nhật", "%(n)s số cập nhật", n))
