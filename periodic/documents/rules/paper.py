"""A report as a paper: what stands on it and in which order, in words; Word, PDF and Excel draw the same one.

Whoever opens it, an official paper is in Vietnamese: its words are no messages of ours and are not translated.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import override

from periodic.content import Content, digest
from periodic.documents.rules import annex, office
from periodic.documents.rules.tables import Table, day_words, main_tables
from periodic.drafts.rules.sentences import number_text

_TEXTS = (("difficulties", "Khó khăn, vướng mắc"), ("proposals", "Kiến nghị, đề xuất"))
_ROMAN = ("I", "II", "III", "IV")
# So many letters of the SHA-256 are enough to tell two sendings apart on paper.
_CODE_LETTERS = 16


@dataclass(frozen=True)
class Section:
    """A part of the paper: its heading, what it says, its tables, the number of the first of them."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    first: int = 1


@dataclass(frozen=True)
class Paper:
    """The whole paper."""

    office: office.Office
    title: str
    span: str
    # What a reader must know first: that nobody sent it, that its numbers are invented.
    warnings: tuple[str, ...]
    sections: tuple[Section, ...]
    # Wide tables, each on its own pages.
    annexes: tuple[Table, ...] = field(default=())
    stamp: str = ""


def paper_of(content: Content) -> Paper:
    """Return the paper of a report."""
    with override("vi"):
        return Paper(
            office=office.office_of(content),
            title=_title(content),
            span=f"Số liệu từ ngày {day_words(content.begins_on)} đến hết ngày {day_words(content.ends_on)}",
            warnings=_warnings(content),
            sections=_sections(content),
            annexes=(*annex.annexes(content), annex.definitions(content)),
            stamp=stamp_of(content),
        )


def stamp_of(content: Content) -> str:
    """Say of a sent report by whom and when, and the code by which its frozen copy is known; of a draft its form."""
    form = f"Biểu mẫu: {content.form}, bản {content.form_version}."
    if not content.known_at:
        return form
    at = timezone.localtime(datetime.fromisoformat(content.known_at))
    by = f", người gửi {content.sent_by}" if content.sent_by else ""
    code = (content.sent_as or digest(content.as_data()))[:_CODE_LETTERS]
    return f"{form} Gửi lúc {at:%H:%M} ngày {at:%d/%m/%Y}{by}. Mã kiểm tra: {code}."


def results_of(content: Content) -> tuple[str, ...]:
    """Return what the report says of its results: sentences of ours, then lines of theirs that say more."""
    ours = tuple(content.sentences)
    typed = lines_of(content.texts.get("results", ""))
    return (*ours, *(line for line in typed if line not in ours))


def lines_of(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _title(content: Content) -> str:
    """Return the title without the word that stands above it, with its period."""
    title = content.title.removeprefix("Báo cáo ").strip() or content.title
    title = title[:1].upper() + title[1:]
    # One of free days has them on the line below.
    is_said = content.period.lower() in title.lower() or content.period.startswith(("từ ", "ngày "))
    return title if is_said else f"{title} {content.period}"


def _warnings(content: Content) -> tuple[str, ...]:
    said = []
    if not content.known_at:
        said.append("(Bản nháp, chưa gửi)")
    if content.demo:
        said.append("(Số liệu minh họa)")
    return tuple(said)


def _sections(content: Content) -> tuple[Section, ...]:
    results = (*results_of(content), *_worded(content), *_below(content))
    found = [Section("Kết quả", results, main_tables(content))]
    found += [
        Section(heading, lines)
        for key, heading in _TEXTS
        if (lines := lines_of(content.texts.get(key, "")))
    ]
    return tuple(
        Section(f"{number}. {one.heading}", one.paragraphs, one.tables)
        for number, one in zip(_ROMAN, found, strict=False)
    )


def _worded(content: Content) -> tuple[str, ...]:
    """Return the columns that are words, each as a paragraph."""
    values = content.total.values
    return tuple(
        f"{column.name}: {values[column.key].text}"
        for column in content.columns
        if column.is_text and column.key in values and values[column.key].text
    )


def _below(content: Content) -> tuple[str, ...]:
    """Say how many of the units below sent theirs."""
    if not content.sent_below:
        return ()
    sent, of = content.sent_below
    rest = "" if sent == of else "; của đơn vị chưa gửi, số được lấy từ sổ"
    return (f"Tổng hợp từ {number_text(sent)}/{number_text(of)} đơn vị đã gửi báo cáo{rest}.",)
