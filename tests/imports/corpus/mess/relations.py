"""Words for who somebody is to the head."""

from tests.imports.corpus.draft import MARKS, Draft, mess
from tests.imports.corpus.facts import Standing, about
from tests.imports.corpus.mess import arrange

MORE = {
    ("child", "m"): ("Con trai", "con đẻ", "Con", "con trai"),
    ("child", "f"): ("Con gái", "con đẻ", "Con", "con gái"),
    ("parent", "f"): ("Mẹ", "Mẹ đẻ", "Mẹ ruột", "Má", "mẹ vợ"),
    ("spouse", "m"): ("Chồng", "chồng"),
    ("spouse", "f"): ("Vợ", "vợ"),
    ("head", "m"): ("Chủ hộ", "chủ hộ", "CHỦ HỘ", "Bản thân"),
    ("head", "f"): ("Chủ hộ", "chủ hộ", "CHỦ HỘ", "Bản thân"),
    ("grandchild", "m"): ("Cháu nội", "Cháu ngoại", "Cháu"),
    ("grandchild", "f"): ("Cháu nội", "Cháu ngoại", "Cháu"),
}
SHORT = {"head": "CH", "child": "C", "parent": "M", "grandchild": "Ch"}


@mess("relations", MARKS, kinds="people", weight=2)
def relation_in_other_words(draft: Draft) -> None:
    """Con trai and con gái tell the sex where no column does."""
    for _, line, _, cell in draft.each("relation"):
        person = arrange.person_of(line, cell)
        key = (str(person["relation"]), str(person["sex"]))
        cell.value = draft.rng.choice(MORE.get(key, (cell.value,)))
        draft.know("relation", cell.value, key[0])
        is_unsaid = "no_sex" in draft.messes
        if is_unsaid or (person, "sex") not in draft.facts:
            draft.fact(person, "sex", standing=Standing.OPTIONAL).keep_free(Standing.OPTIONAL)
            cell.says = (*cell.says, draft.fact(person, "sex"))


@mess("relations", MARKS, kinds="people")
def relation_short(draft: Draft) -> None:
    """CH, V, C, M: asked once for each; where it is asked about Ch, it is about grandchildren, not about CH."""
    cells = [(arrange.person_of(line, cell), cell) for _, line, _, cell in draft.each("relation")]
    for person, cell in sorted(cells, key=lambda one: one[0]["relation"] != "head"):
        relation = str(person["relation"])
        cell.value = SHORT.get(relation) or ("V" if person["sex"] == "f" else "C.")
        draft.doubt(draft.people_of(person.of), about("relation", cell.value), relation)


@mess("relations", MARKS, kinds="people")
def relation_by_code(draft: Draft) -> None:
    """Numbers of a legend that is not there, and the officer knows them."""
    codes = {"head": "1", "spouse": "2", "child": "3", "parent": "4", "grandchild": "5"}
    for _, line, _, cell in draft.each("relation"):
        person = arrange.person_of(line, cell)
        cell.value = codes[str(person["relation"])]
        # Who the head is stands in another column as well.
        is_head = person["relation"] == "head"
        draft.doubt(
            cell.says, about("relation", cell.value), str(person["relation"]), demanded=not is_head
        )


@mess("relations", MARKS, kinds="people")
def relation_left_empty_for_some(draft: Draft) -> None:
    """Only the head and the spouse are written; the others are other people of the household."""
    for _, _line, _, cell in draft.each("relation"):
        if cell.value not in {"Chủ hộ", "Vợ", "Chồng"}:
            cell.value, cell.says = None, ()
