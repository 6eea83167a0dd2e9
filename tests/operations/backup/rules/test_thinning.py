"""Which backups stay: each of the last days, one a week, and the last good one whatever its age."""

from datetime import timedelta

from django.utils import timezone

from operations.backup.rules.thinning import moment_of, name_of, too_old

NOW = timezone.now()


def of_days(*days):
    return [name_of(NOW - timedelta(days=day), sealed=True) for day in days]


def left(days, good=(), keep=30):
    names = of_days(*days)
    old = too_old(names, of_days(*good), NOW, keep)
    return [day for day, name in zip(days, names, strict=True) if name not in old]


def test_a_name_says_when_it_was_made_and_no_other_file_is_taken_for_one():
    name = name_of(NOW, sealed=True)
    assert abs(moment_of(name) - NOW) < timedelta(seconds=1)
    others = ["a.tar", f".{name}.part", f"{name}.part", ".lock", "to-so-1.tar.age"]
    assert [moment_of(other) for other in others] == [None] * 5


def test_the_last_week_stays_day_by_day_then_one_a_week_until_its_days_are_over():
    days = left(range(120))
    assert days[:7] == list(range(7))
    assert 3 <= len(days[7:]) <= 4
    assert max(days) < 30
    weeks = [timezone.localdate(NOW - timedelta(days=day)).isocalendar()[:2] for day in days[7:]]
    assert len(set(weeks)) == len(weeks)


def test_day_after_day_as_many_stay_as_at_once():
    kept = list[str]()
    for day in range(100):
        now = NOW + timedelta(days=day)
        kept.append(name_of(now, sealed=True))
        old = too_old(kept, [], now, 30)
        kept = [name for name in kept if name not in old]
    assert len(kept) in {10, 11}
    assert now - moment_of(kept[0]) > timedelta(days=21)


def test_the_last_good_one_stays_however_old_it_is():
    assert left([50, 60, 70], good=[60, 70]) == [60]
    assert left([1, 50, 60], good=[60]) == [1, 60]


def test_where_none_was_found_good_the_newest_stays():
    assert left([50, 60]) == [50]
    assert left([]) == []
