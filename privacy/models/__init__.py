"""What residents asked about the data that is kept of them, and what they are told of it."""
