"""Segmentation time must grow with the text, not with its square: texts made to make patterns backtrack, doubled in size.

python benchmarks/linear_time.py --megabytes 4
"""

import argparse
import sys
import time

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
    "unclosed": "Noting the\nRecalling the\n",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=1.0, help="size of the smaller text of each pair")
    options = parser.parse_args()
    size = int(options.megabytes * 1e6)
    worst = 0.0
    for name, seed in SEEDS.items():
        small, large = (timed(seed * (n // len(seed))) for n in (size, 2 * size))
        worst = max(worst, large / small)
        print(f"{name:<26}{small:8.2f} s{large:8.2f} s   x {large / small:.2f}", flush=True)
    print(f"largest growth when the text doubles: x {worst:.2f}")
    return 0


def timed(text: str) -> float:
    started = time.perf_counter()
    segment(text)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
