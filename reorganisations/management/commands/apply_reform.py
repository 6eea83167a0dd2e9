"""Replay the reform of 2025 over a register of the map before it."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from areas.kinds import Level
from reorganisations.applying.actions import NotEqual
from reorganisations.applying.queries.checks import Wrong
from reorganisations.drafting.actions import NotAnother
from reorganisations.drafting.actions.replaying import NUMBER, SIGNED, replay
from reorganisations.drafting.queries.left_behind import days_of_ends, left_behind

APPROVES = "reorganisations.approve_reorganisation"


class Command(BaseCommand):
    """Done twice it finds nothing left; without the two persons it says what there is to do."""

    help = "Replay the reform of 2025: villages go along with communes that went whole into one; the others become drafts."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the year, one province, and the two who answer for it."""
        parser.add_argument("year", type=int, choices=[2025])
        parser.add_argument("--province", default="", help="loads the units of one province alone")
        parser.add_argument("--proposer", default="", help="account that proposes")
        parser.add_argument("--approver", default="", help="another account, which approves")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the units, take along what is left behind, and say what was done."""
        people = [_person(options[name]) for name in ("proposer", "approver") if options[name]]
        call_command("load_units", province=options["province"], stdout=self.stdout)
        if len(people) < 2:
            self._say_left()
            return
        by, approver = people
        try:
            done = replay(by=by, approver=approver, number=NUMBER, signed_on=SIGNED)
        except (Wrong, NotEqual, NotAnother) as why:
            raise CommandError(str(why) or "the approver is another person") from why
        behind = len(done.underway)
        self.stdout.write(
            f"{done.taken} units taken along by {len(done.decisions)} decisions"
            f"{f', {behind} of them carried out by the worker' if behind else ''}; "
            f"{len(done.drafts)} drafts wait for their provinces"
        )

    def _say_left(self) -> None:
        lefts = [left_behind(day) for day in days_of_ends()]
        whole = sum(len(olds) for left in lefts for olds in left.whole.values())
        parted = sum(len(left.parted) for left in lefts)
        self.stdout.write(
            f"{whole} units to be taken along, {parted} to be divided; "
            "name --proposer and --approver to do it"
        )


def _person(name: str) -> User:
    """Return the account of somebody who decides on units for the whole country."""
    person = User.unscoped.select_related("area").filter(username=name, is_active=True).first()
    if person is None or person.area is None or person.area.level != Level.COUNTRY:
        raise CommandError(f"{name}: no account of the country")
    if not person.has_perm(APPROVES):
        raise CommandError(f"{name}: may not decide on units")
    return person
