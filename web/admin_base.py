"""What every admin page of ours shares: scoped like the pages, and written by actions only."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from django.contrib.admin.options import ShowFacets
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.models import AuditEntry
from web.admin_parts import (
    ActionForm,
    ShortCount,
    Writes,
    in_words,
    labels_of,
    lines_of,
    may_see_names,
    note_shown,
)
from web.admin_search import Chooser, SearchedByPost
from web.scope import is_key

_HISTORY = 100
# How the links of a filter ask; that of a day asks from one day to before another, too.
_ENDS = ("", "__exact", "__isempty", "__isnull")
_ENDS_OF_DAYS = ("__gte", "__lt")


class ScopedAdmin(SearchedByPost):
    """Admin of a territory model, for any model whose `objects` has `visible_to`.

    A page lists `shown`, which nobody changes, and `change_fields`; the page of a new object lists
    `add_fields`, all of both where none are named. `write_new` and `write_change` call the actions (`writes`); what those refuse by
    raising one of `refusals` comes back as an error on the form. Foreign and missing are the same: 404.
    A row whose column `over` is filled changes no more; `journal` names the row under whose name the
    audit keeps this one.
    """

    form = ActionForm
    add_fields: tuple[str, ...] = ()
    change_fields: tuple[str, ...] = ()
    shown: tuple[Any, ...] = ()
    writes = Writes()
    over = ""
    journal = ""
    refusals: Mapping[type[Exception], str | Promise] = {
        IntegrityError: _(
            "Không lưu được vì trùng với dòng đã có hoặc các ngày không khớp nhau. "
            "Kiểm tra tên và ngày rồi lưu lại."
        )
    }

    ordering: ClassVar[tuple[str, ...]] = ("-pk",)
    paginator = ShortCount
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    list_per_page = 50
    list_max_show_all = 50
    # A click on a heading would sort the whole table.
    sortable_by = ()
    view_on_site = False

    # --- Who sees what ---

    def get_queryset(self, request: HttpRequest) -> Any:
        """Keep what the person may see, here as on the pages."""
        model: Any = self.model
        return model.objects.visible_to(request.user).order_by(*self.get_ordering(request))

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> Any:
        """Let a form choose only among related objects that the person may see."""
        related: Any = db_field.remote_field.model
        return self.offered(db_field.name, related.objects.visible_to(request.user))

    def offered(self, field: str, found: Any) -> Any:
        """Narrow down what may be chosen in a field, in the form and in its search box alike."""
        return found

    def label_of(self, obj: models.Model, request: HttpRequest) -> str:
        """Return what a search box calls the object."""
        return str(obj)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Answer the filters on the page and no other: a lookup asks about hidden fields. Nothing is called by a NUL."""
        filters = [item[0] if isinstance(item, tuple) else item for item in self.list_filter]
        days = [one.name for one in self.opts.fields if isinstance(one, models.DateField)]
        known = {f"{name}{end}" for name in filters for end in _ENDS}
        known |= {f"{name}{end}" for name in filters if name in days for end in _ENDS_OF_DAYS}
        if lookup not in known or "\0" in str(value):
            raise Http404
        return True

    def to_field_allowed(self, request: HttpRequest, to_field: str) -> bool:
        """Name objects by their key only."""
        if to_field not in {"id", "pk", self.opts.pk.attname}:
            raise Http404
        return True

    def get_list_select_related(self, request: HttpRequest) -> Any:
        """Read along what the list names of other rows, where the page does not say more."""
        known = {field.name for field in self.opts.fields if field.is_relation}
        return self.list_select_related or [name for name in self.list_display if name in known]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave what is over as it is."""
        over = obj is not None and self.over and getattr(obj, self.over) is not None
        return not over and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Delete nothing: closing has a date."""
        return False

    def response_action(
        self, request: HttpRequest, queryset: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """Refuse keys that are none."""
        if not all(map(is_key, request.POST.getlist("_selected_action"))):
            raise Http404
        return super().response_action(request, queryset, *args, **kwargs)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """Find an object of the person's own; what is no key finds nothing."""
        return super().get_object(request, object_id) if is_key(object_id) else None

    def _get_obj_does_not_exist_redirect(self, *args: Any) -> HttpResponse:
        raise Http404

    # --- What a page shows ---

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """List the fields of the page, with the hidden ones that make a save safe."""
        if obj is None:
            return [*self.get_add_fields(), "once"]
        shown = self._in_words(self.get_shown(request), is_list=False)
        if self.has_change_permission(request, obj):
            return [*shown, *self.get_change_fields(request), "seen_version"]
        known = {field.name for field in self.opts.fields}
        may_read = [name for name in self.get_change_fields(request) if name in known]
        return [*shown, *may_read]

    def get_shown(self, request: HttpRequest) -> tuple[Any, ...]:
        """List what a person may read here without changing it."""
        return self.shown

    def get_add_fields(self) -> tuple[str, ...]:
        """List what is asked of a new object."""
        return self.add_fields or (*self.shown, *self.change_fields)

    def get_change_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """List what a person may change here."""
        return self.change_fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Fix what only actions change."""
        return () if obj is None else self._in_words(self.get_shown(request), is_list=False)

    def get_list_display(self, request: HttpRequest) -> Any:
        """List yes and no as words."""
        return self._in_words(super().get_list_display(request))

    def _in_words(self, names: Any, *, is_list: bool = True) -> list[Any]:
        return in_words(self.model, names, is_list=is_list)

    def get_form(self, request: HttpRequest, obj: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Tell the form who fills it in, what he saw, and what the action answered."""
        form = super().get_form(request, obj, *args, labels=labels_of(self.model), **kwargs)
        known = {
            "by": request.user,
            "version": self.version_of(obj) if obj else None,
            "refusal": getattr(request, "refusal", None),
        }
        return type(form.__name__, (form,), known)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Choose by a search box, never from an endless list."""
        kwargs["widget"] = Chooser(db_field, self.admin_site, request)
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        related: Any = self.admin_site.get_model_admin(db_field.remote_field.model)
        field.label_from_instance = partial(related.label_of, request=request)
        return field

    # --- Writing, by the app's actions only ---

    def version_of(self, obj: Any) -> int | None:
        """Return the number that every change of this object raises."""
        return getattr(obj, "version", None)

    def write_new(self, by: Any, data: dict[str, Any]) -> models.Model:
        """Make a new object by an action, and return it."""
        if self.writes.new is None:
            raise PermissionDenied
        key = {"uuid": data["once"]} if self.writes.once else {}
        made: models.Model = self.writes.new(
            by=by, **key, **{name: data[name] for name in self.get_add_fields()}
        )
        return made

    def write_change(
        self, by: Any, obj: Any, changed: dict[str, Any], data: dict[str, Any]
    ) -> models.Model:
        """Change an object by an action, and return it; `obj` is as the database has it."""
        if self.writes.change is None:
            raise PermissionDenied
        seen = {"version": obj.version} if self.writes.once else {}
        row: models.Model = self.writes.change(by=by, **{self.writes.row: obj}, **seen, **changed)
        return row

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the page again with the reason when the action refuses; nothing was written then."""
        # Django's template of actions asks for it, and its page of one object forgets it.
        extra_context = {"action_index": 0, **(extra_context or {})}
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except tuple(self.refusals) as error:
            if request.method != "POST":
                raise
            reason = next(text for kind, text in self.refusals.items() if isinstance(error, kind))
            request.refusal = reason  # type: ignore[attr-defined]  # ours
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_form(self, request: HttpRequest, form: Any, change: Any) -> Any:
        """Write by the action: this is the one place where admin writes."""
        if not change:
            return self.write_new(request.user, form.cleaned_data)
        stored = self.get_queryset(request).get(pk=form.instance.pk)
        fields = [name for name in self.get_change_fields(request) if name in form.changed_data]
        changed = {name: form.cleaned_data[name] for name in fields}
        if not changed:
            return stored
        return self.write_change(request.user, stored, changed, form.cleaned_data)

    def _write_nothing(self, *args: Any, **kwargs: Any) -> Any:
        """Do nothing: the action has saved, and has written the journal."""

    save_model = save_related = _write_nothing
    log_addition = log_change = log_deletions = _write_nothing

    def delete_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """Have no such page."""
        raise Http404

    # --- History, from our own audit ---

    def audited_as(self, obj: Any) -> Any:
        """Return the object under whose name the audit keeps this one."""
        return getattr(obj, self.journal) if self.journal else obj

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show what was done to the object, from the audit and within the territory."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        mine = AuditEntry.objects.visible_to(request.user).about(self.audited_as(obj))
        entries = mine.with_personal()[:_HISTORY]
        names = may_see_names(request)
        note_shown(request, *(f"{obj}" for entry in entries if entry.names_somebody))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Nhật ký của “%(name)s”") % {"name": obj},
            "lines": [(entry, lines_of(entry, may_see_names=names)) for entry in entries],
            "module_name": self.opts.verbose_name_plural,
            "object": obj,
            "opts": self.opts,
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/audit_history.html", context)


class ReadOnlyAdmin(ScopedAdmin):
    """Admin of what no person changes by hand: a page shows what the list does, or `shown`."""

    def get_shown(self, request: HttpRequest) -> tuple[Any, ...]:
        """List what may be read."""
        return self.shown or tuple(self.list_display)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Add nothing by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Change nothing by hand."""
        return False
