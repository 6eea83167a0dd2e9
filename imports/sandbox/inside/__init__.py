"""What runs inside the cage: a process of its own, with limits, without Django and its secrets."""
