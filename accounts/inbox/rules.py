"""Which notices are about accounts; whether what is unread is sent anywhere."""

from django.conf import settings

from accounts.models.notice import Notice

# Read on the first page, too; files stand there by themselves.
OF_ACCOUNTS = frozenset(
    {
        Notice.Kind.MADE,
        Notice.Kind.CHANGED,
        Notice.Kind.RENEWED,
        Notice.Kind.FOLLOWED,
        Notice.Kind.STRANGER,
        Notice.Kind.APPROVED,
        Notice.Kind.REFUSED,
        Notice.Kind.ABSENT,
    }
)


def sends_mail() -> bool:
    """Say whether a mail server is set (EMAIL_URL): without one nothing is sent."""
    return bool(settings.SENDS_MAIL)
