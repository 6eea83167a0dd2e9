"""For how long what is kept is kept, where it is not said beside what it is of (docs/settings.md, "Retention")."""

from config.settings.base import env

# Months after which a household that left the register is erased; 0: when somebody asks.
CLOSED_HOUSEHOLD_MONTHS = env.int("CLOSED_HOUSEHOLD_MONTHS", 0)
# Months for which the journal is kept, 12 at least, in whole sealed blocks (operations/sealing); 0: for good.
JOURNAL_KEEP_MONTHS = env.int("JOURNAL_KEEP_MONTHS", 0)
# Months for which it is kept what is over of an account: forgotten devices, used codes, answered requests, notices.
ACCOUNT_KEEP_MONTHS = env.int("ACCOUNT_KEEP_MONTHS", 12)
# Days for which it is kept that work behind the pages was done.
TASK_KEEP_DAYS = env.int("TASK_KEEP_DAYS", 30)
