"""What the furniture and clause components cost against spaCy's own tokenizer on the same text, in one run.

python benchmarks/segmentation_speed.py ../shared/corpus/dev.jsonl.gz --rendering plain --limit 100
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

import spacy
from score import read

from clausenlp.pipeline.language import build


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--rendering", default="plain")
    parser.add_argument("--limit", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if not options.gold.exists():
        print(f"{options.gold} is absent: nothing measured")
        return 0
    texts = [example.text for example in read(options.gold, options.rendering, options.limit)]
    blank, nlp = spacy.blank("en"), build()
    blank.max_length = nlp.max_length
    alone, ours, steps = [], [], {name: [] for name in nlp.pipe_names}
    for _ in range(options.rounds):  # alternating, so that a busy machine slows both alike
        alone.append(timed(lambda: [blank.tokenizer(text) for text in texts]))
        docs = [nlp.tokenizer(text) for text in texts]
        spent = 0.0
        for name, component in nlp.pipeline:
            started = time.perf_counter()
            docs = [component(doc) for doc in docs]
            steps[name].append(time.perf_counter() - started)
            spent += steps[name][-1]
        ours.append(spent)
    characters = sum(map(len, texts))
    print(f"{options.rendering}: {len(texts)} texts, {characters:,} characters, medians of {options.rounds} rounds")
    print(
        f"  spaCy's tokenizer alone: {statistics.median(alone):.3f} s "
        f"({characters / statistics.median(alone) / 1e6:.1f} M characters a second)"
    )
    for name, times in steps.items():
        print(f"  {name}: {statistics.median(times) / statistics.median(alone):.3f} x tokenizer")
    print(f"  together: {statistics.median(a / b for a, b in zip(ours, alone, strict=True)):.3f} x tokenizer")
    return 0


def timed(work) -> float:  # type: ignore[no-untyped-def]
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
