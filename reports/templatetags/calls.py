"""The cells of a commune to call. Put together here: a page has many, and a template pays for every name."""

from datetime import date
from html import escape

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from accounts.models import User
from reports.contacts import Call
from reports.units.queries.needs import WAITING
from web.addresses import around
from web.icons import dial, icon
from web.numbers import numbers_here

register = template.Library()

_DAY = "d/m"


@register.simple_tag
def call_cells(call: Call, few: int = 0) -> SafeString:
    """Draw what there is to know before calling; `few` villages are named, or all."""
    why, officer, phone = (escape(gettext(w)) for w in ("Vì sao gọi", "Phụ trách", "Gọi"))
    return SafeString(
        f'<th scope="row">{_commune(call)}</th>'
        f'<td data-l="{why}">{_villages(call, few)}</td>'
        f'<td data-l="{officer}">{_officer(call.officer)}{call_state(call)}</td>'
        f'<td class="nw" data-l="{phone}">{_phone(call.officer)}</td>'
    )


def _commune(call: Call) -> str:
    head, tail = around("reports:dashboard")
    name = f'<a href="{head}{call.commune.pk}{tail}">{escape(call.commune.full_name)}</a>'
    return f'{name}<small class="mu blk n4">{escape(call.above)}</small>' if call.above else name


def _villages(call: Call, few: int) -> str:
    why = escape(call.why)
    if call.step is not None:
        return f'<span class="tag no">{why}</span>{_homes(call)}'
    if call.reason is WAITING:
        return f"<b>{why}</b>{_homes(call)}"
    named = call.villages[:few] if few else call.villages
    names = ", ".join(escape(village.short_name) for village in named)
    more = "…" if len(named) < len(call.villages) else ""
    return f'<b class="gap">{why}</b>{_homes(call)}<small class="blk">{names}{more}</small>'


def _homes(call: Call) -> str:
    if not call.homes:
        return ""
    words = ngettext("%(n)s hộ chưa đạt", "%(n)s hộ chưa đạt", call.homes)
    return f' <small class="mu">· {words % {"n": numbers_here().whole(call.homes)}}</small>'


def _officer(officer: User | None) -> str:
    if officer:
        return f'{escape(officer.full_name)}<small class="mu blk">{escape(officer.title)}</small>'
    why = gettext("Chưa có tài khoản công chức xã")
    return f'<span class="tag no">{gettext("Chưa có ai")}</span><small class="mu blk">{why}</small>'


def _phone(officer: User | None) -> str:
    if officer is None:
        return "—"
    if not officer.phone:
        return f'<small class="mu">{gettext("Chưa có số")}</small>'
    called = {"name": officer.full_name, "phone": officer.phone}
    label = escape(gettext("Gọi %(name)s, %(phone)s") % called)
    return (
        f'<a class="btn s call" href="tel:{dial(officer.phone)}" aria-label="{label}">'
        f"{icon('phone')}{escape(officer.phone)}</a>"
    )


@register.simple_tag
def call_state(call: Call) -> SafeString:
    """Draw where things stand with a commune, and its last call."""
    return SafeString(f" {_state(call.state, call.promised_on)}{_last(call)}")


def _state(state: str, promised_on: date | None) -> str:
    promised = {"promised": date_format(promised_on, _DAY) if promised_on else ""}
    match state:
        case "":
            kind, words = "tag no", gettext("Chưa liên hệ")
        case "overdue":
            kind, words = "tag due", icon("clock") + gettext("Quá hẹn %(promised)s") % promised
        case "promised":
            kind, words = "tag wait", icon("clock") + gettext("Hẹn %(promised)s") % promised
        case "done":
            kind, words = "tag ok", icon("ok") + gettext("Đã xong")
        case "refused":
            kind, words = "tag due", gettext("Chưa làm được")
        case _:
            kind, words = "tag", gettext("Không nghe máy")
    return f'<span class="{kind}">{words}</span>'


def _last(call: Call) -> str:
    last = call.last
    if last is None:
        return ""
    said = [gettext("Gọi %(on)s") % {"on": date_format(last.called_on, _DAY)}]
    if call.answered and last != call.answered:
        said.append(str(last.get_outcome_display()))
    if last.note:
        said.append(last.note)
    return f'<small class="mu blk">{" · ".join(map(escape, said))}</small>'
