"""Units change by numbered decisions: merged, split, ended, moved, called otherwise; nothing is lost, and all is undone the same way."""
