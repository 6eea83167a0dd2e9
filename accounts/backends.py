"""Sign-in by name and password; permissions come from the role table."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from accounts.models import User


class RoleBackend(ModelBackend):
    """Django's password check, refused once a temporary password has run out."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Let in active people whose password is still good."""
        return bool(super().user_can_authenticate(user)) and not user.temporary_password_over

    def get_user(self, user_id: Any) -> User | None:
        """Return the person with his area: every page asks for both."""
        user = User.unscoped.select_related("area").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Ask the role table."""
        return isinstance(user_obj, User) and user_obj.is_active and perm in user_obj.permissions
