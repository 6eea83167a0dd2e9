"""What a province asks of the make-up of its teams: set, corrected, ended with a day."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import locked, record_change
from teams.models import CompositionRule

RULE_FACTS = (
    *("tier", "number", "valid_from", "last_on"),
    *("needs_village", "needs_youth", "needs_police", "needs_women"),
    *("needs_front", "needs_farmers", "needs_school", "needs_business"),
    *("min_women", "min_young"),
)


@transaction.atomic
def set_composition(*, by: Any, province: Area, **facts: Any) -> CompositionRule:
    """Let a rule hold in a province; `facts` are of RULE_FACTS.

    Raises IntegrityError where another one of its tier holds on one of its days, or it asks nothing.
    """
    rule = CompositionRule(province=province)
    _record(by, gettext_noop("Đặt yêu cầu về cơ cấu tổ"), rule, facts)
    return rule


@transaction.atomic
def change_composition(*, by: Any, rule: CompositionRule, **facts: Any) -> CompositionRule:
    """Correct a rule, or end it. Raises IntegrityError as `set_composition` does."""
    rule = locked(rule)
    _record(by, gettext_noop("Sửa yêu cầu về cơ cấu tổ"), rule, facts)
    return rule


def _record(by: Any, verb: str, rule: CompositionRule, facts: dict[str, Any]) -> None:
    record_change(by, verb, rule, facts, known=RULE_FACTS, document_in="number")
