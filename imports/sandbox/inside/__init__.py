"""What runs inside the sandbox: a process of its own, with limits, without Django and its secrets."""
