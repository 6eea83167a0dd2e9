"""What residents are told about the data that is kept of them."""

from privacy.models.notice import ProcessingNotice

__all__ = ["ProcessingNotice"]
