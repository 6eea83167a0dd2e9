"""The board counted by hand: from accounts, villages, households and acts themselves, without count rows or the ladder's code."""

from collections import Counter

from accounts.models import User
from areas.models import Area
from households.models import Completion, Household

STEPS = ("no account", "not signed in", "no village", "no household", "begun", "complete")


def facts(commune):
    """Return what is there of one commune, row by row."""
    people = [
        one for one in User.unscoped.filter(area=commune) if one.role == "officer" and one.is_active
    ]
    villages = [
        one.pk for one in Area.unscoped.filter(parent=commune, level=4) if one.closed_on is None
    ]
    acts = Completion.unscoped.filter(undone_at=None)
    return {
        "accounts": len(people),
        "signed in": sum(one.last_login is not None for one in people),
        "villages": len(villages),
        # Also of villages that ended: until somebody moves them they are the commune's.
        "households": sum(
            home.closed_on is None for home in Household.unscoped.filter(village__commune=commune)
        ),
        "complete": acts.filter(area__in=villages).count(),
        "listed": acts.filter(area=commune).exists(),
    }


def step(said):
    """Return the step of one commune, in words."""
    if said["villages"] and said["listed"] and said["complete"] >= said["villages"]:
        return STEPS[5]
    if said["households"]:
        return STEPS[4]
    if said["villages"]:
        return STEPS[3]
    if said["signed in"]:
        return STEPS[2]
    return STEPS[1] if said["accounts"] else STEPS[0]


def by_hand(communes):
    """Return what the board must say of communes: by key its step and numbers, and how many stand on each step."""
    found = {one.pk: facts(one) for one in communes}
    steps = {pk: step(said) for pk, said in found.items()}
    return found, steps, Counter(steps.values())


def differences(area):
    """Return where the board of a unit says something else than a count by hand."""
    from reports.rollout.queries.board import counted, rows_of

    communes = [
        one
        for one in Area.unscoped.filter(level=3)
        if one.path.startswith(area.path) and one.closed_on is None
    ]
    found, steps, sums = by_hand(communes)
    rows, wrong = rows_of(area), []
    said = {row.commune.pk: row for row in rows}
    if said.keys() != found.keys():
        wrong.append(("communes", said.keys() ^ found.keys()))
    for pk in said.keys() & found.keys():
        row, mine = said[pk], found[pk]
        shown = {
            "accounts": row.accounts,
            "signed in": row.signed_in,
            "villages": row.facts.n_villages,
            "households": row.facts.n_households,
            "complete": row.facts.n_complete,
            "listed": row.facts.list_complete,
        }
        wrong += [(pk, key, shown[key], mine[key]) for key in mine if shown[key] != mine[key]]
        if STEPS[row.step] != steps[pk]:
            wrong.append((pk, row.step, steps[pk]))
    counts = counted(rows)
    wrong += [
        (name, counts.steps[n], sums[name])
        for n, name in enumerate(STEPS)
        if counts.steps[n] != sums[name]
    ]
    return wrong
