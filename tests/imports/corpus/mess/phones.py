"""Phones: as numbers, with dots, letters, old prefixes, two in a cell."""

from tests.imports.corpus.draft import MARKS, Draft, mess
from tests.imports.corpus.facts import about

PEOPLE = "people households teams"
# Eleven digits until 2018, and what they became.
OLD = {
    "032": "0162", "035": "0165", "037": "0167", "038": "0168", "070": "0120", "077": "0122", "083": "0123",
    "084": "0124",
}  # fmt: skip


def phones(draft: Draft) -> list:
    return [cell for *_, cell in draft.each("phone") if cell.value]


@mess("phones", MARKS, kinds=PEOPLE, needs="numbers", weight=2)
def phone_as_number(draft: Draft) -> None:
    """The zero is gone: 912345678."""
    for cell in phones(draft):
        cell.value = int(cell.value)


@mess("phones", MARKS, kinds=PEOPLE)
def phone_without_zero(draft: Draft) -> None:
    for cell in phones(draft):
        cell.value = cell.value[1:]


@mess("phones", MARKS, kinds=PEOPLE)
def phone_with_dots(draft: Draft) -> None:
    mark = draft.rng.choice((".", " ", "-", ". ", "\u00a0"))
    for cell in phones(draft):
        cell.value = mark.join((cell.value[:4], cell.value[4:7], cell.value[7:]))


@mess("phones", MARKS, kinds=PEOPLE)
def phone_with_country_code(draft: Draft) -> None:
    prefix = draft.rng.choice(("+84", "84", "(+84) ", "0084"))
    for cell in phones(draft):
        cell.value = prefix + cell.value[1:]


@mess("phones", MARKS, kinds=PEOPLE)
def phone_with_letters(draft: Draft) -> None:
    """O for 0 and l for 1: repaired only as a proposal."""
    for cell in phones(draft):
        number = cell.value
        letters = "O" + number[1:].replace("1", draft.rng.choice("lI"), 1)
        if draft.rng.random() < 0.5:
            cell.value = letters
            draft.doubt(cell.says, about("repair", letters), number)


@mess("phones", MARKS, kinds=PEOPLE)
def phone_with_old_prefix(draft: Draft) -> None:
    """Eleven digits: kept as written, or made new by a proposal."""
    for cell in phones(draft):
        number = cell.value
        if number[:3] in OLD:
            cell.value = OLD[number[:3]] + number[3:]
            for fact in cell.says:
                fact.value = frozenset({number, cell.value})
            draft.doubt(cell.says, about("repair", cell.value), number)


@mess("phones", MARKS, kinds=PEOPLE)
def two_phones_in_a_cell(draft: Draft) -> None:
    """There is one field: either number will do, after a question or not."""
    for cell in phones(draft):
        if draft.rng.random() < 0.4:
            first, second = cell.value, f"09{draft.rng.randint(10**7, 10**8 - 1)}"
            cell.value = draft.rng.choice(
                ("{} - {}", "{}/{}", "{}; {}", "{}\n{}", "{} hoặc {}")
            ).format(first, second)
            for fact in cell.says:
                fact.value = frozenset({first, second})
            draft.doubt(cell.says, about("repair", cell.value), first)


@mess("phones", MARKS, kinds=PEOPLE)
def phone_with_words(draft: Draft) -> None:
    for cell in phones(draft):
        if draft.rng.random() < 0.4:
            style = draft.rng.choice(
                ("{} (Zalo)", "ĐT: {}", "{} - con trai", "sđt {}", "{} (của vợ)")
            )
            number, cell.value = cell.value, style.format(cell.value)
            draft.doubt(cell.says, about("repair", cell.value), number)


@mess("phones", MARKS, kinds=PEOPLE)
def no_phone_in_words(draft: Draft) -> None:
    """Không có, k có, -, 0: no number, and nothing wrong."""
    for *_, cell in draft.each("phone"):
        if not cell.value:
            cell.value = draft.rng.choice(("không có", "Không", "k có", "-", "0", "chưa có", "x"))
            draft.know("repair", cell.value, "skip")
