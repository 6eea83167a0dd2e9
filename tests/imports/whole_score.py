"""Print the whole score: `python -m tests.imports.whole_score [SEED] [FILES] [SPELLINGS]`, a fresh seed where none is given.

Files and spellings that the corpus makes are played by our reader, and the files by a naive one for control.
"""

import os
import secrets
import sys
from collections import Counter
from multiprocessing import get_context

import django

PROCESSES = 2


def played(job):
    """Play a share of the files of a seed with both readers."""
    from tests.imports.corpus import generate, score
    from tests.imports.corpus.naive import Naive
    from tests.imports.product import Product
    from tests.imports.score import told

    seed, count, share = job
    ours, control = [], Counter()
    for number, file in enumerate(generate.generate(seed, count)):
        if number % PROCESSES == share:
            ours.append(told(score.play(Product(), file)))
            control.update(naively(score, Naive(), file))
    return ours, control


def naively(score, reader, file):
    """Return what came of a file that the control read, all lost where it could not."""
    try:
        return score.play(reader, file).counts()
    except Exception:
        return Counter({score.Outcome.LOST: len(file.facts)})


def main(seed="", files="500", spellings="600"):
    """Play all and print the sums."""
    from tests.imports import unit_score
    from tests.imports.corpus.score import share
    from tests.imports.score import alone, shares

    seed = seed or secrets.token_hex(4)
    print(f"seed {seed}: {files} files")
    jobs = [(seed, int(files), part) for part in range(PROCESSES)]
    with get_context("fork").Pool(PROCESSES, alone) as pool:
        parts = pool.map(played, jobs, chunksize=1)
    shares([one for ours, _ in parts for one in ours])
    control = sum((counts for _, counts in parts), Counter())
    print(f"the control, a naive reader: {share(control):.1%} right")
    unit_score.main(seed, spellings)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DEBUG", "1")
    django.setup()
    main(*sys.argv[1:])
