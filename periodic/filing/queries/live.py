"""What a report says today: what its sending freezes, and what is shown beside what was sent."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from periodic.catalogue.rules.vocabulary import traced
from periodic.content import Content
from periodic.drafts.queries.drafts import content_of
from periodic.filing.queries.copy_page import Differences, differences_of
from periodic.models import Report


def write(report: Report, moment: datetime, by: Any) -> Content:
    """Return what a report says with all that was recorded up to a moment, as somebody sends it."""
    said = content_of(report, moment)
    return replace(said, known_at=moment.isoformat(), sent_by=by.full_name if by else "")


def compared(report: Report, sent: Content, moment: datetime) -> Differences | None:
    """Return how a copy that was sent at a moment differs from what the register says today; None where it cannot be told."""
    now = content_of(report, timezone.now())
    return differences_of(report, sent, now, moment, figures_of(sent))


def figures_of(sent: Content) -> Mapping[str, str]:
    """Return by column what of movements or sessions moves it; those of which that cannot be told are left out."""
    figures = {column.key: column.figure for column in sent.columns if column.figure}
    moved = traced(figures.values())
    return {key: moved[figure] for key, figure in figures.items() if figure in moved}
