"""The "?" beside a form: the part of the guide that belongs to it, opened in place."""

from django import template

from guide.tasks import BY_KEY, Task

register = template.Library()


@register.inclusion_tag("guide/help.html", name="help")
def help_with(key: str) -> dict[str, Task]:
    """Draw the "?" that opens how a task is done; without a script it is a link to the guide."""
    return {"task": BY_KEY[key]}
