"""The bars of a waterfall, drawn on the server: solid for more, an outline for fewer, grey for ends."""

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.why.queries.waterfall import Bar
from web.numbers import numbers_here, sign_of

register = template.Library()

MORE = 'y="4" height="24" fill="#0f4c81"'
FEWER = 'y="5" height="22" fill="#fdf1df" stroke="#d67b1c" stroke-width="2"'
END = 'y="4" height="24" fill="#46525f"'
# So narrow a bar can still be seen.
_THIN = 0.4


@register.simple_tag
def fall_bar(bar: Bar, n: int = 0, *, end: bool = False) -> SafeString:
    """Draw one bar with the line it stands on and a tick at the sum after it; words stand beside."""
    look = END if end else MORE if n > 0 else FEWER
    drawn = format_html(
        '<rect x="{}%" width="{}%" {}/>',
        f"{bar.x:.2f}",
        f"{max(bar.width, _THIN):.2f}",
        SafeString(look),
    )
    return format_html(
        '<svg width="100%" height="32" aria-hidden="true"><path d="M0,31.5H4000" stroke="#eaeef2"/>'
        '<rect x="{}%" y="28" width="1" height="4" fill="#7a8795"/>{}</svg>',
        f"{bar.tick:.2f}",
        drawn if n or end else "",
    )


@register.filter
def signed_count(n: int) -> str:
    """Write a difference with its sign, a true minus: "+94", "−21", "0"."""
    return numbers_here().change(n)


@register.filter
def signed_points(points: float) -> str:
    """Write a difference in points with two decimals: "+1,91", "−0,11"."""
    return f"{sign_of(points)}{number_format(abs(points), 2)}"
