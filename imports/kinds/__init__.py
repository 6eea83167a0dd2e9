"""What the rows of each kind of sheet become in the register."""
