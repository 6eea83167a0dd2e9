"""A commune as it really is: villages, households, people, teams and sessions, drawn by a seed."""

import csv
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from tests.imports.corpus import names
from tests.imports.corpus.facts import SKILLS, Thing, same_text

DATA = Path(__file__).resolve().parents[3] / "areas" / "data"
ORGANISATIONS = ("village", "youth", "police", "women", "front", "farmers", "school", "business")
KIND_WORDS = {"xa": "Xã", "phuong": "Phường", "thi_tran": "Thị trấn", "dac_khu": "Đặc khu"}


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@dataclass(eq=False)
class Commune:
    """The importer's commune, as both the officer and the reader know it, and what is really in it."""

    kind: str
    name: str
    province: str
    former: tuple[str, ...]  # names of the communes that became this one
    neighbours: tuple[str, ...]  # names of other communes
    today: date
    platform: str
    villages: list[Thing] = field(default_factory=list)
    households: list[Thing] = field(default_factory=list)
    teams: list[Thing] = field(default_factory=list)
    sessions: list[Thing] = field(default_factory=list)
    register: list[Thing] = field(
        default_factory=list
    )  # households that are in the register already

    def of_village(self, village: Thing) -> list[Thing]:
        return [one for one in self.households if one["village"] == village["name"]]


def build(seed: int | str, households: int = 12) -> Commune:
    """Return the commune of a seed."""
    rng = random.Random(f"truth {seed}")
    commune = draw_commune(rng)
    commune.villages = draw_villages(rng, rng.randint(2, 5))
    for number in range(households):
        village = commune.villages[number * len(commune.villages) // households]
        commune.households.append(draw_household(rng, village, commune.today))
    tell_apart(rng, commune)
    commune.teams = [draw_team(rng, village, commune) for village in commune.villages]
    commune.sessions = [
        draw_session(rng, team, commune) for team in commune.teams for _ in range(rng.randint(2, 4))
    ]
    commune.sessions.sort(key=lambda session: session["held_on"])
    return commune


def tell_apart(rng: random.Random, commune: Commune) -> None:
    """Draw again for who is called as somebody else is: namesakes are made on purpose (`mess.same`)."""
    names_used = set()
    for household in commune.households:
        village = next(one for one in commune.villages if one["name"] == household["village"])
        for person in household.parts:
            while called(person) in names_used:
                person.values["name"] = family_of(rng, village).name(str(person["sex"]))
            names_used.add(called(person))
        household.values["head"] = household.parts[0]["name"]


@cache
def communes_on(map_of: str) -> tuple[dict[str, str], ...]:
    """Return the communes of Phú Yên on the map of 2024, or of Đắk Lắk on that of 2025, with whose names are words."""
    table = rows("phu_yen_2024.csv" if map_of == "2024" else "from_2025_07.csv")
    communes = (unit for unit in table if unit["level"] == "commune" and not unit["name"].isdigit())
    return tuple(unit for unit in communes if map_of == "2024" or unit["parent"] == "66")


def draw_commune(rng: random.Random) -> Commune:
    """Return a commune of one of the two maps."""
    old = rng.random() < 0.4
    units = communes_on("2024" if old else "2025")
    own = rng.choice(units)
    others = [unit["name"] for unit in units if unit["name"] != own["name"]]
    return Commune(
        kind=KIND_WORDS[own["kind"]],
        name=own["name"],
        province="Phú Yên" if old else "Đắk Lắk",
        former=() if old else former_names(own["code"]),
        neighbours=tuple(rng.sample(others, 12)),
        today=date(2024, 10, 21) if old else date(2026, 9, 15),
        platform="Phú Yên Số" if old else "Đắk Lắk Số",
    )


@cache
def former_names(code: str) -> tuple[str, ...]:
    """Return the names of those who became this commune whole, and that no commune has now."""
    before = {u["code"]: u["name"] for u in rows("before_2025_07.csv") if u["level"] == "commune"}
    lines = [row for row in rows("lineage.csv") if row["level"] == "commune"]
    parts = Counter(row["old"] for row in lines)
    now = {unit["name"] for unit in communes_on("2025")}
    names_of = [
        before[row["old"]] for row in lines if row["new"] == code and parts[row["old"]] == 1
    ]
    return tuple(name for name in names_of if name not in now and not name.isdigit())


def draw_villages(rng: random.Random, count: int) -> list[Thing]:
    former = rng.sample(names.FORMER, count)
    return [
        Thing(
            "village",
            {
                "kind": kind,
                "name": name,
                "former": former[number] if rng.random() < 0.5 else "",
                "households": rng.randint(60, 480),
                "people": rng.randint(500, 1900),
            },
        )
        for number, (kind, name) in enumerate(rng.sample(names.VILLAGES, count))
    ]


def draw_household(rng: random.Random, village: Thing, today: date) -> Thing:
    household = Thing("household", {"village": village["name"]})
    draw_people(rng, household, family_of(rng, village), today)
    head = household.parts[0]
    household.values |= {
        "head": head["name"],
        "phone": head["phone"],
        "hamlet": rng.choice(names.HAMLETS) if rng.random() < 0.8 else "",
        "note": rng.choice(names.NOTES) if rng.random() < 0.3 else "",
    }
    return household


def family_of(rng: random.Random, village: Thing) -> names.Family:
    weights = (1, 6, 3, 2, 1) if village["kind"] == "Buôn" else (20, 1, 1, 1, 1)
    peoples = ("kinh", "ede", "jrai", "cham", "others")
    return names.Family(rng, rng.choices(peoples, weights)[0])


def draw_people(rng: random.Random, household: Thing, family: names.Family, today: date) -> None:
    """Draw a head, mostly a spouse, children or grandchildren, sometimes a mother."""
    sex, born = rng.choice("mmf"), rng.randint(1945, 1996)
    household.add(draw_person(rng, family.name(sex), sex, born, "head", today))
    if rng.random() < 0.75:
        spouse = "f" if sex == "m" else "m"
        name, year = family.name(spouse, married_in=True), born + rng.randint(-5, 6)
        household.add(draw_person(rng, name, spouse, year, "spouse", today))
    for _ in range(rng.choices((0, 1, 2, 3), (2, 3, 3, 1))[0]):
        draw_younger(rng, household, family, born, today)
    if rng.random() < 0.2:
        name = family.name("f", married_in=True)
        household.add(draw_person(rng, name, "f", max(1924, born - 24), "parent", today))


def draw_younger(
    rng: random.Random, household: Thing, family: names.Family, born: int, today: date
) -> None:
    relation = "child" if born > 1968 or rng.random() < 0.7 else "grandchild"
    year = min(born + rng.randint(*((19, 34) if relation == "child" else (40, 55))), today.year - 1)
    sex = rng.choice("mf")
    household.add(draw_person(rng, family.name(sex), sex, year, relation, today))


def draw_person(
    rng: random.Random, name: str, sex: str, year: int, relation: str, today: date
) -> Thing:
    age = today.year - year
    phone = (
        draw_phone(rng)
        if age > 14 and rng.random() < (0.85 if relation == "head" else 0.45)
        else ""
    )
    person = Thing(
        "person",
        {
            "name": name,
            "sex": sex,
            "born": date(year, rng.randint(1, 12), rng.randint(1, 28)),
            "birth_year": year,
            "relation": relation,
            "phone": phone,
        },
    )
    for skill in SKILLS:
        asked = age > 14 and rng.random() < 0.85
        known = rng.choices(("none", "alone", "help"), (45, 45, 10))[0]
        person.values[skill] = known if asked else ""
    return person


def draw_phone(rng: random.Random) -> str:
    return rng.choice(
        ("032", "035", "037", "038", "070", "077", "083", "084", "090", "091", "097", "098")
    ) + "".join(str(rng.randint(0, 9)) for _ in range(7))


def draw_team(rng: random.Random, village: Thing, commune: Commune) -> Thing:
    signed = commune.today - timedelta(days=rng.randint(60, 600))
    facts = {
        "village": village["name"],
        "decision": f"{rng.randint(11, 389)}/QĐ-UBND",
        "signed_on": signed.isoformat(),
    }
    team = Thing("team", facts)
    people = names.Family(rng, "ede" if village["kind"] == "Buôn" else "kinh")
    for number in range(rng.randint(4, 7)):
        role = ("leader", "deputy")[number] if number < 2 else "member"
        member = draw_member(rng, people, role)
        while any(called(member) == called(one) for one in team.parts):
            member = draw_member(rng, people, role)
        team.add(member)
    return team


def called(person: Thing) -> str:
    """Return what somebody is called, however its apostrophe is typed: "H'Wen", "H’ Wen", "HWen"."""
    return re.sub(r"['’]\s*", "", same_text(person["name"]))


def draw_member(rng: random.Random, people: names.Family, role: str) -> Thing:
    sex = rng.choice("mmf")
    return Thing(
        "member",
        {
            "name": people.name(sex, married_in=True),
            "role": role,
            "organisation": rng.choice(ORGANISATIONS),
            "phone": draw_phone(rng) if rng.random() < 0.8 else "",
            "birth_year": rng.randint(1962, 2005),
            "sex": sex,
        },
    )


def draw_session(rng: random.Random, team: Thing, commune: Commune) -> Thing:
    held = date(commune.today.year, commune.today.month - rng.randint(0, 3), rng.randint(1, 14))
    people = rng.randint(5, 60)
    return Thing(
        "session",
        {
            "village": team["village"],
            "held_on": held.isoformat(),
            "place": rng.choice(
                ("Nhà văn hóa thôn", "Trường tiểu học", "Nhà ông trưởng thôn", "Trụ sở UBND")
            ),
            "title": rng.choice(
                (
                    "Hướng dẫn cài VNeID",
                    "Nộp hồ sơ trực tuyến",
                    "Thanh toán bằng mã QR",
                    "Nhận biết lừa đảo",
                )
            ),
            "people": people,
            "women": rng.randint(1, people),
            "households": rng.randint(3, people),
        },
    )
