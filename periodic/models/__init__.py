"""Reports of a period: who asks for them, what they ask, what was sent."""

from periodic.models.extension import Extension
from periodic.models.form import Form, FormVersion
from periodic.models.published import PublishedFigure
from periodic.models.report import (
    REPLACED,
    SENT,
    Comment,
    Report,
    State,
    Submission,
    TypedValue,
    is_held,
)
from periodic.models.request_draft import RequestDraft
from periodic.models.schedule import Cutoff, Period, Reopening, Schedule, Span
from periodic.models.word_template import WordTemplate

__all__ = [
    "REPLACED",
    "SENT",
    "Comment",
    "Cutoff",
    "Extension",
    "Form",
    "FormVersion",
    "Period",
    "PublishedFigure",
    "Reopening",
    "Report",
    "RequestDraft",
    "Schedule",
    "Span",
    "State",
    "Submission",
    "TypedValue",
    "WordTemplate",
    "is_held",
]
