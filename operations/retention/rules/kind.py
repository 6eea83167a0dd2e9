"""What is said of a kind of data."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise

type Words = str | Promise

# The daily task that clears what no other task does.
CLEAR = "clear_old"
# The one that looks after the journal, and takes off old blocks of it as a whole (operations.sealing).
SEALS = "check_journal"
# A file that no row names is looked at after a day, and goes where none names it so long after that either.
LOOSE_SINCE, LOOSE_KEPT = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A line of the table.

    `models` are those whose rows are of this kind; of files and logs there are none. `keep` says for how long, in
    words, from `setting` where there is one. `task` is the daily task that clears it; none: nothing does by itself,
    and `by` says who does.
    """

    key: str
    title: Words
    keep: Callable[[], str]
    why: Words
    models: tuple[str, ...] = ()
    setting: str = ""
    task: str = ""
    by: Words = ""
