"""What pages of any app say of a unit that has ended."""

from typing import Any

from django import template

from areas.ended import ended_words, heirs_of
from areas.models import Area

register = template.Library()


@register.inclusion_tag("areas/own_ended.html")
def own_ended(unit: Area) -> dict[str, Any]:
    """Say on every page of somebody whose unit has ended what it is now, and that they read on until this is settled."""
    return {"words": ended_words(unit, heirs_of([unit])[unit.pk])}


@register.inclusion_tag("areas/ended_note.html", takes_context=True)
def ended_note(context: Any, unit: Area) -> dict[str, Any]:
    """Say since when a unit is no more and what it is now, with ways to those units that the reader may open."""
    heirs = heirs_of([unit])[unit.pk]
    mine = Area.objects.visible_to(context["user"]).filter(pk__in=[one.pk for one in heirs])
    seen = set(mine.values_list("pk", flat=True)) if heirs else set()
    return {
        "words": ended_words(unit, heirs),
        "heirs": [one for one in heirs if one.pk in seen],
    }
