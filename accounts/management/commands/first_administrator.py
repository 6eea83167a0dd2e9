from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.timezone import localtime

from accounts.codes.actions import Issued
from accounts.models import User
from accounts.people.actions import make, write_renewal
from accounts.roles import Role
from areas.kinds import Level
from areas.models import Area
from audit.actions import locked


class Command(BaseCommand):
    help = (
        "Make an administrator of the whole country, or give one a new code, and print the code: "
        "with it they choose their own password at /moi/. The server counts as both people."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask who it is."""
        parser.add_argument("username")
        parser.add_argument("full_name", nargs="?", default="", help="needed for a new account")
        parser.add_argument("--phone", default="", help="asked together with the code")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the code, this once."""
        issued = self.issue(options["username"].strip().lower(), options)
        asks = " (và số điện thoại)" if issued.code.needs_phone else ""
        self.stdout.write(f"Mở /moi/, gõ tên đăng nhập và mã{asks}, rồi tự đặt mật khẩu.")
        self.stdout.write(f"  Tên đăng nhập: {issued.person.username}")
        self.stdout.write(f"  Mã dùng một lần: {issued.words}")
        self.stdout.write(f"  Hết hạn: {localtime(issued.code.expires_at):%d/%m/%Y}")

    @transaction.atomic
    def issue(self, username: str, options: dict[str, Any]) -> Issued:
        """Make the account, or find it, and give it a code."""
        known = User.unscoped.filter(username__iexact=username).first()
        if known:
            if known.role != Role.ADMINISTRATOR or not known.is_active:
                raise CommandError("This account is no administrator in use.")
            return write_renewal(by=None, user=locked(known, "area"))
        country = Area.unscoped.filter(level=Level.COUNTRY).first()
        if not country or not options["full_name"]:
            raise CommandError("Run load_units first, and name the person: USERNAME 'FULL NAME'.")
        return make(
            by=None,
            role=Role.ADMINISTRATOR,
            area=country,
            username=username,
            full_name=options["full_name"],
            phone=options["phone"],
        )
