"""The corpus keeps its own promises, and its scorer tells good readers from bad ones."""

import io
import random

import pytest
import python_calamine

from tests.imports.corpus import generate, score, truth
from tests.imports.corpus.containers import choose
from tests.imports.corpus.draft import REGISTER, Draft
from tests.imports.corpus.facts import Fact, Standing, Thing, about
from tests.imports.corpus.letters import to_tcvn3, to_vni
from tests.imports.corpus.mess.rows import DITTO
from tests.imports.corpus.naive import Naive
from tests.imports.corpus.perfect import Perfect, PerfectReading
from tests.imports.corpus.questions import KINDS
from tests.imports.corpus.reader import Question, Taken
from tests.imports.corpus.score import Outcome

SAMPLE = 60


@pytest.fixture(scope="module")
def sample():
    return list(generate.generate("sample", SAMPLE))


@pytest.fixture(scope="module")
def clean():
    return generate.make("clean", (), "people")


def test_a_seed_makes_the_same_bytes_again(sample):
    for file, again in zip(sample, generate.generate("sample", 5), strict=False):
        assert (again.content, again.name) == (file.content, file.name)
        assert len(again.facts) == len(file.facts)


def test_a_clean_file_says_what_is_true(clean):
    commune = truth.build("clean", len(clean.commune.households))
    said = {(f.thing["name"], f.name): f.value for f in clean.facts if f.thing.kind == "person"}
    for household in commune.households:
        for person in household.parts:
            for name in ("sex", "birth_year", "public_services", "local_platform"):
                assert said.get((person["name"], name), "") == person[name], (person["name"], name)
    assert {f.standing for f in clean.facts} <= {Standing.PLAIN, Standing.FREE}


def test_files_are_of_many_kinds(sample):
    assert {"xlsx", "biff8_xls"} < {file.container for file in sample}
    assert {"people", "households", "teams", "sessions"} <= {file.kind for file in sample}
    assert len({key for file in sample for key in file.messes}) > 90


@pytest.mark.long
def test_every_kind_of_mess_occurs():
    # Two people of one sex who are the same to their heads (person_in_two_households) are there in few communes.
    files = generate.generate("all", 3 * len(REGISTER))
    assert set(REGISTER) - {key for file in files for key in file.messes} == set()


def test_questions_are_in_the_words_that_are_agreed(sample):
    for file in sample:
        assert {kind for kind, _ in (*file.doubts, *file.answers)} <= KINDS
        assert set(file.doubts) <= set(file.answers)


def test_a_perfect_reader_has_everything_right(sample):
    for file in sample:
        result = score.play(Perfect(file), file)
        assert score.share(result.counts()) == 1, file.seed
        assert (result.extra, result.echoed, result.vain_questions) == ([], [], []), file.seed


def test_the_control_reads_a_clean_file(clean):
    clean_one = next(
        file
        for n in range(9)
        if (file := generate.make(f"clean-{n}", (), "people")).container == "xlsx"
    )
    assert score.share(score.play(Naive(), clean_one).counts()) > 0.9


def test_the_control_has_less_than_40_percent_right(sample):
    results = [score.play(Naive(), file) for file in sample]
    assert 0.05 < score.share(score.by_mess(results)["in all"]) < 0.4
    assert "in all" in score.report(results).splitlines()[0]


READABLE = {"xlsx", "ods", "biff8_xls", "xlsx_named_xls", "xls_named_xlsx", "xlsx_named_csv"}
SAID_BY_LOOKS = {"colour", "comment", "hidden"}


def test_facts_stand_where_they_are_said_to(sample):
    """What is written is read back: no fact is without a filled cell, whatever was moved."""
    read = 0
    for file in sample:
        if file.container not in READABLE or "a_million_formatted_rows" in file.messes:
            continue
        book = python_calamine.load_workbook(io.BytesIO(file.content))
        rows = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
        }
        for fact in file.facts:
            seen = fact.standing in {Standing.PLAIN, Standing.ASK, Standing.EITHER}
            if seen and not SAID_BY_LOOKS.intersection(kind for kind, _ in fact.doubts):
                assert any(
                    rows[sheet][row][column] != "" for sheet, row, column in file.places[fact]
                ), (file.seed, fact)
                read += 1
    assert read > 2000


def outcomes(file, change):
    return score.play(Perfect(file, change), file).counts()


def test_a_dropped_fact_is_lost(clean):
    def without_phones(facts):
        return [fact for fact in facts if fact.name != "phone"]

    phones = sum(fact.name == "phone" for fact in clean.facts)
    counts = outcomes(clean, without_phones)
    assert counts[Outcome.LOST] == phones > 0
    assert counts[Outcome.WRONG] == counts[Outcome.EXTRA] == 0


def test_an_invented_fact_is_extra(clean):
    def with_more(facts):
        blank = [f for f in facts if f.thing.kind == "person" and f.thing["safety"] == ""]
        asked = {f.thing for f in blank}
        return [*facts, *(Fact(person, "safety", "none") for person in asked)]

    assert outcomes(clean, with_more)[Outcome.EXTRA] > 0


def test_an_invented_household_is_extra(clean):
    total = Thing("household", {})
    counts = outcomes(clean, lambda facts: [*facts, Fact(total, "head", "Tổng cộng")])
    assert counts[Outcome.EXTRA] == 1
    assert counts[Outcome.WRONG] == counts[Outcome.LOST] == 0


def test_another_value_is_wrong(clean):
    def all_men(facts):
        return [Fact(f.thing, f.name, "m") if f.name == "sex" else f for f in facts]

    women = sum(fact.name == "sex" and fact.value == "f" for fact in clean.facts)
    assert outcomes(clean, all_men)[Outcome.WRONG] == women > 0


def test_a_person_in_another_household_is_wrong(clean):
    households = [thing for thing in {f.thing for f in clean.facts} if thing.kind == "household"]
    moved = max(
        (person for one in households for person in one.parts), key=lambda p: str(p["name"])
    )

    class Moved(PerfectReading):
        def taken(self):
            home = next(
                one
                for one in super().taken()
                if one.kind == "household" and one.fields["head"] != moved.of["head"]
            )
            return [
                Taken(t.kind, t.fields, home) if t.fields.get("name") == moved["name"] else t
                for t in super().taken()
                if t is not home
            ] + [home]

    class Reader(Perfect):
        def read(self, content, name, commune):
            return Moved(self.file, list)

    counts = score.play(Reader(clean), clean).counts()
    assert counts[Outcome.WRONG] > 0


def asked_reader(file, question, hidden):
    """Return a reader that holds facts back until a question is answered."""

    class Asking(PerfectReading):
        def taken(self):
            self.change = (
                list
                if question in self.answered
                else lambda facts: [f for f in facts if not hidden(f)]
            )
            return super().taken()

        def questions(self):
            more = (
                [Question(question, "?", [file.answers[question]])]
                if question not in self.answered
                else []
            )
            return [*super().questions(), *more]

    class Reader(Perfect):
        def read(self, content, name, commune):
            return Asking(self.file, list)

    return Reader(file)


def test_a_needless_question_is_asked_in_vain(clean):
    reader = asked_reader(
        clean, about("column", "Năm sinh"), lambda fact: fact.name == "birth_year"
    )
    result = score.play(reader, clean)
    years = sum(fact.name == "birth_year" for fact in clean.facts)
    assert (
        result.counts()[Outcome.VAIN]
        == years
        == len(result.outcomes) - result.counts()[Outcome.RIGHT]
    )
    assert len(result.vain_questions) == 1


def test_a_guess_is_wrong_even_if_it_is_right():
    file = generate.make("guess", ("mark_x_and_k",), "people")
    guesses = [fact for fact in file.facts if fact.standing is Standing.ASK]
    counts = outcomes(file, lambda facts: [*facts, *(g for g in guesses if g not in facts)])
    assert counts[Outcome.WRONG] == len(guesses) > 0


def test_a_secret_that_is_shown_is_extra():
    file = generate.make("secret", ("number_of_identity_card",), "people")

    class Telling(PerfectReading):
        def texts(self):
            return [f"bỏ qua {self.file.secrets[0]}"]

    class Reader(Perfect):
        def read(self, content, name, commune):
            return Telling(self.file, list)

    result = score.play(Reader(file), file)
    assert result.echoed == [file.secrets[0]]
    assert result.counts()[Outcome.EXTRA] == 1


def test_old_letters_are_those_of_the_fonts():
    assert to_tcvn3("Mường Khương, Bảo Thắng") == "M\u00adêng Kh\u00ad¬ng, B¶o Th¾ng"
    assert to_vni("Tiếng Việt rất hay") == "Tieáng Vieät raát hay"
    assert to_tcvn3("Ayŭn") is None


@pytest.mark.parametrize("container", choose.CONTAINERS, ids=lambda one: one.key)
def test_a_format_is_what_it_says(container, clean):
    book = book_of(clean)
    content = container.write(book)
    assert content == container.write(book)
    if container.key in choose.TEXTS or container.key == "xml2003_as_xls":
        assert (
            "Điện thoại".encode("utf-16-le" if "utf16" in container.key else "utf-8") in content
            or container.key == "csv_cp1258"
        )
        return
    sheet = python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
    assert "Điện thoại" in sheet.to_python()[0]


def book_of(file):
    import random

    from tests.imports.corpus.draft import Draft
    from tests.imports.corpus.mess import arrange

    draft = Draft(random.Random(1), file.commune, "people")
    draft.tables = [generate.clean_table(draft)]
    arrange.one_sheet_each(draft)
    return draft.book


@pytest.mark.parametrize("other", ["headings_in_other_words", "headings_in_english"])
def test_a_heading_that_alone_says_who_a_mark_stands_for_is_not_replaced(other):
    draft = Draft(random.Random("women"), truth.build("women", 4), "people")
    draft.tables = [generate.clean_table(draft)]
    for key in ("only_women_ticked", other):
        generate.apply(draft, REGISTER[key])
    headings = [column.heading for table in draft.tables for column in table.columns]
    assert draft.messes == ["only_women_ticked", other]
    assert "Nữ" in headings


def test_of_who_is_gone_it_may_be_asked_what_their_marks_mean():
    for n in range(3):
        file = generate.make(f"gone {n}", ("mark_comment", "people_gone_by_note"), "people")
        said = {question for question in file.answers if question[0] == "comment"}
        assert said
        assert said <= file.doubts.keys()


def test_of_a_head_whose_name_is_broken_the_letters_stay_bold():
    keys = ("bold_name_of_head", "name_broken_over_two_rows")
    draft = Draft(random.Random("bold"), truth.build("bold", 12), "people")
    draft.tables = [generate.clean_table(draft)]
    for key in keys:
        generate.apply(draft, REGISTER[key])
    lines = [line for table in draft.tables for line in table.lines]
    bold = [line for line in lines if line.role == "body" and line.cells["name"].bold]
    assert draft.messes == [*keys]
    assert len(bold) == 12
    assert any(line.role == "rest" and line.cells["name"].bold for line in lines)


def test_what_only_follows_stays_optional():
    for key, sex in (("people_gone_by_note", "no_sex"), ("relation_in_other_words", "no_sex")):
        file = generate.make(f"optional {key}", (sex, key), "people")
        sexes = [fact for fact in file.facts if fact.name == "sex"]
        assert {fact.standing for fact in sexes} == {Standing.OPTIONAL}
        children = [fact for fact in sexes if fact.thing["relation"] == "child"]
        assert bool(children) == (key == "relation_in_other_words")


def test_rows_that_name_teams_stand_above_names_in_two_columns():
    made = (
        generate.make(
            str(n), ("team_in_group_rows", "no_running_number", "name_in_two_columns"), "teams"
        )
        for n in range(3)
    )
    for file in made:
        said = {fact.name for fact in file.facts if fact.thing.kind == "team"}
        assert {"village", "decision", "signed_on"} <= said


def test_twins_without_marks_may_be_asked_about():
    keys = ("twins", "letters_without_marks")
    made = (generate.make(str(n), keys, "people") for n in range(9))
    file = next(one for one in made if set(keys) <= set(one.messes))
    asked = {one: told for one, told in file.answers.items() if one[0] == "same"}
    assert set(asked.values()) == {"different"}
    assert file.doubts.items() >= dict.fromkeys(asked, False).items()


def test_no_mark_stands_below_a_session_of_the_commune():
    keys = ("ditto_marks", "session_of_commune")
    made = (generate.make(str(number), keys, "sessions") for number in range(9))
    for file in [one for one in made if one.container == "xlsx"]:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.content))
        rows = workbook.get_sheet_by_index(0).to_python()
        at = next(n for n, row in enumerate(rows) if any("Tổ CNSCĐ" in str(cell) for cell in row))
        column = next(n for n, cell in enumerate(rows[at]) if "Tổ CNSCĐ" in str(cell))
        assert all(row[column] not in DITTO for row in rows[at + 1 : at + 2])


def test_of_two_of_whom_one_is_left_nothing_is_due():
    keys = ("person_in_two_households", "village_in_sheet_name")
    made = [generate.make(str(number), keys, "people") for number in range(12)]
    files = [one for one in made if set(keys) <= set(one.messes)]
    for file in files:
        names = [
            one.value for one in file.facts if one.thing.kind == "person" and one.name == "name"
        ]
        twice = len(names) > len({*names})
        assert any(due for (kind, _), due in file.doubts.items() if kind == "same") == twice
    assert files


def test_without_years_nobody_asks_about_members_of_one_name():
    def dues(*keys):
        file = generate.make("1", ("person_in_two_households", *keys), "people")
        return [due for (kind, _), due in file.doubts.items() if kind == "same"]

    assert dues() == [True]
    assert dues("no_birth") == [False]
    assert dues("name_with_birth_year", "no_birth") == [True]


def test_the_sex_follows_from_the_relation_where_no_column_of_years_is_left():
    def standings(*keys):
        file = generate.make("sex", keys, "people")
        assert file.messes[:2] == keys
        return {fact.standing for fact in file.facts if fact.name == "sex"}

    assert standings("name_with_birth_year", "year_by_sex") == {Standing.OPTIONAL}
    assert standings("year_by_sex", "name_with_birth_year") == {Standing.PLAIN}


def test_numbers_of_columns_move_to_the_right_with_them():
    draft = Draft(random.Random("right"), truth.build("right", 4), "people")
    draft.tables = [generate.clean_table(draft)]
    for key in ("numbering_row", "table_starts_far_down_and_right"):
        generate.apply(draft, REGISTER[key])
    (table,) = draft.tables
    (row,) = table.under_headings
    empty = sum(column.key.startswith("empty") for column in table.columns)
    assert empty
    assert [cell is None for cell in row.cells] == [n < empty for n in range(len(row.cells))]


def test_a_given_name_of_one_letter_loses_its_mark_as_well():
    draft = Draft(random.Random("given"), truth.build("given", 4), "people")
    draft.tables = [generate.clean_table(draft)]
    generate.apply(draft, REGISTER["name_in_two_columns"])
    *_, cell = next(draft.each("given"))
    cell.value = "Ý"
    generate.apply(draft, REGISTER["letters_without_marks"])
    assert cell.value == "Y"


def test_somebody_gone_takes_no_question_from_heads_of_one_name():
    file = generate.make(0, ("two_heads_of_one_name", "people_gone_by_note"), "people")
    heads = [one for one in file.facts if one.name == "head" and "same" in dict(one.doubts)]
    assert "people_gone_by_note" in file.messes
    assert {one.standing for one in heads} == {Standing.ASK}
