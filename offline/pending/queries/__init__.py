"""What waits, where two people differ, who carries a village along."""
