"""What became of what phones sent, told apart from how it was done: by what was typed, and what the register holds."""

from collections import Counter, defaultdict

from households.counts.rollup import HOUSEHOLDS
from households.models import Household, Resident
from offline.models import CellConflict, CellWrite, SentOperation
from offline.sealing.rules import NotOpened, open_sealed
from offline.sending.rules.results import UNKEPT
from rollup.counts import wrong_rows

DONE = {"applied", "identical"}


def judge(scene):
    """Count what went wrong in a scene; nothing is in it where all went well."""
    found, couriers = Counter(), scene.phones
    rows = {str(row.uuid): row for row in SentOperation.unscoped.all()}
    for phone in couriers:
        found["stuck"] += len(phone.items)
        taken_back = {one.get("of") for one in phone.typed.values()}
        for key, said in phone.typed.items():
            row, (state, why) = rows.get(key), phone.told.get(key, ("", ""))
            if row is None:
                found["lost"] += why not in UNKEPT and state != "sent anew"
                continue
            found["another day"] += row.on != said["day"]
            found["refused"] += row.state == "refused" and key not in scene.barred | taken_back
            found["as another"] += row.author_id != phone.author.pk
            found["said otherwise"] += state in DONE and row.state not in DONE
            found["not kept"] += row.is_waiting and not _opens(row, said)
            is_written = row.state in {*DONE, "conflict"} and row.kind != "undo"
            found["not for its author"] += is_written and key in scene.barred | scene.outside
            found["kept"] += key in scene.barred and bool(row.sealed)
            found["needless"] += not scene.waits and (row.is_waiting or _differs(row))
    found["doubled, or not there"] += _miscounted(couriers, rows, scene)
    found["cells"] += _cells(couriers, rows)
    found["counts"] += len(wrong_rows(of=[HOUSEHOLDS])[1])
    return +found


def _differs(row):
    """Say whether somebody still has to choose between what it says and something else."""
    numbers = row.cells.values("number")
    differing = CellConflict.unscoped.open().filter(resident=row.resident_id, number__in=numbers)
    return row.state == "conflict" and differing.exists()


def _opens(row, said):
    """Say whether what waits can be read by whoever decides, as it was typed, with a reason."""
    try:
        kept = open_sealed(row.sealed, str(row.uuid), row.key)
    except NotOpened:
        return False
    return kept["household"] == said["household"] and row.kind == said["kind"] and bool(row.why)


def _miscounted(couriers, rows, scene):
    """Count names that stand in the register more or less often than they were written."""
    stood = Counter(Household.unscoped.values_list("head_name", flat=True))
    stood += Counter(Resident.unscoped.filter(is_head=False).values_list("full_name", flat=True))
    wanted = Counter()
    for phone in couriers:
        for key, said in phone.typed.items():
            if name := said.get("name") or said.get("head", {}).get("name"):
                is_there = key in rows and rows[key].state == "applied" and key not in scene.gone
                wanted[name] = max(wanted[name], int(is_there))
    return sum(stood[name] != n + scene.others[name] for name, n in wanted.items())


def _cells(couriers, rows):
    """Count answers of which a cell is kept nowhere; cells that hold not what one alone wrote last, or differ unsaid."""
    kept = Counter(str(key) for key in CellWrite.unscoped.values_list("operation__uuid", flat=True))
    lasts = defaultdict(dict)
    wrong, open_now = 0, set()
    for phone in couriers:
        held = set()
        for key, said in phone.typed.items():
            if said["kind"] != "answers":
                continue
            row = rows.get(key)
            if row is None or row.state not in {*DONE, "conflict"}:
                held.add(said["person"])
                continue
            wrong += kept[key] < len(said["set"])
            for number, value in said["set"].items():
                lasts[said["person"], int(number)][phone.author.pk] = int(value)
        for cell in [cell for cell in lasts if cell[0] in held]:
            del lasts[cell]
    open_now |= set(CellConflict.unscoped.open().values_list("resident", "number"))
    for (person, number), values in lasts.items():
        holds = Resident.unscoped.get(pk=person).results[number - 1]
        wrong += holds not in values.values()
        wrong += ((person, number) in open_now) != (len(set(values.values())) > 1)
    return wrong
