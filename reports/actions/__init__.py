"""Every write of the committees; one file for each thing written."""
