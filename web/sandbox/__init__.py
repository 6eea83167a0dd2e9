"""Files of strangers are opened in a process of its own, under limits that the system enforces, one at a time."""
