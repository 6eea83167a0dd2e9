"""The words in which questions and answers are compared.

A question is `about(kind, text)`, its choices are meanings. The officer answers with the meaning that is right, if
there is a choice for it, else not at all.

| kind       | text                                      | meanings                                             |
|------------|-------------------------------------------|------------------------------------------------------|
| mark       | a mark, level or word for a skill         | none, help, alone, unasked, skills (a list), skip    |
| sex        | the word in a cell                        | m, f, skip                                           |
| relation   | the word in a cell                        | head, spouse, child, parent, grandchild, other, skip |
| role       | the word in a cell                        | leader, deputy, member, skip                         |
| organisation | the word in a cell                      | an organisation of the register, skip                |
| ditto      | the mark in a cell                        | above                                                |
| colour     | the colour, #RRGGBB; "" means no fill     | as mark                                              |
| comment    | the comment's text                        | as mark                                              |
| column     | the heading; of two rows the lower;       | a column of `words.HEADINGS`, size, commune, number, |
|            | without one: "column 5" (of the sheet)    | members, leader, skills, family, given, m, f, age,   |
|            |                                           | tick_head, household_id, born_day ..., skip          |
| village    | the text, "" where the file has none      | the village's name, or skip                          |
| numbered   | – (headings that number the skills)       | in_order, apart                                      |
| grouping   | –                                         | head, relation, number, letter, tick, address,       |
|            |                                           | mark, bold, blank_row, group_row, beside, cell,      |
|            |                                           | chart, skip                                          |
| tables     | –                                         | all                                                  |
| link       | –                                         | join                                                 |
| same       | the head's or person's name               | same, different                                      |
| date_order | –                                         | d/m, m/d                                             |
| year       | – (days without a year)                   | the year                                             |
| day        | – (on which day figures were counted)     | the day, 2026-09-14                                  |
| repair     | the text of the cell                      | the value that is right                              |
| hidden     | rows, columns, or the name of a sheet     | take, skip                                           |
| commune    | the text of a commune                     | own, foreign                                         |
"""

CELLS = frozenset({"mark", "sex", "relation", "role", "organisation", "ditto", "colour", "comment"})
REST = frozenset(
    {"column", "village", "commune", "grouping", "numbered", "tables", "link", "same", "repair"}
)
DAYS = frozenset({"date_order", "year", "day", "hidden"})
KINDS = CELLS | REST | DAYS
