from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.codes.exports import Card
from accounts.models import AccountRequest
from accounts.people.actions import BeyondOwnPowers, NameTaken, RequestIsOver, approve


class Command(BaseCommand):
    help = (
        "List the requests about accounts that wait for a second person, or approve one: "
        "whoever runs commands on the server counts as the second person."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the number that the list shows."""
        parser.add_argument("request", nargs="?", type=int, help="without it all are listed")

    def handle(self, *args: Any, **options: Any) -> None:
        """List, or approve and print the code, this once."""
        waiting = AccountRequest.unscoped.waiting().select_related("area", "person", "asked_by")
        if options["request"] is None:
            for one in waiting.order_by("pk"):
                role, place = one.get_role_display(), one.area
                self.stdout.write(f"{one.pk}  {one}, {role}, {place} (đề nghị: {one.asked_by})")
            return
        asked = waiting.filter(pk=options["request"]).first()
        if not asked:
            raise CommandError("No such request waits.")
        try:
            issued = approve(by=None, request=asked)
        except (BeyondOwnPowers, NameTaken, RequestIsOver) as error:
            raise CommandError("The request can no longer be carried out.") from error
        self.stdout.write("Đã duyệt.")
        if issued:
            card = Card(issued, "")
            self.stdout.write(f"  {issued.person.username}: {issued.words}")
            self.stdout.write(f"  Mở /moi/. {card.second_step}. Hết hạn: {card.until}")
