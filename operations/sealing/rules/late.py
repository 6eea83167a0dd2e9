"""What may still be sealed, and what came too late to be anything but put in behind our backs."""

from datetime import timedelta

# Seconds between two looks: with reading and writing, nothing is open for a minute.
EVERY = 20.0
# A save commits within this from the moment that its entry bears. What comes later was written into the past.
LATE = timedelta(minutes=15)
# Entries sealed in one transaction: short on SQLite, where others wait for it.
BATCH = 2_000
# What may go with its time was sealed at least so long ago, whatever the setting says.
LEAST_MONTHS = 12
MONTH = timedelta(days=365) / 12
