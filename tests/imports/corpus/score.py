"""Score a reader on a file: what came right, what was asked in vain, what is wrong, lost or extra."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from tests.imports.corpus.align import aligned, by_thing
from tests.imports.corpus.facts import Fact, Standing, Thing, same_text
from tests.imports.corpus.files import File
from tests.imports.corpus.reader import Question, Reader, Reading, Snapshot, Taken


class Outcome(Enum):
    RIGHT = "right"
    VAIN = "asked in vain"  # a question that no doubt justifies, or left to the officer though it is plain
    WRONG = "wrong"  # another value, or a guess where a question was due
    LOST = "lost"  # not there, and nothing says so
    EXTRA = "extra"  # a thing or field that the file does not say


class Seen(Enum):
    MISSING, RIGHT, WRONG = range(3)


@dataclass
class Result:
    """What came of one file."""

    file: File
    outcomes: dict[Fact, Outcome] = field(default_factory=dict)
    extra: list[str] = field(default_factory=list)
    echoed: list[str] = field(default_factory=list)
    presses: int = 0  # questions that a doubt justifies
    vain_questions: list[Question] = field(default_factory=list)
    unanswerable: list[Question] = field(default_factory=list)

    def counts(self) -> Counter[Outcome]:
        counts = Counter(self.outcomes.values())
        counts[Outcome.EXTRA] += len(self.extra) + len(self.echoed)
        return counts


def play(reader: Reader, file: File) -> Result:
    """Read a file, answer first what may be asked, then the rest, and judge what stands at each time."""
    result = Result(file)
    reading = reader.read(file.content, file.name, file.commune)
    before = Snapshot.of(reading)
    listen(reading, result)
    middle = Snapshot.of(reading) if answer_all(reading, result, allowed=True) else before
    after = Snapshot.of(reading) if answer_all(reading, result, allowed=False) else middle
    judge(result, before, middle, after)
    return result


def answer_all(reading: Reading, result: Result, *, allowed: bool) -> bool:
    """Answer what may be asked, or else everything, until nothing new is asked; say whether anything was."""
    passed: set[tuple[str, str]] = set()
    for _ in range(500):
        open_ones = [
            one
            for one in reading.questions()
            if one.about not in passed and (not allowed or one.about in result.file.doubts)
        ]
        if not open_ones:
            break
        question = open_ones[0]
        passed.add(question.about)
        answer_one(reading, result, question)
        listen(reading, result)
    return bool(passed)


def answer_one(reading: Reading, result: Result, question: Question) -> None:
    """Answer as the file's officer does, if one of the choices is right."""
    if question.about in result.file.doubts:
        result.presses += 1
    else:
        result.vain_questions.append(question)
    choice = result.file.answers.get(question.about)
    meant = next((one for one in question.choices if same_text(one) == same_text(choice)), None)
    if choice is None or meant is None:
        result.unanswerable.append(question)
    else:
        reading.answer(question, meant)


def listen(reading: Reading, result: Result) -> None:
    """Note every secret that the preview gives away."""
    shown = [*reading.texts(), *(one.why for one in reading.left())]
    shown += [text for one in reading.questions() for text in (one.text, *one.about, *one.choices)]
    shown += [str(value) for one in reading.taken() for value in one.fields.values()]
    text = same_text(" | ".join(shown))
    for secret in result.file.secrets:
        if same_text(secret) in text and secret not in result.echoed:
            result.echoed.append(secret)


def judge(result: Result, before: Snapshot, middle: Snapshot, after: Snapshot) -> None:
    things = by_thing(result.file.facts)
    shown = {id(shot): View(things, shot) for shot in (before, middle, after)}
    views = [shown[id(shot)] for shot in (before, middle, after)]
    for fact in result.file.facts:
        places = result.file.places[fact]
        covered = any(left.covers(place) for left in after.left for place in places)
        outcome = outcome_of(fact, seen_in(views, fact), covered=covered)
        if outcome is not None:
            result.outcomes[fact] = outcome
    result.extra = views[-1].extra()


def seen_in(views: list["View"], fact: Fact) -> list[Seen]:
    """Say what was seen of a fact each time; whose somebody is counts when all answers are given."""
    seen = [view.seen(fact) for view in views]
    if isinstance(fact.value, Thing):
        seen[:2] = [Seen.MISSING if one is Seen.WRONG else one for one in seen[:2]]
    return seen


class View:
    """One snapshot held against the truth."""

    def __init__(self, things: dict[Thing, dict[str, Fact]], shot: Snapshot) -> None:
        self.things, self.shot = things, shot
        self.pairs = aligned(things, shot.taken)
        self.thing_of = {one: thing for thing, one in self.pairs.items()}

    def seen(self, fact: Fact) -> Seen:
        one = self.pairs.get(fact.thing)
        if one is None:
            return Seen.MISSING
        if isinstance(fact.value, Thing) and one.of is None:
            return Seen.MISSING
        if isinstance(fact.value, Thing):
            return Seen.RIGHT if self.thing_of.get(one.of) is fact.value else Seen.WRONG
        if fact.name not in one.fields:
            return Seen.MISSING
        return Seen.RIGHT if fact.is_said_by(one.fields[fact.name]) else Seen.WRONG

    def extra(self) -> list[str]:
        """Name the fields that were taken and that the file does not say."""
        return [f"{one.kind} {name}" for one in self.shot.taken for name in self.unsaid(one)]

    def unsaid(self, one: Taken) -> Iterable[str]:
        facts = self.things.get(self.thing_of.get(one), {})
        return [name for name in one.fields if name not in facts]


def outcome_of(fact: Fact, seen: list[Seen], *, covered: bool) -> Outcome | None:
    """Judge one fact by what was seen of it before, between and after the answers."""
    before, middle, after = seen
    if fact.standing is Standing.OPTIONAL:
        return Outcome.WRONG if Seen.WRONG in seen else None
    if fact.standing is Standing.NAMED:
        if after is not Seen.MISSING:
            return Outcome.EXTRA
        return Outcome.RIGHT if covered else Outcome.LOST
    guessed = fact.standing is Standing.ASK and before is Seen.RIGHT
    if Seen.WRONG in seen or guessed:
        return Outcome.WRONG
    if middle is Seen.RIGHT:
        return Outcome.RIGHT
    if after is Seen.RIGHT:
        return Outcome.VAIN
    if fact.standing is Standing.FREE and covered:
        return Outcome.RIGHT
    return Outcome.VAIN if covered else Outcome.LOST


def by_mess(results: Iterable[Result]) -> dict[str, Counter[Outcome]]:
    """Add up the outcomes of the files in which each kind of mess occurs."""
    sums: dict[str, Counter[Outcome]] = defaultdict(Counter)
    for result in results:
        for key in ("in all", *result.file.messes):
            sums[key] += result.counts()
    return dict(sums)


def share(counts: Counter[Outcome], outcome: Outcome = Outcome.RIGHT) -> float:
    """Return the share of an outcome in all facts that a file has."""
    whole = sum(counts[one] for one in Outcome if one is not Outcome.EXTRA)
    return counts[outcome] / whole if whole else 1.0


def report(results: list[Result]) -> str:
    """Return a table: in all, then each kind of mess, the worst first."""
    sums = by_mess(results)
    whole = sums.pop("in all", Counter())
    lines = [line("in all", whole, len(results))]
    files = Counter(key for result in results for key in result.file.messes)
    worst_first = sorted(sums, key=lambda key: (share(sums[key]), key))
    lines += [line(key, sums[key], files[key]) for key in worst_first]
    pressed = sum(result.presses for result in results)
    vain = sum(len(result.vain_questions) for result in results)
    stuck = sum(len(result.unanswerable) for result in results)
    lines.append(
        f"presses for doubts {pressed}, questions in vain {vain}, without a right choice {stuck}"
    )
    return "\n".join(lines)


def line(name: str, counts: Counter[Outcome], files: int) -> str:
    parts = "  ".join(f"{one.value} {counts[one]}" for one in Outcome)
    return f"{name:<32} {files:>4} files  {share(counts):>6.1%} right  {parts}"
