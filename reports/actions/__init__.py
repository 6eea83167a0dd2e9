"""Every write of the committees: targets, calls, meetings, snapshots."""
