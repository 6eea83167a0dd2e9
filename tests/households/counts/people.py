"""What is counted of people, counted by hand, in words of our own."""

SEXES = ("f", "", "m")


def add_people(figures, people, year):
    """Add people as of a year: of each year of birth, sex, and what was found of each skill that was asked.

    A platform is named in these worlds on every day, so nobody is whole without skill 5.
    """
    for born, sex, found in people:
        figures["people"] += 1
        age = None if born is None else year - born
        if age is not None and age < 15:
            continue
        known = {column for column, result in found.items() if result == 2}
        figures["people_of_age"] += 1
        figures["people_age_unknown"] += age is None
        figures["people_asked"] += bool(found)
        for column in known:
            figures[f"people_{column}"] += 1
        groups = {"": True, "women_": sex == "f", "young_": age is not None and age <= 35}
        groups["middle_"] = age is not None and 36 <= age <= 59
        groups["elder_"] = age is not None and age >= 60
        for group, is_in in groups.items():
            figures[f"people_{group}whole"] += is_in and len(found) == 5
            figures[f"people_{group}covered"] += is_in and len(known) == 5
        figures["people_no_sex_whole"] += sex == "" and len(found) == 5
