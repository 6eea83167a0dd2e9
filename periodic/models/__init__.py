"""Reports of a period: who asks for them, what they ask, what was sent."""

from periodic.models.form import Form, FormVersion
from periodic.models.published import PublishedFigure
from periodic.models.report import REPLACED, Comment, Report, State, Submission, TypedValue
from periodic.models.schedule import Cutoff, Period, Reopening, Schedule, Span
from periodic.models.word_template import WordTemplate

__all__ = [
    "REPLACED",
    "Comment",
    "Cutoff",
    "Form",
    "FormVersion",
    "Period",
    "PublishedFigure",
    "Reopening",
    "Report",
    "Schedule",
    "Span",
    "State",
    "Submission",
    "TypedValue",
    "WordTemplate",
]
