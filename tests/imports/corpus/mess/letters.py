"""Letters of the whole file: decomposed, without marks, of old fonts."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from tests.imports.corpus import letters
from tests.imports.corpus.draft import LETTERS, Draft, mess
from tests.imports.corpus.facts import Fact, Thing, about

# In VNI these are other words of today that are names, too, and nothing else of the name may say which is meant.
NAMED_TWICE = {"Hồng": "Hoàng", "Mơ": "Mô", "Blơ": "Blô", "Khơi": "Khôi"}
# Fields that are kept as they are written.
AS_WRITTEN = {"name", "head", "hamlet", "note", "place", "title"}


def each_text(draft: Draft, change: Callable[[str], str | None], share: float = 1) -> None:
    """Change the texts of all cells; headings that are repeated are the same cells, which are changed once."""
    cells = {id(cell): cell for sheet in draft.book.sheets for _, _, cell in sheet.cells()}
    for cell in cells.values():
        if isinstance(cell.value, str) and len(cell.value) > 1 and draft.rng.random() < share:
            changed = change(cell.value)
            cell.value = cell.value if changed is None else changed


def as_written(draft: Draft, change: Callable[[str], str]) -> None:
    """Let facts that are kept as written be what stands there."""
    for fact in {
        fact for sheet in draft.book.sheets for _, _, cell in sheet.cells() for fact in cell.says
    }:
        rewrite(fact, change)


def rewrite(fact: Fact, change: Callable[[str], str]) -> None:
    own_name = fact.name != "name" or fact.thing.kind in {"person", "member"}
    if fact.name in AS_WRITTEN and own_name:
        values = fact.value if isinstance(fact.value, frozenset) else {fact.value}
        fact.value = frozenset(map(change, values))


def known_again(draft: Draft, change: Callable[[str], str | None]) -> None:
    """Let questions about changed texts be allowed and answered as those about the texts of before."""
    for old in list(draft.answers):
        new = (old[0], change(old[1]) or old[1])
        draft.answers.setdefault(new, draft.answers[old])
        if old in draft.doubts:
            draft.doubts.setdefault(new, draft.doubts[old])
            for fact in draft.facts.values():
                if old in fact.doubts:
                    fact.doubts.add(new)


@mess("letters", LETTERS, weight=2)
def letters_decomposed(draft: Draft) -> None:
    """NFD, as a Mac writes it."""
    each_text(draft, lambda text: unicodedata.normalize("NFD", text), 0.9)


@mess("letters", LETTERS, weight=2)
def letters_without_marks(draft: Draft) -> None:
    each_text(draft, letters.without_marks)
    rest = (line for table in draft.tables for line in table.lines if line.role == "rest")
    ends = [cell for line in rest for cell in line.cells.values()]
    for cell in [*(cell for *_, cell in draft.each("given")), *ends]:  # also of one letter: "Ý"
        cell.value = letters.without_marks(str(cell.value or "")) or None
    as_written(draft, letters.without_marks)
    known_again(draft, letters.without_marks)
    called_alike(draft)


def called_alike(draft: Draft) -> None:
    """Let it be asked whether two of a household are one whose names differed in nothing but marks."""
    called: dict[tuple[object, str], list[Thing]] = {}
    for thing, name in draft.facts:
        if thing.kind == "person" and name == "name":
            key = (thing.of, letters.without_marks(str(thing["name"])))
            called.setdefault(key, []).append(thing)
    for (_, name), same in called.items():
        if len(same) > 1:
            facts = [fact for (thing, _), fact in draft.facts.items() if thing in same]
            draft.doubt(facts, about("same", name), "different")


@mess("letters", LETTERS, needs="unicode", weight=2)
def letters_of_tcvn3(draft: Draft) -> None:
    """Texts for the font .VnTime; some words are in Unicode already."""
    each_text(draft, letters.to_tcvn3, 0.85)


@mess("letters", LETTERS, needs="unicode", weight=2)
def letters_of_vni(draft: Draft) -> None:
    each_text(draft, letters.to_vni, 0.85)
    for name in sorted({str(one.value) for one in draft.facts.values()}):
        if (typed := other_name(name)) != name:
            named_twice(draft, name, typed)
        if is_other_name(name):
            named_twice(draft, name, name)


def other_name(name: str) -> str:
    """Return a name as it would be one of today if it was not typed in VNI; itself where any other word tells."""
    words = name.split()
    others = [word for word in words if word not in NAMED_TWICE]
    if len(words) > 7 or not "".join(others).isascii():
        return name
    return " ".join(NAMED_TWICE.get(word, word) for word in words)


def is_other_name(name: str) -> bool:
    """Tell a name of today that VNI may mean, too: as it stands in a file of which some words are in Unicode."""
    words = name.split()
    others = [word for word in words if word not in NAMED_TWICE.values()]
    return len(words) <= 7 and len(others) < len(words) and "".join(others).isascii()


def named_twice(draft: Draft, name: str, typed: str) -> None:
    """Let it be asked whether a name that is typed so is that, or what is written there."""
    said = [fact for fact in draft.facts.values() if fact.value == name]
    homes = {fact.thing.of or fact.thing for fact in said}
    facts = [fact for home in homes for fact in draft.people_of(home)]
    stands = re.compile(rf"(?<!\w){re.escape(typed)}(?!\w)")
    texts = {typed, *filter(stands.search, beside(draft))} if facts else ()
    for text in sorted(texts):
        draft.doubt(facts, about("repair", text), text.replace(typed, name))
    if facts and stands_apart(draft, said, typed):
        draft.doubt(
            facts, about("repair", typed.rsplit(maxsplit=1)[-1]), name.rsplit(maxsplit=1)[-1]
        )


def stands_apart(draft: Draft, said: Iterable[Fact], typed: str) -> bool:
    """Tell whether the last word of a name, of which it is asked, stands in a cell of its own."""
    last = typed.rsplit(maxsplit=1)[-1]
    cells = (cell for table in draft.tables for line in table.lines for cell in line.cells.values())
    of_name = {*map(id, said)}
    is_there = any(cell.value == last and of_name & {*map(id, cell.says)} for cell in cells)
    return is_there and last in {*NAMED_TWICE, *NAMED_TWICE.values()}


def beside(draft: Draft) -> Iterator[str]:
    """Yield the texts of cells, in which more may stand than a name: "1- Rmah Blô", "Anh Mang Y Hoàng"."""
    cells = (cell for table in draft.tables for line in table.lines for cell in line.cells.values())
    yield from (cell.value for cell in cells if isinstance(cell.value, str))


@mess("letters", LETTERS)
def letters_with_other_tones(draft: Draft) -> None:
    """Hoà, Thuỷ: names stay as they are written."""
    each_text(draft, letters.other_tone_place)
    known_again(draft, letters.other_tone_place)
    for fact in draft.facts.values():
        if (
            fact.name in AS_WRITTEN
            and isinstance(fact.value, str)
            and fact.thing.kind not in {"village", "commune"}
        ):
            fact.value = frozenset({fact.value, letters.other_tone_place(fact.value)})


@mess("letters", LETTERS, kinds="people households")
def foreign_apostrophes(draft: Draft) -> None:
    """H'Hoa, H’Hoa, H`Hoa: kept as written."""
    mark = draft.rng.choice("’`ʼ´")

    def change(text: str) -> str:
        return text.replace("'", mark).replace("’", mark)

    each_text(draft, change)
    as_written(draft, change)
    known_again(draft, change)
