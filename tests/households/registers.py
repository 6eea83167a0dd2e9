"""Random declarations and complete registers: what histories do of them, and what is counted of them by hand."""

from hypothesis import strategies as st

from households.counts.rollup import SUMS
from households.declarations import actions
from households.models import Completion, Declaration

ANY = st.integers(0, 10**6)


def steps(ago):
    """Return what places say of their registers, some of it of days ago."""
    declares = st.tuples(st.just("declare"), ANY, st.integers(0, 6), st.integers(0, 4), ago)
    completes = st.tuples(st.just("complete"), ANY, ago)
    return st.one_of(
        *[declares] * 2,
        *[completes] * 2,
        st.tuples(st.just("withdraw_number"), ANY),
        st.tuples(st.just("undo_register"), ANY, ago),
        st.tuples(st.just("confirm_complete"), ANY),
    )


def one_of(rows, number):
    """Return one of some rows, or None of none."""
    found = list(rows.order_by("pk"))
    return found[number % len(found)] if found else None


class Registers:
    """What a world does, by the actions, whose `places` declare and say that they are complete."""

    def since(self, place, ago):
        """Return a day on which a place exists."""
        return max(self.day(ago), place.opened_on)

    def declare(self, number, households, villages, ago):
        place = self.places[number % len(self.places)]
        actions.declare(
            by=None,
            area=place,
            households=households,
            villages=None if place.is_village else villages,
            source="Báo cáo",
            on=self.since(place, ago),
        )

    def withdraw_number(self, number):
        if row := one_of(Declaration.unscoped.standing(), number):
            actions.withdraw_declaration(by=None, declaration=row)

    def complete(self, number, ago):
        place = self.places[number % len(self.places)]
        complete(place, self.since(place, ago))

    def undo_register(self, number, ago):
        if row := one_of(Completion.unscoped.standing(), number):
            day = max(row.from_day, self.day(ago))
            actions.undo_complete(by=None, completion=row, on=day)

    def confirm_complete(self, number):
        if row := one_of(Completion.unscoped.standing(), number):
            actions.confirm_complete(by=None, completion=row)


def complete(place, day=None):
    """Say that a place is complete, with a reason where one is asked for; nothing where it stands so."""
    try:
        try:
            actions.declare_complete(by=None, area=place, from_day=day)
        except actions.NeedsReason:
            actions.declare_complete(by=None, area=place, from_day=day, reason="Đã rà soát")
    except actions.AlreadyComplete:
        pass


def declared(place, day, number):
    """Return what a place has declared by a day, None is nothing."""
    rows = Declaration.unscoped.filter(area=place, withdrawn_at=None, declared_on__lte=day)
    said = [getattr(row, number) for row in rows.order_by("declared_on", "pk")]
    return next((n for n in reversed(said) if n is not None), None)


def is_complete(place, day):
    rows = Completion.unscoped.filter(area=place, from_day__lte=day)
    return any(row.undone_on is None or row.undone_on > day for row in rows)


def add_expected(places, counted, day):
    """Add to what was counted of each village what it is expected to have; count the communes.

    `counted`: by the key of the village. Returns by commune its sums, how many villages it has, and
    how many more it declared. What no village is known of counts there and is none.
    """
    villages, communes = [one for one in places if one.is_village], {}
    asides = [one for one in places if one.is_unassigned]
    for aside in asides:
        sums = counted[aside.pk]
        sums |= {"expected": sums["households"], "complete": 0, "unattributed": 0}
    for village in villages:
        sums, full = counted[village.pk], is_complete(village, day)
        most = max(sums["households"], declared(village, day, "households") or 0)
        sums["expected"] = sums["households"] if full else most
        sums |= {"complete": int(full), "unattributed": 0}
    for commune in (one for one in places if one.is_commune):
        inside = [one for one in villages if one.commune_id == commune.pk]
        here = [one for one in inside if one.opened_on <= day]
        listed = is_complete(commune, day)
        full = listed and all(counted[one.pk]["complete"] for one in here)
        every = [*inside, *(one for one in asides if one.commune_id == commune.pk)]
        whole = {name: sum(counted[one.pk][name] for one in every) for name in SUMS}
        rest = max((declared(commune, day, "households") or 0) - whole["expected"], 0)
        whole["unattributed"] = 0 if full else rest
        whole["expected"] += whole["unattributed"]
        beyond = max((declared(commune, day, "villages") or 0) - len(here), 0)
        communes[commune] = whole, len(here), 0 if listed else beyond
    return communes
