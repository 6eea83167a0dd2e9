"""What a commune wrote is frozen in its own copies alone; whoever reads others is given it as it stands now."""

from dataclasses import replace
from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps

from periodic.catalogue.actions import new_version
from periodic.catalogue.rules.columns import column_of, typed
from periodic.content import Content, Row, Value, digest
from periodic.documents.queries import filling_for
from periodic.documents.rules.paper import stamp_of
from periodic.drafts.queries.borrowed import said_in
from periodic.drafts.queries.drafts import draft
from periodic.drafts.rules.borrowed import without_borrowed
from periodic.filing.actions.redacting import redact
from periodic.filing.queries.copy_page import page_of
from periodic.models import Submission
from tests.factories import CommuneFactory, ReportFactory, SubmissionFactory
from tests.periodic.drafts.hand import Place, at
from tests.periodic.filing.worlds import CONTENT

SAID, CUT = "Ông Nguyễn Văn Đảo chưa có máy", "Ông chưa có máy"
COLUMNS = (
    column_of("ho-trong-so"),
    typed("kho-khan", "Khó khăn", "Khó khăn", "", is_text=True),
    typed("kinh-phi", "Kinh phí", "Đã chi", "đồng"),
)


def test_what_is_of_the_register_or_ones_own_stays():
    values = {"ho": Value(3, text="Chữ", evidence="Phiếu"), "buoi": Value()}
    below, theirs = Row("Xã", pk=4, values=values), {"ho": Value(3), "buoi": Value()}
    own = Row("Xã Khác", pk=5, values={"ho": replace(values["ho"], origin="register")})
    commune = replace(CONTENT, rows=(below,), previous=below)
    assert without_borrowed(commune).rows == (below,)
    assert without_borrowed(commune).previous.values == theirs
    above = without_borrowed(replace(commune, unit_level="province", rows=(below, own)))
    assert above.rows == (replace(below, values=theirs), own)
    # Those that are frozen already, and again.
    data = replace(commune, unit_level="province", rows=(below, own)).as_data()
    migration = import_module("periodic.migrations.0008_words_of_others")
    assert migration.is_shortened(data)
    assert data == above.as_data()
    assert not migration.is_shortened(data)


@pytest.mark.usefixtures("frozen_copies")
@pytest.mark.django_db
def test_a_name_that_was_cut_stands_in_no_report_above_and_none_after():
    place = Place()
    version = new_version(by=None, form=place.schedule.form, columns=COLUMNS)
    other, province = CommuneFactory(parent=place.commune.parent), place.commune.province

    def report(period, area, words=""):
        texts = {"difficulties": words}
        return ReportFactory(period=period, area=area, form_version=version, texts=texts)

    with at(date(2026, 10, 16)):
        own = report(place.october, place.commune, SAID)
        place.send(own)
    with at(date(2026, 10, 17)):
        place.send(report(place.october, province))
        place.send(report(place.october, other, "Sau"))
    with at(date(2026, 11, 16)):
        place.send(report(place.november, place.commune))
    above = Submission.unscoped.get(report__area=province)
    before, frozen = above.content, Submission.unscoped.exclude(report=own)
    assert not [one for one in frozen if "Đảo" in f"{one.content} {one.brief}"]
    assert SAID in _shown(above)
    # What came after it was sent is no part of it.
    assert "Sau" not in _shown(above)
    with at(date(2026, 11, 17)):
        redact(by=place.officer, report=own, texts={"difficulties": CUT})
    above = Submission.unscoped.get(report__area=province)
    assert above.content == before
    assert CUT in _shown(above)
    everywhere = [f"{one.content} {one.brief} {_shown(one)}" for one in Submission.unscoped.all()]
    drafts = [draft(place.november, one, version) for one in (province, place.commune)]
    assert "Đảo" not in f"{everywhere} {drafts}"
    assert f"Mã kiểm tra: {above.digest[:8]}" in stamp_of(
        replace(said_in(above), known_at="2026-10-17T05:00:00+00:00")
    )


def _shown(copy):
    """Return what a copy says on its page, and what a template of Word is filled with."""
    content = said_in(copy)
    page = page_of(copy.sent_by, copy.report, copy)
    return f"{page.rows} {filling_for(content, copy.report.area)} {content}"


@pytest.mark.django_db
def test_what_was_frozen_before_loses_the_words_of_others():
    row = Row("Xã Thử", pk=7, values={"ho": Value(1), "kho-khan": Value(text=SAID)})
    old = replace(CONTENT, unit_level="province", rows=(row,), previous=row, texts={"x": "Chữ"})
    copy = SubmissionFactory(content=old.as_data())
    import_module("periodic.migrations.0008_words_of_others").cut(apps, SimpleNamespace())
    found = Submission.unscoped.get(pk=copy.pk)
    assert Content.of_data(found.content) == without_borrowed(old)
    assert digest(old.as_data()) == said_in(found).sent_as
