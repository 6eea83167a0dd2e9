"""Which notices are about accounts."""

from accounts.models.notice import Notice

# Read on the first page, too; files stand there by themselves.
OF_ACCOUNTS = frozenset(
    {
        Notice.Kind.MADE,
        Notice.Kind.CHANGED,
        Notice.Kind.RENEWED,
        Notice.Kind.STRANGER,
        Notice.Kind.APPROVED,
        Notice.Kind.REFUSED,
        Notice.Kind.ABSENT,
    }
)
