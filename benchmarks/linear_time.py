"""Segmentation time must grow with the text, not with its square: texts made to make patterns backtrack, doubled in size.

python benchmarks/linear_time.py --megabytes 4
python benchmarks/linear_time.py --megabytes 50 --together      # all of them in one text of 50 MB, and in one of 100 MB
"""

import argparse
import os
import sys

from clausenlp.pipeline.segment import segment

SEEDS = {
    "one long line of commas": ", and notes",
    "spaces": " " * 50 + "x",
    "digits": "1, 2, 20001, ",
    "numbers on lines": "1.\n",
    "nested marks": "(a) To act:\n(i) To:\n(A) x\n",
    "open brackets": "[(“[(“",
    "closing marks": "; and\n)]”;",
    "capitals": "The General Of The And ",
    "underscores": "_ _",
    "asterisks": "*a **b ",
    "rules and notes": "_______________\n1 See resolution 1/2.\n",
    "page heads": "text of the\n3/6\n\fA/RES/1/2\n",
    "organ lines": "The General Assembly,\n",
    "leads": "Recalling its resolution,\n",
    "no line ends": "Recalling its resolution, and noting that ",
    "superscripts": "¹²³ <sup>1</sup> [^1] ",
    "deep lists": "1. Requests:\n" + "".join(f"({c}) x:\n(i) y:\n– z:\n• q:\n" for c in "abcdefgh"),
    "form feeds": "\f\n",
    "headings": "Title\nTitle\n",
    "organs and leads": "The General Assembly,\nRecalling its resolution,\n",
    "organs that close": "The General Assembly,\nRecalling its plan,\nThe General Assembly:\nRecalling its plan,\n",
    "notes below clauses": "Recalling its plan.\n1   The name is provisional.\n",
    "figures set apart": "1   ",
    "tabs": "1. a\t\t\t\t\t\t",
    "one long paragraph": "Recalling the plan that\n" + "was made for the lake and\n" * 4000,
    "unclosed": "Noting the\nRecalling the\n",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=1.0, help="size of the smaller text of each pair")
    parser.add_argument("--together", action="store_true", help="one text that holds a stretch of each sort")
    options = parser.parse_args()
    size = int(options.megabytes * 1e6)
    worst = 0.0
    for name, seeds in (
        [("all together", [*SEEDS.values()])] if options.together else [(n, [s]) for n, s in SEEDS.items()]
    ):
        small, large = (timed("\n\n".join(repeated(seeds, n))) for n in (size, 2 * size))
        worst = max(worst, large / small)
        print(f"{name:<26}{small:8.2f} s{large:8.2f} s   x {large / small:.2f}", flush=True)
    print(f"largest growth when the text doubles: x {worst:.2f}")
    return 0


def repeated(seeds: list[str], size: int) -> list[str]:
    """A stretch of each seed, all of the same length and together ``size`` characters."""
    return [seed * (size // len(seeds) // len(seed)) for seed in seeds]


def timed(text: str) -> float:
    """Seconds of the program's own work: a machine may hand out memory four times as slowly that it has never used before."""
    started = os.times().user
    segment(text)
    return os.times().user - started


if __name__ == "__main__":
    sys.exit(main())
