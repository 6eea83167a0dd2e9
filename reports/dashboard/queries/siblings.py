"""Where a commune stands among those of its district, or of its province: sums, and no other commune's figures."""

from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from areas.kinds import Level
from areas.models import Area
from figures.figures import Figures, total
from figures.indicators import COVERED
from figures.live import COLUMN, read
from figures.rates import Rate

# Fewer communes than this make no order.
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Siblings:
    """The unit above, its sum, and the commune's place in it by covered households."""

    above: Area
    own: Figures
    whole: Figures
    # Its place from the highest, among so many that are ranked; None where it has none.
    place: int | None
    ranked: int
    # Whether another one has the same rate: equals rank nobody.
    is_tied: bool

    @property
    def noun(self) -> str:
        """What the unit above is, in a word: "huyện"."""
        return self.above.get_kind_display().lower()

    @property
    def words(self) -> SafeString:
        """Its place in a sentence, or why it has none; and the rate of all."""
        rate, noun = self.whole.covered_rate, self.noun
        shares = [end.percent for end in rate.range] if rate.range else [rate.percent]
        counts = f"{rate.counts} – {rate.range.high.counts}" if rate.range else rate.counts
        words = gettext("Cả {noun}: <b>{share}</b> ({counts} hộ).")
        if rate.is_unknown:
            words = gettext("Cả {noun}: chưa rõ.")
        elif not rate.is_said:
            words = gettext("Cả {noun}: <b>{counts}</b> hộ đạt.")
        whole = format_html(words, noun=noun, share=" – ".join(shares), counts=counts)
        return format_html("{} {}", self._place(), whole)

    def _place(self) -> str:
        if self.place:
            words = gettext(
                "Xã đứng <b>thứ {place}/{of}</b> trong các xã đủ số liệu của {noun}, theo tỷ lệ hộ đạt."
            )
            return format_html(words, place=self.place, of=self.ranked, noun=self.noun)
        if not COVERED.is_known_enough(self.own):
            return gettext("Chưa xếp thứ: còn hơn một phần mười số hộ của xã chưa khảo sát.")
        if self.own.is_small:
            return gettext("Xã ít hộ nên không xếp thứ.")
        if self.is_tied:
            return gettext("Xã có cùng tỷ lệ với một xã khác nên không xếp thứ.")
        return gettext("Chưa xếp thứ: chưa có đủ xã biết số liệu để so.")

    @property
    def rows(self) -> list[tuple[str, Rate, Rate]]:
        """What else is compared: a name, the commune's rate and that of all."""
        return [
            (gettext("Thôn có tổ"), self.own.team_rate, self.whole.team_rate),
            (gettext("Hộ đã khảo sát"), self.own.surveyed_rate, self.whole.surveyed_rate),
        ]


def siblings_of(commune: Area, own: Figures, day: date) -> Siblings | None:
    """Return where a commune stands among its siblings, None where it has none. One query, or two.

    Ranked are those of which enough is known, with enough households and a rate that may be said.
    """
    above = commune.district or commune.province
    if above is None:
        return None
    parts = read(above, day, COLUMN[Level.COMMUNE])
    if len(parts) < 2:
        return None
    ranked = {pk: part.covered_rate.share for (pk,), part in parts.items() if _is_ranked(part)}
    mine = ranked.pop(commune.pk, None)
    is_tied = mine in ranked.values()
    place = None
    if mine is not None and not is_tied and len(ranked) + 1 >= FEWEST:
        place = 1 + sum(share > mine for share in ranked.values())
    n = len(ranked) + (mine is not None)
    return Siblings(above, own, total(parts.values()), place, n, is_tied)


def _is_ranked(figures: Figures) -> bool:
    rate = figures.covered_rate
    return COVERED.is_known_enough(figures) and not figures.is_small and rate.is_said
