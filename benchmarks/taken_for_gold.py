"""How many real clauses are refused as training data because they are taken for frozen gold.

python benchmarks/taken_for_gold.py ../shared/corpus/dev.jsonl.gz
"""

import argparse
import json
import sys
from pathlib import Path

from clausenlp.training.examples import Example, parse_example, read_lines
from clausenlp.training.near import shingles
from clausenlp.training.protect import LONG, gold_guard, shipped_gold, sketch


def largest_share(example: Example) -> float:
    """The share of runs that a text has in common with the gold text to which it is nearest."""
    runs = sketch(example).runs
    return max(len(gold.runs & runs) / max(1, min(len(gold.runs), len(runs))) for gold in shipped_gold())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "texts", type=Path, help="JSONL of whole texts; of several renderings only the plain one counts"
    )
    options = parser.parse_args()
    if not options.texts.exists():
        print(f"{options.texts} is absent: nothing measured")
        return 0
    guard, count, clauses, refused, share = gold_guard(), 0, 0, 0, 0.0
    for line in filter(str.strip, read_lines(options.texts)):
        row = json.loads(line)
        if row.get("rendering", "plain") != "plain":
            continue
        example = parse_example(json.dumps({**row, "id": row.get("id") or row["doc_id"]}), str(options.texts))
        count, clauses, share = count + 1, clauses + len(example.clauses), max(share, largest_share(example))
        runs = [shingles(example.text[c.start : c.end]) for c in example.clauses]
        near = sum(bool(guard.index.near(one)) for one in runs if len(one) >= LONG)
        refused += near
        if guard.reason(example):
            print(f"{example.id}: {guard.reason(example)}; {near} clauses")
    print(
        f"{count} texts, {clauses} clauses: {refused} clauses taken for gold; the nearest text shares {share:.2f} with one"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
