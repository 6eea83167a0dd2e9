"""The "?" beside a form and the one in the head of every page: the part of the guide that belongs to it."""

from typing import Any

from django import template

from guide.tasks import BY_KEY, Task
from guide.tasks.places import OF_PAGE, place_of

register = template.Library()


@register.inclusion_tag("guide/help.html", name="help")
def help_with(key: str) -> dict[str, Task]:
    """Draw the "?" that opens how a task is done; without a script it is a link to the guide."""
    return {"task": BY_KEY[key]}


@register.simple_tag(takes_context=True)
def guide_here(context: Any) -> str:
    """Return the address of the guide, at the task of the page that is shown."""
    request = context.get("request")
    route = getattr(getattr(request, "resolver_match", None), "view_name", "")
    return place_of(BY_KEY.get(OF_PAGE.get(route, "")), getattr(request, "user", None))
