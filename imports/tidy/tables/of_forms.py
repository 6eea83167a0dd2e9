"""What a program of forms writes: records in one table, in another what is asked again and again of each."""

from collections.abc import Sequence

from imports.tidy.model import Table

# How the number of a record is called there, and where something belongs to it.
LINKS = {"_index": "_parent_index", "KEY": "PARENT_KEY"}


def link(tables: Sequence[Table]) -> None:
    """Call the number of a record as the rows call it that belong to one: both link the tables."""
    called = {words[0] for table in tables for words in table.headings.values()}
    for table in tables:
        own = {words[0] for words in table.headings.values()}
        names = {name: of for name, of in LINKS.items() if of in called and of not in own}
        table.headings = {
            at: (names.get(words[0], words[0]), *words[1:]) for at, words in table.headings.items()
        }
