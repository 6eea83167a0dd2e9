"""What was done with the data of a person: surveyed, confirmed, counted, changed, printed, read."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from areas.names import fold
from audit.models import AuditEntry, words_of
from audit.personal import HOUSEHOLDS, IMPERSONAL
from households.models import (
    Assessment,
    Confirmation,
    KeyedRow,
    Movement,
    PrintedSheet,
    Regrouping,
)
from privacy.models import SubjectRequest
from privacy.requests.queries.part import Part, Subject
from reading.models import Reading
from skills.catalogue import BY_NUMBER, COLUMNS, Result
from web.admin_parts import lines_of

# So many lines of reading are given, the newest; the page of readers has all.
MOST_READ = 5_000
# What stands in a line of the journal for no value (web.admin_parts).
NOTHING = "–"


def surveys(subject: Subject) -> Part:
    """Return every survey of the person: when, by whom, how, what was found, and what was taken back."""
    rows = Assessment.unscoped.filter(resident=subject.person).select_related("assessor")
    heads = (_("Ngày khảo sát"), _("Cách"), _("Kết quả"), _("Người khảo sát"), _("Ghi lúc"))
    said = [
        (
            one.assessed_on,
            one.get_method_display(),
            _asked(one),
            _who(one.assessor),
            one.recorded_at,
        )
        for one in rows
    ]
    return Part(_("Các lần khảo sát người này"), heads, said, widths=(3, 3, 8, 4, 4))


def _asked(one: Assessment) -> str:
    """Say what was found of each skill, and what a person showed; "đã rút" where it was taken back."""
    said = [f"{BY_NUMBER[n].short}: {Result(result).label}" for n, result in one.asked]
    said += [_("%(n)s: chưa hỏi") % {"n": BY_NUMBER[n].short} for n in one.cleared_numbers]
    signs = [(name, _("có") if yes else _("không")) for name, yes in one.signs if yes is not None]
    said += [f"{name}: {word}" for name, word in signs]
    if one.withdrawn_at:
        said.append(_("đã rút"))
    return "; ".join(said)


def confirmations(subject: Subject) -> Part:
    """Return who confirmed when that nothing had changed in the household."""
    rows = Confirmation.unscoped.filter(household__in=subject.keys).select_related("confirmed_by")
    said = [
        (
            one.confirmed_on,
            _who(one.confirmed_by),
            one.recorded_at,
            _("đã rút") if one.withdrawn_at else "",
        )
        for one in rows
    ]
    heads = (_("Ngày rà soát"), _("Người rà soát"), _("Ghi lúc"), _("Ghi chú"))
    return Part(_("Các lần xác nhận hộ không đổi"), heads, said)


def movements(subject: Subject) -> Part:
    """Return why and when the household moved the figures, and its mergers and splits."""
    rows = Movement.unscoped.filter(household__in=subject.keys).select_related("village")
    said: list[tuple[Any, ...]] = [
        (one.day, one.get_cause_display(), one.village.full_name, one.recorded_at) for one in rows
    ]
    merged = Regrouping.unscoped.filter(Q(household__in=subject.keys) | Q(other__in=subject.keys))
    said += [
        (one.done_on, one.get_kind_display(), one.household.village.full_name, one.recorded_at)
        for one in merged.select_related("household__village")
    ]
    heads = (_("Ngày"), _("Vì sao"), _("Ở đâu"), _("Ghi lúc"))
    note = _("Số liệu chỉ đếm hộ, không ghi tên.")
    return Part(_("Biến động của hộ trong số liệu"), heads, said, note)


def entries(subject: Subject) -> Part:
    """Return the lines of the journal that name the person: when, who, what, with their own values alone."""
    keys = [str(key) for key in subject.keys]
    rows = AuditEntry.unscoped.filter(subject=HOUSEHOLDS, subject_key__in=keys).with_personal()
    own, whom = _own(subject), f"{subject.person._meta.label_lower}:{subject.person.pk}"
    said = [
        (one.at, one.actor_name or one.actor or _("hệ thống"), words_of(one.verb), said)
        for one in rows
        if (said := "; ".join(_values(one, own, whom)))
    ]
    heads = (_("Lúc"), _("Người làm"), _("Việc"), _("Trước và sau"))
    return Part(_("Dòng nhật ký có tên người này"), heads, said, widths=(3, 4, 4, 6))


def _own(subject: Subject) -> set[str]:
    """Return what tells this person: the name and the telephone, as they are compared."""
    one, home = subject.person, subject.household
    told = {one.full_name, one.phone}
    if one.is_head:
        told |= {home.head_name, home.phone}
    return {fold(text) for text in told if text}


def _values(entry: AuditEntry, own: set[str], whom: str) -> list[str]:
    """Say what an entry changed, where it names the person; what may be another's is left out."""
    about = {one.field for one in entry.personal.all() if one.about == whom}
    said, names_them = list[str](), False
    lines = lines_of(entry, may_see_names=True)
    for name, (word, before, after) in zip(entry.changes, lines, strict=True):
        is_own = bool({fold(before), fold(after)} & own)
        names_them = names_them or is_own or name in about
        if name in about or (name in IMPERSONAL and name not in COLUMNS):
            said.append(_change(word, before, after))
        elif is_own:
            said.append(_change(word, *(_only(text, own) for text in (before, after))))
    return said if names_them else []


def _change(word: str, before: str, after: str) -> str:
    if before == NOTHING:
        return f"{word}: {after}"
    return _("%(word)s: từ %(before)s thành %(after)s") % {
        "word": word,
        "before": before,
        "after": after,
    }


def _only(text: str, own: set[str]) -> str:
    """Return a value of a field in which two people may stand: only their own."""
    return text if fold(text) in own or text == NOTHING else _("(người khác)")


def printed(subject: Subject) -> Part:
    """Return the sheets that were printed with the household on them, and what was keyed back of it."""
    villages = {home.village_id for home in subject.family}
    keys = set(subject.keys)
    sheets = PrintedSheet.unscoped.filter(village__in=villages).select_related("printed_by")
    said: list[tuple[Any, ...]] = [
        (sheet.printed_at, str(sheet), _("In phiếu, dòng %(n)s") % {"n": n}, _who(sheet.printed_by))
        for sheet in sheets
        for n, row in sheet.printed_rows
        if row.household in keys
    ]
    back = KeyedRow.unscoped.filter(household__in=keys).select_related("keyed_by", "sheet")
    said += [
        (
            row.keyed_at,
            str(row.sheet),
            _("Nhập lại dòng %(n)s") % {"n": row.number},
            _who(row.keyed_by),
        )
        for row in back
    ]
    heads = (_("Lúc"), _("Phiếu"), _("Việc"), _("Người làm"))
    return Part(_("Phiếu khảo sát có hộ này"), heads, said)


def requests(subject: Subject) -> Part:
    """Return what was asked about this person before, what was answered, and what was restricted."""
    rows = SubjectRequest.unscoped.filter(household__in=subject.keys).order_by("pk")
    mine = [one for one in rows if one.resident_id in {None, subject.person.pk}]
    said = [
        (
            one.code,
            one.get_kind_display(),
            one.received_on,
            one.due_on,
            one.get_decision_display() or _("chưa trả lời"),
            one.done_on,
            _restriction(one),
        )
        for one in mine
    ]
    heads = (
        *(_("Số"), _("Yêu cầu"), _("Nhận"), _("Hạn"), _("Trả lời"), _("Ngày"), _("Hạn chế xử lý")),
    )
    return Part(_("Yêu cầu và hạn chế"), heads, said, widths=(3, 4, 3, 3, 4, 3, 4))


def _restriction(one: SubjectRequest) -> str:
    if not one.restricted_on:
        return ""
    first = f"{one.restricted_on:%d/%m/%Y}"
    return f"{first} – {one.lifted_on:%d/%m/%Y}" if one.lifted_on else _("từ %s") % first


def readers(subject: Subject) -> Part:
    """Return who read names of the village, the newest first: hour, person, role, where."""
    commune, found = subject.household.village.commune_id, set[Any]()
    for village in {home.village_id for home in subject.family}:
        rows = Reading.unscoped.filter(commune=commune).of_place(village)
        found |= set(rows.select_related("user", "area").newest_first()[:MOST_READ])
    lines = sorted(found, key=lambda line: (line.hour, line.pk), reverse=True)[:MOST_READ]
    said = [
        (line.hour, _who(line.user), line.user.get_role_display(), line.area.full_name)
        for line in lines
    ]
    note = _(
        "Ghi theo giờ và theo thôn, không ghi riêng từng người: ai có tên dưới đây đã mở trang "
        "có tên người của thôn trong giờ đó."
    )
    heads = (_("Giờ"), _("Người xem"), _("Vai trò"), _("Xem ở đâu"))
    return Part(_("Ai đã xem"), heads, said, note)


def _who(person: Any) -> str:
    return str(person) if person else _("không ghi")
