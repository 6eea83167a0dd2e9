"""A copy as it is read: what is frozen of it, with the words of those below as their own copies say them now."""

from dataclasses import replace

from django.db.models.fields.json import KeyTransform

from periodic.content import Content
from periodic.drafts.rules.borrowed import Words, is_of_below, with_borrowed
from periodic.models import Submission


def said_in(copy: Submission) -> Content:
    """Return what a copy says, under the code by which it was sent. A query, where units below wrote words."""
    content = replace(Content.of_data(copy.content), sent_as=copy.digest)
    rows = [row.pk for row in content.rows if is_of_below(row)]
    if content.is_commune or not rows or not any(one.is_text for one in content.columns):
        return content
    return with_borrowed(content, _words_of(copy, rows))


def _words_of(copy: Submission, units: list[int]) -> Words:
    """Return what the copies say that there were at its sending: of each unit the last one, a name cut out or not."""
    rows = Submission.unscoped.filter(
        report__period=copy.report.period_id, report__area__in=units, sent_at__lte=copy.sent_at
    )
    words = rows.order_by("number").values_list("report__area", KeyTransform("words", "brief"))
    return dict(words)
