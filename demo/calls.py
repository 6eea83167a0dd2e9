"""Calls of the demo: the province's office has called some of the communes that lack teams."""

from datetime import date, timedelta

from accounts.models import User
from areas.models import Area
from demo.seeded_random import seeded
from reports.calls.actions import record_call
from reports.calls.queries.calls import Ask, counts_of
from reports.models import Contact

NOTES = ("Thiếu người phụ trách", "Đang chờ ký quyết định", "Chờ họp thôn", "Đã gửi mẫu quyết định")


def make_calls(by: User, province: Area, today: date) -> int:
    """Write down one or two calls to most communes; return how many."""
    made = 0
    for commune in Area.unscoped.filter(pk__in=counts_of(Ask(province, today))).order_by("code"):
        rng = seeded("calls", commune.code)
        on = today - timedelta(days=rng.randint(8, 40))
        for _ in range(rng.choice((0, 1, 1, 2))):
            outcome = rng.choice((*["promised"] * 3, "no_answer", "refused"))
            due = on + timedelta(days=rng.randint(3, 30)) if outcome == "promised" else None
            note = "" if outcome == Contact.Outcome.NO_ANSWER else rng.choice(NOTES)
            record_call(
                by=by, commune=commune, outcome=outcome, promised_on=due, called_on=on, note=note
            )
            on, made = on + timedelta(days=rng.randint(1, 7)), made + 1
    return made
