"""Whether letters can be sent, where a mail server is set."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _, ngettext

from operations.status.rules.check import Check, Level, ago, check
from operations.status.rules.facts import Facts

# So often tried, over half an hour: it does not mend by itself.
OFTEN = 4


def mail(facts: Facts) -> Check:
    """Say whether letters can be sent; it is well, too, where none are to be."""
    known = facts.mail
    if not known.is_set_up:
        return _mail(Level.OK, _("Chưa đặt máy chủ thư: không gửi thư nào, tin vẫn ở mục Tin báo."))
    said = [_sent(facts)]
    if known.unsure:
        words = ngettext(
            "%(n)s thư không rõ đã đến chưa, không gửi lại.",
            "%(n)s thư không rõ đã đến chưa, không gửi lại.",
            known.unsure,
        )
        said.append(words % {"n": number_format(known.unsure)})
    if not known.failing:
        return _mail(Level.OK, " ".join(said), facts=facts)
    words = ngettext(
        "%(n)s thư chưa gửi được: lỗi %(fault)s, đã thử %(tries)s lần.",
        "%(n)s thư chưa gửi được: lỗi %(fault)s, đã thử %(tries)s lần.",
        known.failing,
    )
    numbers = {"n": number_format(known.failing), "tries": number_format(known.tries)}
    said.insert(0, words % {**numbers, "fault": known.fault})
    do = _(
        "Xem EMAIL_URL, MAIL_FROM và máy chủ thư, thử bằng manage.py sendtestemail. Thư tự gửi lại; tin vẫn ở mục Tin báo."
    )
    level = Level.BAD if known.tries >= OFTEN else Level.WARN
    return _mail(level, " ".join(said), do, facts)


def _mail(level: Level, says: str, do: str = "", facts: Facts | None = None) -> Check:
    return check("mail", _("Gửi thư"), level, says, do, seen=facts.mail.sent_at if facts else None)


def _sent(facts: Facts) -> str:
    sent = facts.mail.sent_at
    if sent is None:
        return _("Chưa gửi thư nào.")
    return _("Thư gần nhất: %(ago)s.") % {"ago": ago(facts.now, sent)}
