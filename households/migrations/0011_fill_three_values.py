"""Say of each person and skill whether it was asked; the rule is docs/decisions/0006-three-values.md.

A "not yet" stays one, unless its row shows that nobody asked: the first tap on a person filled the
other skills in, and so did a blank cell of a file. Figures move by rows of today, none is rewritten.
"""

from collections import defaultdict
from datetime import timedelta

from django.conf import settings
from django.db import migrations
from django.db.models import Exists, F, Max, OuterRef, Q, Sum
from django.utils import timezone

SKILLS = ("public_services", "shopping", "payment", "safety", "local_platform")
ASKED = tuple(f"{name}_asked" for name in SKILLS)
MOVED = (
    "households",
    "surveyed",
    "partly",
    "covered",
    "combined",
    "one_short",
    "ask_one",
    "ask_fifth",
    "ruled_out",
    "nobody_home",
    *SKILLS,
    *ASKED,
)
BATCH = 1000
ALL = 31


def fill(apps, schema_editor):
    of_surveyed(apps)
    fifth_not_due(apps)
    model = apps.get_model("households", "Household")._base_manager
    last = model.aggregate(last=Max("pk"))["last"] or 0
    for low in range(0, last, BATCH):
        batch(apps, list(model.filter(pk__gt=low, pk__lte=low + BATCH).order_by("pk")))
    recount(apps)


def of_surveyed(apps):
    """Up to now whoever was surveyed was asked the first four; figures of past days say so."""
    rows = apps.get_model("households", "Movement")._base_manager
    first = {name: F("surveyed") for name in ASKED[:4]}
    rows.update(**first, local_platform_asked=F("fifth_assessed"))


def fifth_not_due(apps):
    """Note on findings without skill 5 where no platform was in force on their day."""
    rows = apps.get_model("households", "Assessment")._base_manager.filter(local_platform=None)
    village = "resident__household__village"
    here = Q(area=OuterRef(village)) | Q(area=OuterRef(f"{village}__commune"))
    here |= Q(area=OuterRef(f"{village}__district")) | Q(area=OuterRef(f"{village}__province"))
    here |= Q(area__level=0)
    platforms = apps.get_model("skills", "LocalPlatform")._base_manager.filter(
        here,
        Q(valid_to=None) | Q(valid_to__gt=OuterRef("assessed_on")),
        valid_from__lte=OuterRef("assessed_on"),
    )
    keys = rows.annotate(named=Exists(platforms)).filter(named=False).values("pk")
    apps.get_model("households", "Assessment")._base_manager.filter(pk__in=keys).update(
        fifth_due=False
    )


def batch(apps, households):
    """Go through some households: findings, people, households, and what that moves."""
    people = defaultdict(list)
    rows = apps.get_model("households", "Resident")._base_manager.filter(household__in=households)
    for person in rows.order_by("pk"):
        people[person.household_id].append(person)
    findings = findings_of(apps, households)
    entered, blank = entered_whole(apps, households), blanks(apps, households)
    changed = []
    for one in households:
        for person in people[one.pk]:
            by_form = person.is_head and one.pk in entered
            changed += unfilled(findings[person.pk], blank, by_form=by_form)
            fold(person, findings[person.pk])
    save(apps, "Assessment", changed, SKILLS)
    every = [person for one in households for person in people[one.pk]]
    save(apps, "Resident", every, ("assessed_on", "whole", *SKILLS))
    before = added(apps, households)
    moves = [move for one in households if (move := settle(apps, one, people[one.pk], before))]
    columns = ("skills_mask", "asked_mask", "best_mask", "lacking_mask", "unasked_mask")
    save(
        apps,
        "Household",
        households,
        (*columns, "covered", "ruled_out", "surveyed_on", "reviewed_on", "summed_on"),
    )
    apps.get_model("households", "Movement")._base_manager.bulk_create(moves)


def save(apps, name, rows, columns):
    if rows:
        apps.get_model("households", name)._base_manager.bulk_update(rows, columns, batch_size=200)


def findings_of(apps, households):
    found = defaultdict(list)
    rows = apps.get_model("households", "Assessment")._base_manager
    for row in rows.filter(resident__household__in=households).order_by("pk"):
        found[row.resident_id].append(row)
    return found


def entered_whole(apps, households):
    """Return households that came with what their head knows: a form, in which all is answered."""
    rows = apps.get_model("households", "Movement")._base_manager
    rows = rows.filter(household__in=households, cause="entered", surveyed=1)
    return set(rows.values_list("household_id", flat=True))


def blanks(apps, households):
    """Return, by finding, which skills its row of a file left blank, as long as the row is kept."""
    rows = apps.get_model("imports", "RowResult")._base_manager
    rows = rows.filter(household__in=households, assessment__isnull=False)
    found = {}
    for key, values in rows.values_list("assessment_id", "row__values"):
        results = (values or {}).get("results")
        found[key] = set() if results is None else {n for n in range(5) if results[n] is None}
    return found


def unfilled(findings, blank, *, by_form):
    """Take filled-in answers out of the findings of one person; returns those that changed."""
    changed, earlier = [], []
    for row in findings:
        if row.set_aside:
            continue
        results = [getattr(row, name) for name in SKILLS]
        before, open_before = stood(earlier, row)
        said = {n for n in range(5) if results[n] != before[n]}
        if row.pk in blank:
            filled = blank[row.pk] & open_before
        elif before == [None] * 5:
            filled = set() if by_form and not earlier else filled_by_first_tap(results)
        else:
            filled = open_before if len(said) == 1 else set()
        filled = {n for n in filled if results[n] == 0 and (n not in said or before[n] is None)}
        earlier.append((row, results, {n for n in range(5) if results[n] is None} | filled))
        for n in filled:
            setattr(row, SKILLS[n], None)
        if filled:
            changed.append(row)
    return changed


def stood(earlier, row):
    """Return the results that stood when a finding was recorded, and what of them nobody was asked."""
    for one, results, never_asked in reversed(earlier):
        if one.withdrawn_at is None or one.withdrawn_at > row.recorded_at:
            return results, never_asked
    return [None] * 5, set(range(5))


def filled_by_first_tap(results):
    """Return what the first tap on a person filled in: one skill found, the others of the first four 0."""
    found = [n for n in range(5) if results[n]]
    if len(found) != 1 or (results[4] is not None and found != [4]):
        return set()
    return {n for n in range(4) if results[n] == 0}


def fold(person, findings):
    """Set on a person what their findings that stand come to."""
    results, whole, last = [None] * 5, False, None
    standing = [row for row in findings if row.withdrawn_at is None]
    for row in sorted(standing, key=lambda row: (row.assessed_on, row.pk)):
        given = [getattr(row, name) for name in SKILLS]
        results = [old if new is None else new for new, old in zip(given, results, strict=True)]
        asked = [one is not None for one in results]
        whole = whole or all(asked) or (all(asked[:4]) and not row.fifth_due)
        last = row.assessed_on
    person.assessed_on, person.whole = last, whole
    for name, value in zip(SKILLS, results, strict=True):
        setattr(person, name, value)


def settle(apps, one, people, before):
    """Set on a household what its people come to; returns the movement of what that changes."""
    take(one, people)
    after = adds(one)
    village, stood = before.get(one.pk, (one.village_id, dict.fromkeys(MOVED, 0)))
    moved = {name: after[name] - stood[name] for name in MOVED if after[name] != stood[name]}
    if not moved:
        return None
    model = apps.get_model("households", "Movement")
    today = timezone.localdate()
    return model(household=one, village_id=village, day=today, cause="corrected", **moved)


def take(one, people):
    year, least = timezone.localdate().year, settings.RESIDENT_MIN_AGE
    counting = [
        person
        for person in people
        if person.left_on is None
        and (person.birth_year is None or year - person.birth_year >= least)
    ]
    known, asked = [masks(p, known=True) for p in counting], [masks(p) for p in counting]
    covered = ALL in known
    short = [ALL & ~m if (ALL & ~m).bit_count() == 1 and not covered else 0 for m in known]
    pairs = list(zip(short, asked, strict=True))
    surveyed = [person.assessed_on for person in counting if person.whole]
    one.skills_mask, one.asked_mask = either(known), either(asked)
    one.best_mask = max(known, key=int.bit_count, default=0)
    one.lacking_mask = either(bit & was for bit, was in pairs)
    one.unasked_mask = either(bit & ~was for bit, was in pairs)
    one.covered = covered
    one.ruled_out = bool(counting) and all(
        was & ~mask for was, mask in zip(asked, known, strict=True)
    )
    if not surveyed:
        one.reviewed_on = None
    elif one.reviewed_on is None or one.reviewed_on < max(surveyed):
        one.reviewed_on = max(surveyed)
    one.surveyed_on = max(surveyed, default=None)
    one.summed_on = timezone.localdate()


def masks(person, *, known=False):
    least = settings.SKILL_THRESHOLD if known else 0
    results = [getattr(person, name) for name in SKILLS]
    return sum(1 << n for n, one in enumerate(results) if one is not None and one >= least)


def either(masks):
    together = 0
    for mask in masks:
        together |= mask
    return together


def adds(one):
    if one.closed_on is not None:
        return dict.fromkeys(MOVED, 0)
    surveyed = one.surveyed_on is not None
    return {
        "households": 1,
        "surveyed": int(surveyed),
        "partly": int(bool(one.asked_mask) and not surveyed),
        "covered": int(one.covered),
        "combined": int(surveyed and one.skills_mask == ALL),
        "one_short": int(bool(one.lacking_mask)),
        "ask_one": int(bool(one.unasked_mask & 15)),
        "ask_fifth": int(one.unasked_mask == 16),
        "ruled_out": int(one.ruled_out),
        "nobody_home": int(one.status == "nobody_home" and not surveyed),
        **{name: one.skills_mask >> bit & 1 for bit, name in enumerate(SKILLS)},
        **{name: one.asked_mask >> bit & 1 for bit, name in enumerate(ASKED)},
    }


def added(apps, households):
    """Return where each household's movements stand, and what they come to."""
    rows = apps.get_model("households", "Movement")._base_manager.filter(household__in=households)
    sums = {f"sum_{name}": Sum(name) for name in MOVED}
    found = {}
    for key, village, *numbers in rows.values_list("household", "village").annotate(**sums):
        stood = dict(zip(MOVED, numbers, strict=True))
        if any(numbers) or key not in found:
            found[key] = village, stood
    return found


def recount(apps):
    """Add the movements of every village up, and the villages of every commune."""
    villages = apps.get_model("households", "VillageCount")._base_manager
    rows = apps.get_model("households", "Movement")._base_manager.order_by()
    sums = {f"sum_{name}": Sum(name) for name in MOVED}
    for key, *numbers in rows.values_list("village").annotate(**sums):
        counted = villages.filter(pk=key)
        values = dict(zip(MOVED, numbers, strict=True))
        counted.update(**values, old=old(apps, counted.first()), version=F("version") + 1)
    columns = (*MOVED, "old")
    communes = apps.get_model("households", "CommuneCount")._base_manager
    sums = {f"sum_{name}": Sum(name) for name in columns}
    for key, *numbers in villages.order_by().values_list("commune").annotate(**sums):
        values = dict(zip(columns, numbers, strict=True))
        communes.filter(pk=key).update(**values, version=F("version") + 1)


def old(apps, counted):
    """Count what was old on the day on which a village was counted."""
    if counted is None or counted.counted_on is None:
        return 0
    before = counted.counted_on - timedelta(days=settings.STATUS_OLD_DAYS)
    rows = apps.get_model("households", "Household")._base_manager
    return rows.filter(village=counted.pk, closed_on=None, reviewed_on__lt=before).count()


class Migration(migrations.Migration):
    dependencies = [
        ("households", "0010_three_values"),
        ("imports", "0007_reading"),
        ("skills", "0001_initial"),
    ]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
