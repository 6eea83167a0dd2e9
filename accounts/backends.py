"""Sign-in by name and password; permissions come from the role table."""

import unicodedata
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from accounts.models import User


def name_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the name that axes counts wrong tries of: one, in whatever case it was written."""
    name = (credentials or request.POST).get("username") or ""
    return unicodedata.normalize("NFKC", str(name)).strip().lower()


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
