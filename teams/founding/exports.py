"""Decisions as a workbook."""

from django.utils.translation import gettext_lazy

from teams.models import Decision
from web.exports import Column, choice_label

DECISIONS = (
    Column[Decision](gettext_lazy("Loại"), choice_label(Decision.Kind, "kind"), 16),
    Column[Decision](gettext_lazy("Số quyết định"), lambda one: one.number, 20),
    Column[Decision](gettext_lazy("Ngày ký"), lambda one: one.signed_on),
    Column[Decision](gettext_lazy("Người ký"), lambda one: one.signer, 26),
    Column[Decision](gettext_lazy("Trích yếu"), lambda one: one.abstract, 50),
    Column[Decision](gettext_lazy("Số tổ"), lambda one: one.n_teams, 8),  # type: ignore[attr-defined]
    Column[Decision](gettext_lazy("Rút ngày"), lambda one: one.withdrawn_on),
)
