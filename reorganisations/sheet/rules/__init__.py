"""What rows of a sheet of changes mean, worked out without a database."""
