"""What pages of decisions on units show."""
