"""Whether a model outlives an upgrade: trained with the oldest supported releases and with the newest, loaded by each.

Makes two environments, trains the shipped examples in each, labels the gold with both models in both, and trains each model
again in the other from the data in its folder. Takes some minutes, most of them to install.

python benchmarks/releases.py
"""

import argparse
import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RELEASES = {
    "oldest": ["scikit-learn==1.5.*", "spacy==3.7.*", "numpy==1.26.*", "click"],  # spaCy 3.7 imports click unasked
    "newest": ["scikit-learn", "spacy", "numpy"],
}
PREDICT = """
import json, sys, warnings
warnings.simplefilter("error", UserWarning)  # spaCy warns of a model that was made for another release
import clausenlp
from clausenlp.training.shipped import frozen_gold
from clausenlp.training.examples import read_examples
nlp = clausenlp.load(sys.argv[1])
texts = [example.text for example in read_examples(frozen_gold())]
clauses = [c for doc in nlp.pipe(texts) for c in doc.spans["clauses"]]
json.dump([[c.start_char, c.end_char, c.label_, list(c._.functions), c._.score] for c in clauses], sys.stdout)
"""
VERSIONS = """
import numpy, sklearn, spacy
print('scikit-learn', sklearn.__version__, 'spaCy', spacy.__version__, 'numpy', numpy.__version__)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, help="make the environments here, and keep them for the next time")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = options.keep or Path(scratch)
        pythons = {name: environment(home / name, wanted) for name, wanted in RELEASES.items()}
        for name, python in pythons.items():
            print(f"{name}: {run(python, '-c', VERSIONS).strip()}")
        return compare(pythons, Path(scratch))


def environment(folder: Path, wanted: list[str]) -> Path:
    """An environment with these releases and the project; returns its Python."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        run(python, "-m", "pip", "install", "-q", *wanted, str(ROOT))
    run(python, "-m", "pip", "install", "-q", "--no-deps", "--force-reinstall", str(ROOT))
    return python


def run(python: Path, *arguments: str) -> str:
    done = subprocess.run([python, *arguments], cwd=Path(tempfile.gettempdir()), capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"{python} {arguments[:3]}: {done.stderr.decode()[-2000:]}")
    return done.stdout.decode()


def compare(pythons: dict[str, Path], scratch: Path) -> int:
    """Print the table; 1 where a label differs."""
    models = {name: scratch / "models" / name for name in pythons}
    for name, python in pythons.items():
        run(python, "-m", "clausenlp", "train", "-o", str(models[name]))
    labels = {(name, by): predict(python, model) for name, model in models.items() for by, python in pythons.items()}
    for name, model in models.items():
        for by, python in pythons.items():
            if by != name:
                again = scratch / "again" / name
                run(python, "-m", "clausenlp", "train", "--again", str(model), "-o", str(again))
                labels[name, f"{by}, trained again"] = predict(python, again)
    print("| trained with | loaded by | clauses | other labels | largest difference of a score |")
    print("| --- | --- | --- | --- | --- |")
    differing = 0
    for (name, by), found in labels.items():
        own = labels[name, name]
        other = sum(a[:4] != b[:4] for a, b in zip(found, own, strict=True))
        score = max(abs(a[4] - b[4]) for a, b in zip(found, own, strict=True))
        print(f"| {name} | {by} | {len(own)} | {other} | {score:.4f} |")
        differing += other
    return 1 if differing else 0


def predict(python: Path, model: Path) -> list[list]:  # type: ignore[type-arg]
    return json.loads(run(python, "-c", PREDICT, str(model)))  # type: ignore[no-any-return]


if __name__ == "__main__":
    sys.exit(main())
