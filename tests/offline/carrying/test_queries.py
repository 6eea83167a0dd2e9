"""What a village weighs on the way to a phone, and whom of a household it holds."""

import json
import uuid
from datetime import date

import brotli

from households.models import Household, Resident, Status
from offline.carrying.queries import rows_of
from skills.catalogue import COLUMNS
from tests.test_weight import FAMILY, GIVEN, KB, MIDDLE

DAY = date(2026, 11, 2)


def person(key, name, *results, **facts):
    known = dict(zip(COLUMNS, results, strict=False))
    return Resident(pk=key, full_name=name, birth_year=1950 + key % 50, **known, **facts)


def household(number, people, **facts):
    facts = {"head_name": people[0].full_name, "opened_on": DAY, **facts}
    home = Household(pk=number, uuid=uuid.UUID(int=number * 7919**9 % 2**128), **facts)
    home.sum_up(people, DAY)
    home.lived_in_by = people
    return home


def name(number):
    words = FAMILY[number % 10], MIDDLE[number % 7], GIVEN[number % 11]
    return f"{' '.join(words)} {number:x}"


def test_300_households_weigh_at_most_150_kilobytes():
    homes = [
        household(
            number,
            [person(number * 5 + n, name(number * 5 + n), n % 3, number % 3) for n in range(4)],
            hamlet=f"Xóm {number % 9}, số {number}",
        )
        for number in range(1, 301)
    ]
    text = json.dumps({"households": rows_of(homes)}).encode()
    assert len(brotli.compress(text, quality=4)) <= 150 * KB
    assert json.loads(text)["households"][-1]["p"][-1]["n"] == name(1503)


def test_of_a_household_goes_what_its_row_shows_and_who_knows_most():
    head = person(1, "Lê Thị Đào", 0, None, assessed_on=DAY)
    son = person(2, "Trần Văn Ất", 2, 2, 1, 0, assessed_on=DAY)
    row = rows_of([household(1, [head, son], hamlet="Xóm Đình, số 5")])[0]
    assert "<b>Lê Thị Đào</b>" in row["h"]
    assert (row["f"], row["b"], row["w"]) == ("le thi dao xom dinh so 5", 1, "u")
    assert [(one["i"], one["r"]) for one in row["p"]] == [(1, "0----"), (2, "2210-")]


def test_of_whoever_refused_goes_the_row_alone():
    home = household(
        1, [person(1, "Lê Thị Đào")], status=Status.REFUSED, refused_on=DAY, not_asked_until=None
    )
    row = rows_of([home])[0]
    assert (row["w"], row["p"]) == ("r", [])


def test_a_telephone_stays_where_it_is():
    home = household(1, [person(1, "Lê Thị Đào", phone="0905 111 222")], phone="0905 333 444")
    home.make_keys()
    text = json.dumps(rows_of([home]))
    assert not {"0905", "111", "333"} & set(text.replace('"', " ").split())
    assert "333" in home.search_key
    assert "333" not in text
