"""Every write of what was done without a network."""

from offline.sending.actions.receiving import receive

__all__ = ["receive"]
