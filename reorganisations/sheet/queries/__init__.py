"""What stands in the register of what a sheet names."""
