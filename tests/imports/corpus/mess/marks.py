"""Marks that a person reads at once, or with a legend: x, ✓, có, không, biết, 1, 0, levels."""

from tests.imports.corpus.draft import MARKS, Draft, mess
from tests.imports.corpus.mess.marking import legend, write

PEOPLE = "people households"


def crossed(text: str) -> dict[str, str | None]:
    """One mark for those who know; nothing is written of the others, which says nothing."""
    return {"alone": text, "help": text, "none": None, "": None}


@mess("marks", MARKS, kinds=PEOPLE, weight=2)
def mark_x(draft: Draft) -> None:
    write(draft, crossed("x"))


@mess("marks", MARKS, kinds=PEOPLE)
def mark_capital_x(draft: Draft) -> None:
    write(draft, crossed("X"))


@mess("marks", MARKS, kinds=PEOPLE)
def mark_tick(draft: Draft) -> None:
    write(draft, crossed(draft.rng.choice(("✓", "✔", "√", "☑"))))


@mess("marks", MARKS, kinds=PEOPLE)
def mark_letter_v(draft: Draft) -> None:
    write(draft, crossed(draft.rng.choice(("v", "V"))))


@mess("marks", MARKS, kinds=PEOPLE)
def mark_plus(draft: Draft) -> None:
    write(draft, crossed("+"), allowed=("+",))


@mess("marks", MARKS, kinds=PEOPLE, needs="numbers")
def mark_one_alone(draft: Draft) -> None:
    write(draft, crossed("1"))


@mess("marks", MARKS, kinds=PEOPLE, weight=2)
def mark_one_zero(draft: Draft) -> None:
    write(draft, {"alone": "1", "help": "1", "none": "0"})


@mess("marks", MARKS, kinds=PEOPLE, weight=2)
def mark_yes_no(draft: Draft) -> None:
    write(draft, {"alone": "Có", "help": "Có", "none": "Không"})


@mess("marks", MARKS, kinds=PEOPLE)
def mark_yes_no_without_tones(draft: Draft) -> None:
    write(draft, {"alone": "co", "help": "co", "none": "khong"})


@mess("marks", MARKS, kinds=PEOPLE)
def mark_knows(draft: Draft) -> None:
    yes, no = draft.rng.choice(
        (("Biết", "Không biết"), ("biết", "chưa"), ("Đã biết", "Chưa biết"), ("Rồi", "Chưa"))
    )
    allowed = ("Rồi", "Chưa", "chưa")
    write(draft, {"alone": yes, "help": yes, "none": no}, allowed=allowed)


@mess("marks", MARKS, kinds=PEOPLE)
def mark_english(draft: Draft) -> None:
    yes, no = draft.rng.choice((("Yes", "No"), ("Y", "N"), ("TRUE", "FALSE")))
    write(draft, {"alone": yes, "help": yes, "none": no}, allowed=(yes, no))


@mess("marks", MARKS, kinds=PEOPLE)
def mark_c_and_k(draft: Draft) -> None:
    """Both stand in the file, so each explains the other."""
    write(draft, {"alone": "C", "help": "C", "none": "K"}, allowed=("C", "K"))


@mess("marks", MARKS, kinds=PEOPLE)
def mark_unasked_in_words(draft: Draft) -> None:
    """Chưa khảo sát, chưa hỏi: not asked is not no."""
    word = draft.rng.choice(("Chưa khảo sát", "chưa hỏi", "Chưa KS", "vắng nhà"))
    allowed = () if word == "Chưa khảo sát" else (word,)
    write(draft, {"alone": "x", "help": "x", "none": "Không", "": word}, allowed=allowed)


@mess("marks", MARKS, kinds=PEOPLE, weight=2)
def mark_levels_in_words(draft: Draft) -> None:
    """Thành thạo, biết, chưa biết: three levels, of which the highest and the middle may be asked."""
    high, middle, low = draft.rng.choice(
        (
            ("Thành thạo", "Cần hỗ trợ", "Chưa biết"),
            ("thành thạo", "có người giúp", "không biết"),
            ("Tự làm được", "Làm được khi có người hướng dẫn", "Chưa làm được"),
        )
    )
    write(draft, {"alone": high, "help": middle, "none": low}, allowed=(high, middle, low))


@mess("marks", MARKS, kinds=PEOPLE, needs="numbers", weight=2)
def mark_levels_with_legend(draft: Draft) -> None:
    """Numbers for levels, explained in a legend."""
    low = draft.rng.choice((0, 1))
    levels = [str(low + step) for step in range(3)]
    names = ("chưa biết", "biết, có hỗ trợ", "biết, tự làm")
    style = draft.rng.choice(("{}: {}", "{} - {}", "{} = {}", "({}) {}"))
    write(draft, dict(zip(("none", "help", "alone"), levels, strict=True)), allowed=tuple(levels))
    lines = [style.format(level, name) for level, name in zip(levels, names, strict=True)]
    legend(draft, *(lines if draft.rng.random() < 0.5 else ("; ".join(lines),)))


@mess("marks", MARKS, kinds=PEOPLE)
def mark_with_legend(draft: Draft) -> None:
    """Đ and S, T and C, * and o, and a legend that says which is which."""
    yes, no = draft.rng.choice((("Đ", "S"), ("T", "C"), ("*", "o"), ("A", "B"), ("●", "○")))
    write(draft, {"alone": yes, "help": yes, "none": no}, allowed=(yes, no))
    legend(draft, f"Ghi chú: {yes}: biết sử dụng; {no}: chưa biết sử dụng")


@mess("marks", MARKS, kinds=PEOPLE)
def mark_mixed_hands(draft: Draft) -> None:
    """Several hands: x, X, có, v for the same in one file."""
    yes, no = ("x", "X", "Có", "v", "Biết", "có"), ("Không", "không", "Chưa biết", "0")
    for_each(draft, yes, no)


def for_each(draft: Draft, yes: tuple[str, ...], no: tuple[str, ...]) -> None:
    from tests.imports.corpus.mess.marking import set_mark, skill_cells

    means = dict.fromkeys(yes, "alone") | dict.fromkeys(no, "none")
    for answer, _, cell in skill_cells(draft):
        stock = {"alone": yes, "help": yes, "none": no}.get(answer, (None,))
        set_mark(draft, cell, draft.rng.choice(stock), means)
