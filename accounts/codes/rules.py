"""How long a one-time code is good."""

# Days in which a code can be used.
GOOD_FOR_DAYS = 14
