"""A rate says n of N honestly: nothing of nothing, and never a rounded-up whole."""

import pytest
from django.utils.formats import number_format
from django.utils.translation import override

from figures.figures import Figures, sums_of
from figures.rates import Range, Rate, count_text, points_text, signed_count


@pytest.mark.parametrize(
    ("n", "of", "percent", "gap", "full"),
    [
        (0, 0, "—", 0, False),
        (0, 7, "0,0%", 7, False),
        (1, 10_000, "0,1%", 9_999, False),
        (1, 3, "33,3%", 2, False),
        (2, 3, "66,7%", 1, False),
        (1, 2, "50,0%", 1, False),
        (9_994, 10_000, "99,9%", 6, False),
        (9_999, 10_000, "99,9%", 1, False),
        (1, 1, "100,0%", 0, True),
        (10_000, 10_000, "100,0%", 0, True),
    ],
)
def test_rate_is_written_with_one_decimal(n, of, percent, gap, full):
    rate = Rate(n, of)
    assert (rate.percent, rate.gap, rate.is_full) == (percent, gap, full)


def test_rate_is_written_in_the_language_of_the_reader():
    with override("en"):
        assert Rate(461, 1000).percent == "46.1%"


def test_rate_of_nothing_has_the_share_nought():
    assert (Rate(0, 0).share, Rate(1, 4).share) == (0.0, 25.0)


def test_a_rate_of_which_much_is_unknown_says_both_ends():
    rate = Rate(12, 2862, 2862)
    assert rate.percent == "0,4–100%"
    assert rate.range == Range(Rate(12, 2862), Rate(2862, 2862))
    assert Rate(1000, 2862, 2431).percent == "34,9–84,9%"
    # Nearly all is not all.
    assert Rate(0, 10_000, 9_999).percent == "0,0–99,9%"
    assert Rate(12, 2862).range is None
    # Its two counts are those of any other rate.
    assert rate == Rate(12, 2862)
    assert (rate.share, rate.gap) == (Rate(12, 2862).share, 2850)
    with override("en"):
        assert rate.percent == "0.4–100%"


def test_of_a_whole_of_which_nothing_is_known_that_is_said():
    assert Rate(0, 690, 690).is_unknown
    known = Rate(1, 690, 690), Rate(0, 690, 689), Rate(0, 690), Rate(0, 0, 0)
    assert not any(rate.is_unknown for rate in known)


def test_the_range_from_none_to_all_is_written_nowhere():
    assert (Rate(0, 690, 690).percent, Rate(0, 690, 689).percent) == ("—", "0,0–99,9%")


@pytest.mark.parametrize(
    ("surveyed", "ruled_out", "covered", "combined"),
    [
        (900, 400, "41,2%", "43,0%"),
        (899, 400, "41,2–60,0%", "43,0–100%"),
        # Everybody of the others was asked something they do not know.
        (899, 588, "41,2%", "43,0–100%"),
    ],
)
def test_households_have_two_ends_while_more_than_one_in_ten_is_unknown(
    surveyed, ruled_out, covered, combined
):
    known = {"households": 1000, "surveyed": surveyed, "ruled_out": ruled_out}
    figures = Figures(sums=sums_of({**known, "covered": 412, "combined": 430}))
    assert (figures.covered_rate.percent, figures.combined_rate.percent) == (covered, combined)
    # How many were surveyed is known, and so is who of them is covered.
    assert figures.surveyed_rate.high is figures.covered_of_surveyed.high is None


@pytest.mark.parametrize(("declared", "said"), [(1, "81,8%"), (2, "75,0–91,7%")])
def test_villages_have_two_ends_while_more_than_one_in_ten_is_only_declared(declared, said):
    figures = Figures(villages=10, with_team=9, active=9, unattributed_villages=declared)
    assert (figures.team_rate.percent, figures.active_rate.percent) == (said, said)


@pytest.mark.parametrize("surveyed", [20, 35, 36, 40])
@pytest.mark.parametrize("expected", [40, 44])
def test_of_few_communes_that_have_begun_no_percentage_is_said(surveyed, expected):
    """What the idle ones have nobody declared, however little the others have surveyed."""
    asked = {"public_services_asked": surveyed, "public_services": surveyed // 2}
    counted = {"households": 40, "surveyed": surveyed, "covered": 10, "combined": 10, **asked}
    sums = sums_of({**counted, "expected": expected})
    figures = Figures(villages=6, begun_villages=6, communes=2, idle_communes=100, sums=sums)
    rates = [figures.covered_rate, figures.surveyed_rate, figures.combined_rate]
    rates += [figures.covered_of_surveyed, figures.combined_of_surveyed, figures.skills[0][1]]
    assert {rate.percent for rate in rates} == {"—"}
    assert figures.covered_rate.high is None


def test_of_few_communes_the_rest_of_which_is_declared_both_ends_are_said():
    sums = sums_of({"households": 12, "surveyed": 12, "covered": 12, "expected": 2862})
    figures = Figures(villages=2, communes=1, idle_communes=101, sums=sums)
    assert figures.covered_rate.percent == "0,4–100%"


def test_of_few_communes_what_has_no_two_ends_is_unsaid_whatever_is_declared():
    """One of 102 has begun: eleven of the twelve that it surveyed, of fourteen, are no 91,7 %."""
    asked = {"public_services_asked": 12, "public_services": 11}
    counted = {"households": 12, "surveyed": 12, "covered": 11, "combined": 11, "ruled_out": 1}
    sums = sums_of({**counted, **asked, "expected": 14})
    figures = Figures(villages=2, communes=1, idle_communes=101, sums=sums)
    rates = [figures.covered_of_surveyed, figures.combined_of_surveyed]
    rates += [figures.surveyed_rate, figures.skills[0][1]]
    assert {rate.percent for rate in rates} == {"—"}
    assert figures.covered_rate.percent == "78,6–92,9%"
    assert figures.combined_rate.percent == "78,6–100%"


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("n", [0, 7, 999, 1000, 548_631, 28_000_000])
def test_counts_are_written_as_everywhere(language, n):
    with override(language):
        assert count_text(n) == number_format(n)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("rate", [Rate(0, 0), Rate(1, 9999), Rate(9999, 10_000), Rate(2, 3)])
def test_rates_are_written_as_everywhere(language, rate):
    with override(language):
        assert rate.percent == (f"{number_format(rate.shown, 1)}%" if rate.of else "—")
        assert rate.counts == f"{number_format(rate.n)}/{number_format(rate.of)}"


@pytest.mark.parametrize(
    ("points", "text"),
    [(0, "0,0"), (1.44, "+1,4"), (-0.55, "−0,6"), (0.01, "+0,1"), (-0.04, "−0,1"), (100, "+100,0")],
)
def test_a_difference_has_its_sign_and_is_never_rounded_away(points, text):
    assert points_text(points) == text


def test_a_difference_is_written_as_the_reader_writes():
    with override("en"):
        assert points_text(1.44) == "+1.4"


@pytest.mark.parametrize(("n", "text"), [(0, "0"), (11_501, "+11.501"), (-3, "−3")])
def test_a_difference_of_counts_has_its_sign(n, text):
    assert signed_count(n) == text
