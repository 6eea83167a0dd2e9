"""Pages of what waits for a decision after it was sent."""
