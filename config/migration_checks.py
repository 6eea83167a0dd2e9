"""`check --deploy`: migrations that would hold people up while servers are renewed one after the other."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from operations.versions.queries import unfit


@register("migrations", deploy=True)
def the_version_before_goes_on_beside(**kwargs: Any) -> list[CheckMessage]:
    """Name each step that locks a large table, or takes away what the version before reads or does not write."""
    return [
        Error(
            f"{one.key}: {step}: {why}.",
            hint="docs/operations/cluster.md; closed_because where the site must be closed for it.",
            id="config.E031",
        )
        for one in unfit()
        for step, why in one.wrongs
    ]
