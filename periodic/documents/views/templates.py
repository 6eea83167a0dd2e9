"""The page on which a province replaces the Word template of its reports."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.kinds import Level
from areas.models import Area
from periodic.documents.actions import NothingTried, back_to_ours, keep_template, use_template
from periodic.documents.exports.sending import WORD_TYPE, attached
from periodic.documents.exports.word import draw
from periodic.documents.forms import TemplateForm
from periodic.documents.queries import templates_of, tried_file, trying
from periodic.documents.rules.placeholders import REQUIRED, TABLES, WORDS, Filling, names_listed
from periodic.documents.rules.starter import starter
from periodic.documents.rules.templates import Refused, fill
from web.answers import done, is_sent
from web.scope import territory, visible_or_404

_NEEDS = "periodic.change_form"


def _province(request: HttpRequest) -> Area:
    """Return the reader's own province; nobody else has such a template."""
    mine = getattr(request.user, "area_id", None)
    return visible_or_404(request, Area, pk=mine, level=Level.PROVINCE)


@territory(_NEEDS)
@require_http_methods(["GET", "HEAD", "POST"])
def word_template(request: HttpRequest) -> HttpResponse:
    """Show which template is used and which one is tried; take another one to be tried."""
    province = _province(request)
    filling = trying(request.user, province)
    form = TemplateForm(request.POST or None, request.FILES or None, filling=filling)
    if is_sent(request, form):
        keep_template(by=request.user, province=province, data=form.cleaned_data["file"])
        words = _("Mẫu đọc được. Xem thử với số của tỉnh, rồi bấm dùng.")
        return done(request, words, "periodic:word_template")
    return render(
        request, "periodic/documents/word_template.html", _context(province, form, request, filling)
    )


def _context(
    province: Area, form: TemplateForm, request: HttpRequest, filling: Filling
) -> dict[str, object]:
    return {
        "form": form,
        "province": province,
        "found": templates_of(request.user, province),
        "words": [(_braced(name), what, name in REQUIRED) for name, what in WORDS.items()],
        "tables": [
            (f"{{%tr for d in {name} %}}", what, [_braced(f"d.{field}") for field in fields])
            for name, (what, fields) in TABLES.items()
        ],
        "table_end": "{%tr endfor %}",
        "indicators": [(_braced(name), said) for name, said in names_listed(filling)],
    }


def _braced(name: str) -> str:
    return f"{{{{ {name} }}}}"


@territory(_NEEDS)
@require_safe
def template_starter(request: HttpRequest) -> HttpResponse:
    """Hand out our own paper with its placeholders, to begin with."""
    _province(request)
    return attached(draw(starter()), "mau-bao-cao.docx", WORD_TYPE)


@territory(_NEEDS)
@require_safe
def template_tried(request: HttpRequest) -> HttpResponse:
    """Hand out the template that is tried, filled with figures of the province."""
    province = _province(request)
    data = tried_file(request.user, province)
    if data is None:
        raise Http404
    try:
        filled = fill(data, trying(request.user, province))
    except Refused as refused:
        return done(request, str(refused.reason), "periodic:word_template")
    return attached(filled, "xem-thu-mau.docx", WORD_TYPE)


@territory(_NEEDS)
@require_POST
def template_use(request: HttpRequest) -> HttpResponse:
    """Use the template that is tried."""
    province = _province(request)
    tried = templates_of(request.user, province).tried
    if tried is None:
        return redirect("periodic:word_template")
    try:
        use_template(by=request.user, template=tried)
    except NothingTried:
        return redirect("periodic:word_template")
    return done(request, _("Báo cáo của tỉnh nay theo mẫu này."), "periodic:word_template")


@territory(_NEEDS)
@require_POST
def template_drop(request: HttpRequest) -> HttpResponse:
    """Go back to our own layout."""
    if back_to_ours(by=request.user, province=_province(request)):
        return done(request, _("Báo cáo của tỉnh nay theo mẫu chung."), "periodic:word_template")
    return redirect("periodic:word_template")
