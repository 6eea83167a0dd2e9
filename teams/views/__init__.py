"""Pages of teams: who they are, and what they do."""
