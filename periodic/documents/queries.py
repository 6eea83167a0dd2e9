"""By which template the reports of a unit are laid out, and with which figures a template is tried."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from areas.models import Area
from periodic.content import Column, Content, columns_of
from periodic.documents.rules.placeholders import Filling, filling_of
from periodic.documents.rules.sample import sample_of
from periodic.models import FormVersion, Submission, WordTemplate
from periodic.models.word_template import IN_USE, TRIED
from web.scope import keys_along


@dataclass(frozen=True)
class Templates:
    """What a province has: in use, and only tried; None of neither."""

    used: WordTemplate | None
    tried: WordTemplate | None


def templates_of(user: Any, province: Area) -> Templates:
    """Return the templates of a province, without their files."""
    rows = WordTemplate.objects.visible_to(user).filter(province=province, ended_at=None)
    found = list(rows.select_related("made_by", "province").defer("data"))
    return Templates(
        next((one for one in found if one.used_at), None),
        next((one for one in found if not one.used_at), None),
    )


def tried_file(user: Any, province: Area) -> bytes | None:
    """Return the file of the template that is tried."""
    rows = WordTemplate.objects.visible_to(user).filter(TRIED, province=province)
    return _file(rows.values_list("data", flat=True).first())


def file_for(area: Area) -> bytes | None:
    """Return the template by which the reports of a unit are laid out; None where it is ours."""
    rows = WordTemplate.unscoped.filter(IN_USE, province__in=keys_along(area.path))
    return _file(rows.values_list("data", flat=True).first())


def trying(user: Any, province: Area) -> Filling:
    """Return what a template of a province is tried with: its newest report, or invented figures."""
    rows = Submission.objects.visible_to(user).filter(report__area__path__startswith=province.path)
    data = rows.order_by("-sent_at").values_list("content", flat=True).first()
    columns = tuple(_columns(province))
    content = Content.of_data(data) if data else sample_of(province.full_name, columns)
    return filling_of(content, columns)


def filling_for(content: Content, area: Area) -> Filling:
    """Return what a report fills in; what other forms of its province ask, or ever asked, may be named, too.

    A template outlives what it names: of an indicator that no form asks any more it says nothing, and is filled all the same.
    """
    return filling_of(content, tuple(_columns(area, is_ever=True)))


def _columns(area: Area, *, is_ever: bool = False) -> Iterable[Column]:
    """Yield the indicators of each form that a unit may be asked by, each key once: of its newest version, or of every one."""
    versions = FormVersion.unscoped.filter(form__area__in=keys_along(area.path))
    if not is_ever:
        versions = versions.filter(form__retired_on=None)
    seen, met = set[int](), set[str]()
    rows = versions.order_by("form", "-number")
    for form, columns in rows.values_list("form", "columns"):
        if form in seen and not is_ever:
            continue
        seen.add(form)
        for column in columns_of(columns):
            if column.key not in met:
                met.add(column.key)
                yield column


def _file(data: Any) -> bytes | None:
    """Return bytes, whichever way the engine hands them over."""
    return None if data is None else bytes(data)
