"""Spoil real files by the ten thousand and read them: each is read, or refused in Thai.

    python -m tests.prove.intake_fuzz [--rounds 3000] [--seed 1]

``rounds`` of each kind: PDF, Word, Excel, e-mail, .zip, TIFF, CSV, in this process, whose address
space is bounded; Tesseract is left out. Prints the counts, the longest time and the peak of memory,
and exits 1 for anything else that was raised, naming its seed.
"""

import argparse
import random
import resource
import sys
import time
import traceback
from collections import Counter

from indexer import ocr
from tests.spoiling import SAMPLES, read, spoilt

BYTES = 4 * 2**30


def main() -> int:
    """Spoil, read, count."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=3_000)
    asked.add_argument("--seed", type=int, default=1)
    args = asked.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    ocr.version = lambda: ""  # type: ignore[assignment]
    failed = 0
    for suffix, made in SAMPLES.items():
        whole, found, longest = made(), Counter[str](), 0.0
        for n in range(args.seed, args.seed + args.rounds):
            begun = time.monotonic()
            try:
                found[read(suffix, spoilt(whole, random.Random(n)))] += 1
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt):
                    raise
                failed += 1
                where = traceback.extract_tb(error.__traceback__)[-1]
                print(f"{suffix} {n}: {type(error).__name__}: {error} at {where}"[:400], flush=True)
            longest = max(longest, time.monotonic() - begun)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{suffix} refused {dict(found)}, longest {longest:.1f} s, peak {peak} MiB", flush=True
        )
    print(f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
