"""What templates say of platforms."""

from django import template

from skills import wording

register = template.Library()


@register.simple_tag
def no_platform() -> str:
    """Say that no platform is named, so that nobody can be asked about skill 5."""
    return str(wording.NO_PLATFORM)
