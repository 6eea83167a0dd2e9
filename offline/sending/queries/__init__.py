"""What operations point to, and what came in before."""
