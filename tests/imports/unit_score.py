"""Print how spellings of units are matched: `python -m tests.imports.unit_score SEED COUNT`, with what did not come right."""

import csv
import os
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import django

DATA = Path(__file__).resolve().parents[2] / "areas" / "data"
REFORM_YEAR = 2025


@cache
def rows(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def country():
    """Return the names of all communes of both maps."""
    from imports.tidy.units import Names

    tables = ("before_2025_07", "from_2025_07", "phu_yen_2024")
    return Names(
        {unit["name"] for name in tables for unit in rows(name) if unit["level"] == "commune"}
    )


@cache
def province_of():
    """Return the province of each commune, by map and code."""
    found = {}
    for name in ("before_2025_07", "from_2025_07", "phu_yen_2024"):
        above = {unit["code"]: unit["parent"] for unit in rows(name) if unit["level"] == "district"}
        for unit in rows(name):
            if unit["level"] == "commune":
                found[name, unit["code"]] = above.get(unit["parent"], unit["parent"])
    return found


@cache
def became(level):
    found = defaultdict(list)
    for row in rows("lineage"):
        if row["level"] == level:
            found[row["old"]].append(row["new"])
    return found


def own(commune):
    """Return what is known of the importer's commune, as the product reads it from its units."""
    from imports.tidy.units import Names, Own

    is_old = commune.today.year < REFORM_YEAR
    province, now_map = ("54", "phu_yen_2024") if is_old else ("66", "from_2025_07")
    now, before = set(), set()
    for unit in rows(now_map):
        if unit["level"] == "commune" and province_of()[now_map, unit["code"]] == province:
            now.add(unit["name"])
    if not is_old:
        codes = {unit["code"] for unit in rows("from_2025_07") if unit["parent"] == province}
        for unit in rows("before_2025_07"):
            if unit["level"] == "commune" and codes & {*became("commune")[unit["code"]]}:
                before.add(unit["name"])
    split = set() if is_old else shared(commune, province)
    return Own(
        kinds()[commune.kind],
        commune.name,
        commune.former,
        split,
        (),
        provinces_of(province, is_old),
        Names(now - {commune.name}),
        Names(before - {commune.name, *commune.former, *split}),
        country,
    )


def shared(commune, province):
    """Return the names of those of whom only a part became the commune."""
    code = next(
        u["code"]
        for u in rows("from_2025_07")
        if u["name"] == commune.name and u["parent"] == province
    )
    return {
        unit["name"]
        for unit in rows("before_2025_07")
        if unit["level"] == "commune"
        and code in became("commune")[unit["code"]]
        and len(became("commune")[unit["code"]]) > 1
    }


def provinces_of(code, is_old):
    """Return the names of a province, of today and of before."""
    names = {
        u["name"] for u in rows("from_2025_07") if u["level"] == "province" and u["code"] == code
    }
    old = {row["old"] for row in rows("lineage") if row["level"] == "province"}
    mine = {code} if is_old else {one for one in old if code in became("province")[one]}
    before = (u for u in rows("before_2025_07") if u["level"] == "province" and u["code"] in mine)
    return ({*()} if is_old else names) | {unit["name"] for unit in before}


def kinds():
    from areas.kinds import Kind

    return {kind.label: kind for kind in (Kind.XA, Kind.PHUONG, Kind.THI_TRAN, Kind.DAC_KHU)}


@cache
def units(level, is_old, province=""):
    """Return the units of a level that the importer of a province, or of the country, has below."""
    from areas.kinds import Kind
    from imports.tidy.units import Communes, Unit

    now_map = "before_2025_07" if is_old else "from_2025_07"
    name_of = {u["code"]: u["name"] for u in rows("before_2025_07") if u["level"] == "district"}

    def unit(one):
        above = (name_of[one["parent"]],) if one["parent"] in name_of else ()
        return Unit(one["code"], Kind(one["kind"]), one["name"], above)

    def is_in(one, where):
        if level == "commune":
            return province_of()[where, one["code"]] == province
        return level == "province" or one["parent"] == province

    of_level = [u for u in rows(now_map) if u["level"] == level and is_in(u, now_map)]
    codes = {u["code"] for u in of_level}
    former = [
        (unit(one), tuple(became(level)[one["code"]]))
        for one in (() if is_old else rows("before_2025_07"))
        if one["level"] == level and codes & {*became(level)[one["code"]]}
    ]
    return Communes(map(unit, of_level), former)


class Engine:
    """What the reader makes of a text, in the words of the corpus."""

    def match(self, case):
        from tests.imports.corpus.units import Match

        if case.level == "village":
            return self.village(case)
        if case.level == "commune":
            whose = own(case.importer).read(case.text).name.lower()
            return Match(whose) if whose in {"own", "foreign"} else Match(asked=True)
        level = case.level.split()[0]
        found = units(level, case.day.year < REFORM_YEAR, case.province).find(case.text)
        return Match(found.pk) if found.pk is not None else Match(asked=True)

    def village(self, case):
        """Play the whole way of a row: its village, and the commune beside it."""
        from tests.imports.corpus.units import Match
        from tests.imports.product import villages_of

        known = villages_of(case.importer)
        commune = own(case.importer)
        if case.beside and commune.read(case.beside).name == "FOREIGN":
            return Match("foreign")
        said = known.read(case.text, commune)
        names = [str(village["name"]) for village in case.importer.villages]
        if said.whose.name in {"FOREIGN", "UNSURE"}:
            return Match("foreign") if said.whose.name == "FOREIGN" else Match(asked=True)
        if said.found.pk is None:
            return Match(asked=True, choices=tuple(names))
        return Match(names[said.found.pk - 1])


def main(seed="0", count="600"):
    """Judge the spellings of a seed and say which did not come right."""
    from tests.imports.corpus.units import cases, judge
    from tests.imports.corpus.units.case import outcome

    drawn, engine = cases(seed, int(count)), Engine()
    whole = judge(engine, drawn)["in all"]
    shares = "  ".join(
        f"{key} {whole[key]} ({whole[key] / len(drawn):.1%})"
        for key in ("right", "asked in vain", "wrong", "lost")
    )
    print(f"spellings of units, seed {seed}: {len(drawn)}  {shares}")
    for case in drawn:
        match = engine.match(case)
        if (found := outcome(case, match)) != "right":
            mine = f"{case.importer.kind} {case.importer.name}" if case.importer else case.province
            print(
                f"  {found:<14}{case.pattern}: “{case.text}” [{mine}, {case.day.year}]"
                f" right {case.right!r}, was {match.taken!r}"
            )
    return whole


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DEBUG", "1")
    django.setup()
    main(*sys.argv[1:])
