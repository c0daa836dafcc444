"""Write clausenlp/training/gold.json anew after the gold texts have changed: python -m tests.make_gold_sketch."""

from clausenlp.training.examples import read_examples
from clausenlp.training.protect import SKETCHES, sketches_json
from tests.conftest import ROOT

GOLD = ROOT / "training_data" / "gold"

if __name__ == "__main__":
    SKETCHES.write_text(sketches_json(read_examples([GOLD])), encoding="utf-8")
