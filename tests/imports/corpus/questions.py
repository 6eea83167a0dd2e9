"""The words in which questions and answers are compared.

A question is `about(kind, text)`, its choices are meanings. The officer answers with the meaning that is right, if
there is a choice for it, else not at all.

| kind       | text                                      | meanings                                             |
|------------|-------------------------------------------|------------------------------------------------------|
| mark       | the mark, level or word in a cell         | none, help, alone, unasked; yes, no; m, f;           |
|            |                                           | a relation, role or organisation; skip               |
| colour     | the colour, #RRGGBB; "" means no fill     | as mark                                              |
| comment    | the comment's text                        | as mark                                              |
| column     | the heading; of two rows the lower;       | a column of `words.HEADINGS` or skip; born (a day),  |
|            | without one: "column 5" (from 1)          | age, tick_head, household_id, family, given, m, f    |
| village    | the text, "" where the file has none      | the village's name, or skip                          |
| grouping   | –                                         | head, relation, number, letter, tick, address,       |
|            |                                           | mark, bold, blank_row, group_row, beside, cell       |
| tables     | –                                         | all                                                  |
| link       | –                                         | join                                                 |
| same       | the head's or person's name               | same, different                                      |
| date_order | –                                         | d/m, m/d                                             |
| year       | – (days without a year)                   | the year                                             |
| repair     | the text of the cell                      | the value that is right                              |
| hidden     | – (hidden rows, columns or sheets)        | take, skip                                           |
| commune    | the text of a commune                     | own, foreign                                         |
"""

MARK = frozenset({"none", "help", "alone", "unasked", "yes", "no", "m", "f", "skip"})
GROUPING = frozenset(
    [
        "head",
        "relation",
        "number",
        "letter",
        "tick",
        "address",
        "mark",
        "bold",
        "blank_row",
        "group_row",
        "beside",
        "cell",
    ]
)
KINDS = frozenset(
    [
        "mark",
        "colour",
        "comment",
        "column",
        "village",
        "grouping",
        "tables",
        "link",
        "same",
        "date_order",
        "year",
        "repair",
        "hidden",
        "commune",
    ]
)
