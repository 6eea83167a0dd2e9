"""What was written without a network comes in: each operation once, merged cell by cell."""
