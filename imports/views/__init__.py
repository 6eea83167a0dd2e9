"""Pages of files that come in: choose, look, write, take back."""
