"""A run over hostile files: the good ones are labelled, each of the others is named, the exit code is 1.

python benchmarks/poison.py --files 1000 --hostile 50
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from invented import write_resolutions

# Every Python that the run starts reads this first: opening one of the two files is deadly, whatever reads it.
HOOK = """
import os, signal, sys, time
def deadly(event, arguments):
    if event == "open" and str(arguments[0]).endswith("crash.txt"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if event == "open" and str(arguments[0]).endswith("hang.txt"):
        time.sleep(3600)
sys.addaudithook(deadly)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--hostile", type=int, default=50)
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--timeout", default="10")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (place / "hook").mkdir()
        (place / "hook" / "sitecustomize.py").write_text(HOOK)
        hostile = make(place / "texts", options.files, options.hostile)
        started = time.monotonic()
        done = run(place, options.jobs, options.timeout)
        print(done.stderr.decode().splitlines()[-1], f"({time.monotonic() - started:.0f} s)")
        return 0 if check(place, done.returncode, options.files, hostile) else 1


def make(folder: Path, files: int, hostile: int) -> set[str]:
    """Files of which some are empty, binary or cut off, one crashes its reader and one hangs it; returns the names of those."""
    paths = write_resolutions(folder, files)
    chance = random.Random(2)
    bad = chance.sample(paths, hostile)
    for i, path in enumerate(bad[2:]):
        path.write_bytes(
            (b"", chance.randbytes(5000), b"PK\x03\x04" + chance.randbytes(500), b"%PDF-1.7\n1 0 obj <<")[i % 4]
        )
    names = {path.name for path in bad[2:]}
    for path, end in zip(bad, ("crash", "hang"), strict=False):
        names.add(path.rename(path.with_name(f"{path.stem}-{end}.txt")).name)
    return names


def run(place: Path, jobs: str, timeout: str) -> "subprocess.CompletedProcess[bytes]":
    found = os.pathsep.join(filter(None, (str(place / "hook"), os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-m", "clausenlp", "label", "texts", "-o", "labels.jsonl"]
    return subprocess.run(
        [*command, "--jobs", jobs, "--timeout", timeout],
        cwd=place,
        env={**os.environ, "PYTHONPATH": found},
        capture_output=True,
        check=False,
    )


def check(place: Path, code: int, files: int, hostile: set[str]) -> bool:
    """Print what came out; whether it is what should."""
    labelled = {Path(json.loads(line)["source"]["path"]).name for line in (place / "labels.jsonl").open()}
    failures = [json.loads(line) for line in (place / "labels.failures.jsonl").open()]
    for failure in failures:
        if failure["stage"] == "worker":
            print(f"  {Path(failure['path']).name}: {failure['error']}; {failure['remedy']}")
    print(f"{len(labelled)} labelled, {len(failures)} named, exit code {code}")
    named = {Path(failure["path"]).name for failure in failures}
    return named == hostile and len(failures) == len(hostile) and len(labelled) == files - len(hostile) and code == 1


if __name__ == "__main__":
    sys.exit(main())
