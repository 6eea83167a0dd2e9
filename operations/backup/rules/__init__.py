"""What a backup is made of, without a database: its archive, its seal, its manifest, its days."""
