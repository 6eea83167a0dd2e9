"""How rows of a table make things: households of people, teams of members, sessions, villages, communes."""
