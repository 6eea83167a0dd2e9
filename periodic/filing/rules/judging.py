"""What a receiver sees of a report before opening it: how much of it is filled in, and what is out of the common. Pure."""

from periodic.content import Content, Measure, Source, Value

# A stock that fell by this share of itself, and by so many at least, is looked at before it is approved.
FALLS, AT_LEAST = 0.10, 10


def is_filled(value: Value | None) -> bool:
    """Say whether a cell says anything: a blank is no 0."""
    return bool(value and (value.n is not None or value.text))


def filled_of(content: Content) -> tuple[int, int]:
    """Return how many of the numbers that have a source are filled in, and how many there are; no text must be."""
    wanted = (one for one in content.columns if one.source != Source.NONE and not one.is_text)
    keys = [one.key for one in wanted]
    return sum(is_filled(content.total.values.get(key)) for key in keys), len(keys)


def unusual(content: Content) -> list[str]:
    """Name the indicators that want to be looked at: below 0, or fewer by far than the period before."""
    found = list[str]()
    for column in content.columns:
        now = content.total.values.get(column.key)
        if now is None or now.n is None:
            continue
        before = content.previous.values.get(column.key) if content.previous else None
        fell = (before.n - now.n) if before and before.n else 0
        is_far = before is not None and fell >= AT_LEAST and fell > FALLS * (before.n or 0)
        if now.n < 0 or (column.measure == Measure.STOCK and is_far):
            found.append(column.name)
    return found
