"""What is worked out of operations without a database."""
