"""What may come in: the paper of a decision, and what it does to villages."""
