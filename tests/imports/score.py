"""Print how our reader scores on files that the corpus makes: `python -m tests.imports.score SEED COUNT [MESS …]`.

With kinds of mess it plays files of these alone, and says of each fact that did not come right what became of it.
"""

import os
import sys
import tempfile
from collections import Counter
from multiprocessing import get_context
from pathlib import Path

import django

from web.sandbox import turns


def alone():
    """Wait for nobody who reads files beside us."""
    turns.FOLDER = Path(tempfile.mkdtemp())


def played(job):
    """Play every other file; a reader that fails has lost all of it."""
    from tests.imports.corpus import generate, score
    from tests.imports.product import Product

    seed, count, share, keys = job
    numbers = range(count)
    files = (
        (generate.make(f"{seed}-{number}", keys) for number in numbers)
        if keys
        else generate.generate(seed, count)
    )
    return [told(score.play(Product(), file)) for n, file in enumerate(files) if n % 2 == share]


def told(result):
    """Return what the parent needs of a result: what can be sent from one process to another."""
    wrong = [
        (
            outcome.value,
            fact.thing.kind,
            fact.name,
            str(getattr(fact.value, "values", fact.value))[:60],
            fact.standing.value,
            sorted(map(str, fact.doubts))[:2],
        )
        for fact, outcome in result.outcomes.items()
        if outcome.value != "right"
    ]
    return {
        "seed": result.file.seed, "name": result.file.name, "kind": result.file.kind, "messes": result.file.messes,
        "counts": Counter({one.value: n for one, n in result.counts().items()}), "wrong": wrong, "extra": result.extra,
        "echoed": result.echoed, "presses": result.presses,
        "vain": [(*one.about, list(one.choices)[:6]) for one in result.vain_questions],
        "stuck": [(*one.about, list(one.choices)[:6]) for one in result.unanswerable],
    }  # fmt: skip


def shares(results):
    """Print a line for all, then one for each kind of mess, the worst first."""
    sums = {"in all": Counter()}
    files = Counter()
    for one in results:
        for key in ("in all", *one["messes"]):
            sums.setdefault(key, Counter()).update(one["counts"])
            files[key] += 1

    def right(counts):
        whole = sum(n for outcome, n in counts.items() if outcome != "extra")
        return counts["right"] / whole if whole else 1.0

    for key in sorted(sums, key=lambda key: (key != "in all", right(sums[key]), key)):
        parts = "  ".join(
            f"{name} {sums[key][name]}"
            for name in ("right", "asked in vain", "wrong", "lost", "extra")
        )
        print(f"{key:<34}{files[key]:>4} files {right(sums[key]):>7.1%} right  {parts}")
    print(
        f"presses for doubts {sum(one['presses'] for one in results)}, questions in vain {sum(len(one['vain']) for one in results)}, without a right choice {sum(len(one['stuck']) for one in results)}"
    )


def main(seed, count, *keys):
    """Play the files on two processes and print what came of them."""
    jobs = [(seed, int(count), share, keys) for share in (0, 1)]
    with get_context("fork").Pool(2, alone) as pool:
        results = [one for part in pool.map(played, jobs, chunksize=1) for one in part]
    shares(results)
    worst = [one for one in results if keys or one["wrong"] or one["extra"] or one["stuck"]]
    for one in worst:
        print("\n==", one["seed"], one["name"], one["kind"], *one["messes"])
        for name in ("vain", "stuck", "extra", "echoed"):
            if one[name]:
                print("  ", name, one[name][:12])
        for line, times in Counter(map(str, one["wrong"])).most_common(14):
            print("  ", line, times)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DEBUG", "1")
    django.setup()
    main(*sys.argv[1:])
