"""Weeks of the demo: on which steps communes stood, as if the daily work had looked every night."""

from datetime import date, timedelta

from areas.models import Area
from demo.seeded_random import seeded
from figures.adoption import Step, steps_of_communes
from reports.models import StepSpan

# So many days back somebody began to look.
DAYS = 70


def make_steps(country: Area, today: date) -> int:
    """Write the steps of the last weeks, ending on those of today; return how many spans.

    Whoever has begun had begun before, for their households are older. The others came here step by step.
    """
    steps = steps_of_communes(country)
    codes = dict(Area.unscoped.filter(pk__in=steps).order_by().values_list("pk", "code"))
    spans = []
    for pk, step in steps.items():
        until, rng = today, seeded("steps", codes[pk])
        first = today - timedelta(days=DAYS)
        for at in range(step, -1, -1):
            since = max(first, until - timedelta(days=rng.randint(8, 30)))
            is_first = step.has_begun or at == Step.NO_ACCOUNT or since == first
            since = first if is_first else since
            spans.append(StepSpan(commune_id=pk, step=at, since=since, until=until))
            if is_first:
                break
            until = since - timedelta(days=1)
    StepSpan.unscoped.bulk_create(spans, batch_size=500)
    return len(spans)
