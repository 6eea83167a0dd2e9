"""Pages frozen for a meeting: what is kept of them, how they are read again, what they propose."""
