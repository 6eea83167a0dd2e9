"""The admin site of the project: one way in, and the apps in the order of their layers."""

from functools import update_wrapper
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from config.admin_index import first_page, server_state
from web.admin_search import ScopedAutocomplete

APPS = (
    "areas",
    "accounts",
    "skills",
    "teams",
    "households",
    "privacy",
    "rollup",
    "figures",
    "periodic",
    "reports",
    "imports",
    "guide",
    "erasure",
    "operations",
    "audit",
)
# These would look objects up without asking who asks, or change a password without an audit.
LEFT_OUT = frozenset({"view_on_site", "password_change_done"})


class ToSoAdminSite(admin.AdminSite):
    """Django admin without its own sign-in, password pages, log and "delete"."""

    site_header = _("Quản trị Tổ số")
    site_title = _("Tổ số")
    index_title = _("Quản trị Tổ số")
    index_template = "admin/first_page.html"
    # A list of all tables beside every page leaves no room for names; the first page leads to all of them.
    enable_nav_sidebar = False

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.disable_action("delete_selected")

    def get_urls(self) -> Any:
        """Leave out the pages that go round our own sign-in and password pages."""
        return [url for url in super().get_urls() if getattr(url, "name", "") not in LEFT_OUT]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's
        """Answer 404 to people who are no administrators: for them there is no such page."""
        guarded = super().admin_view(view, cacheable)

        def closed(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return guarded(request, *args, **kwargs)

        return update_wrapper(closed, guarded)

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Lead to our own sign-in and back."""
        index = reverse("admin:index", current_app=self.name)
        wanted = request.GET.get("next", "")
        safe = url_has_allowed_host_and_scheme(
            wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
        target = wanted if safe else index
        if not request.user.is_authenticated:
            return redirect_to_login(target, resolve_url(settings.LOGIN_URL))
        if not self.has_permission(request):
            raise Http404
        return redirect(target)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Lead to our own page, whose action is audited."""
        return redirect("accounts:change_password")

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Search related objects within the territory."""
        view: Any = ScopedAutocomplete.as_view(admin_site=self)
        return view(request)  # type: ignore[no-any-return]  # the stubs say Any

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Open on first steps; tables lie folded by purpose below."""
        listed = self.get_app_list(request)
        shown = {"server": server_state(request.user), **first_page(listed)}
        return super().index(request, shown | (extra_context or {}))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """List the apps, the lowest layer first."""
        listed = super().get_app_list(request, app_label)
        order = {label: place for place, label in enumerate(APPS)}
        return sorted(listed, key=lambda app: order.get(app["app_label"], len(order)))

    def get_log_entries(self, request: HttpRequest) -> Any:
        """Keep no second log: the audit says what was done."""
        return []
