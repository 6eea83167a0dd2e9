"""Words that look for something in admin come by POST, which writes nothing: they may be somebody's name.

Addresses are written to logs and histories and handed on as referrers; no search of admin puts its words there.
"""

import json
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.views.main import PAGE_VAR, SEARCH_VAR, ChangeList
from django.contrib.admin.widgets import AutocompleteSelect
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext

from web.scope import is_key

LONGEST = 80


class SearchedList(ChangeList):
    """A list searched by what was sent; none of its links carries the words."""

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Search by the words of a form, whatever Django read in the address."""
        # PostgreSQL refuses a NUL character in a text.
        self.query = request.POST.get(SEARCH_VAR, "")[:LONGEST].replace("\0", "")
        return super().get_queryset(request, *args, **kwargs)

    @property
    def address(self) -> str:
        """The first page of this list, with its filters."""
        return str(self.get_query_string({PAGE_VAR: None}))

    @property
    def pages_found(self) -> list[tuple[Any, str]]:
        """The pages of what was found, each with the address that its button sends the words to."""
        numbers = self.paginator.get_elided_page_range(self.page_num)
        return [
            (n, str(self.get_query_string({PAGE_VAR: n})) if isinstance(n, int) else "")
            for n in numbers
        ]


# Django's class takes type arguments only in its stubs.
class SearchedByPost(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    """Admin whose lists are searched by POST; an address with words leads to one without."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """List by the words of a form."""
        return SearchedList

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Drop words out of the address."""
        if SEARCH_VAR in request.GET:
            kept = request.GET.copy()
            del kept[SEARCH_VAR]
            return redirect(f"{request.path}?{kept.urlencode()}")
        return super().changelist_view(request, extra_context)


class Chooser(AutocompleteSelect):
    """A search box for one related object; what is no key chooses nothing."""

    def __init__(self, field: Any, site: Any, request: HttpRequest) -> None:
        # Select2 asks by POST, as forms do.
        headers = json.dumps({"X-CSRFToken": get_token(request)})
        super().__init__(field, site, attrs={"data-ajax--headers": headers})

    @property
    def media(self) -> forms.Media:
        """Bring what gives the box the name of its field for those who hear it."""
        return super().media + forms.Media(js=["web/admin_boxes.js"])

    def build_attrs(self, *args: Any, **kwargs: Any) -> Any:
        """Let what is typed go into no address, and an empty box say what it is for."""
        asked = gettext("%(field)s: bấm để tìm") % {"field": capfirst(self.field.verbose_name)}
        own = {"data-ajax--type": "POST", "data-placeholder": asked}
        return {**super().build_attrs(*args, **kwargs), **own}

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        """Offer only the object already chosen."""
        return super().optgroups(name, [key for key in value if is_key(key)], attr)


class ScopedAutocomplete(AutocompleteJsonView):
    """The search box of related objects: offers what the form would accept, by its safe name."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Read the words from what was sent."""
        typed = request.POST.copy()
        # As a list does: of a thousand words no database makes one question, nor of a NUL character.
        typed["term"] = typed.get("term", "")[:LONGEST].replace("\0", "")
        request.GET = typed  # type: ignore[assignment]  # a copy, which the stubs tell apart
        return self.get(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        """Ask the admin whose form holds the box what may be chosen there."""
        found = super().get_queryset()
        site: Any = self.admin_site
        if not site.is_registered(self.source_field.model):
            return found.none()
        source = site.get_model_admin(self.source_field.model)
        return source.offered(self.source_field.name, found)

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        """Call the object what this person may read."""
        related: Any = self.model_admin
        label = related.label_of(obj, self.request)
        return {"id": str(getattr(obj, to_field_name)), "text": label}
