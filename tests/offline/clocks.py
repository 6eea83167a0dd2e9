"""Clocks that are wrong, of phones and of ours: what was typed is of its day all the same; read with `befalls`."""

from datetime import timedelta

from offline.sending import forms
from offline.sending.actions import group
from tests.offline.befalls import guard, two_people

# Three days ago it took its copy, two days ago half of it was typed.
COPIED, AGO = timedelta(days=3), timedelta(days=2)


def wrong_by(days, *, is_set_right=False):
    """A phone whose clock is wrong by so many days when it is used; when it sends, too, or no more."""

    def play(scene):
        phone = scene.phone
        phone.taken, phone.ahead = phone.taken - COPIED, timedelta(days=days)
        # Set right, nobody knows by how much it was wrong: the day is that on which it came.
        if not is_set_right:
            phone.ago = AGO
            phone.day(scene.count // 2)
        phone.ago = timedelta()
        phone.day(scene.count - len(phone.typed))
        phone.ahead *= not is_set_right
        phone.run()

    return play


def copied_in_the_future(scene):
    """Our clock was 30 days ahead when two people took their copies; neither saw what the other writes."""
    whole = scene.phone_of

    def phone_of(*told):
        phone = whole(*told)
        phone.taken += timedelta(days=30)
        return phone

    scene.phone_of = phone_of
    scene.phone.taken += timedelta(days=30)
    two_people(scene)


PHONES_DAY = guard(
    group, "day_of", lambda said, _skew, today: said.on if said.on <= today else None
)
FUTURE_SEEN = guard(forms, "TRUSTED", 90 * 86400)
CLOCKS = {
    "clock of the phone in 2030": (wrong_by(1200), PHONES_DAY),
    "clock set right before it is sent": (wrong_by(1200, is_set_right=True), PHONES_DAY),
    "server 30 days ahead of the phone": (wrong_by(-30), PHONES_DAY),
    "server 30 days behind the phone": (wrong_by(30), PHONES_DAY),
    "copy of a server 30 days ahead": (copied_in_the_future, FUTURE_SEEN),
}
