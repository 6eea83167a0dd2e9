"""What erasing does to each column, and what may be asked of it."""
