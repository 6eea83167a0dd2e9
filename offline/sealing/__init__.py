"""What lies on a phone is sealed to this server: its key pair, and what it opens."""
