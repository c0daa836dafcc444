"""Write tests/raw_golden/NAME.json for a file of the development corpus: the labels that the pipeline gives it, to be read and
corrected by hand before they are kept. Only offsets, labels and the hash of the text are written, no words.

    python tests/make_raw_golden.py sc_press/sres1706 who/66.4.pdf
"""

import hashlib
import json
import sys
from pathlib import Path

import clausenlp
from clausenlp.pipeline.language import make_doc
from tests.test_raw_golden import GOLDEN, RAW, read_raw


def main() -> None:
    nlp = clausenlp.load()
    GOLDEN.mkdir(exist_ok=True)
    for name in sys.argv[1:]:
        source = read_raw(RAW / name)
        doc = nlp(make_doc(nlp, source))
        clauses = [
            [c.start_char, c.end_char, c._.level, c._.number, c.label_, list(c._.functions)]
            for c in doc.spans["clauses"]
        ]
        lines = ",\n".join(json.dumps(clause) for clause in clauses)
        digest = hashlib.sha256(source.text.encode()).hexdigest()
        path = GOLDEN / f"{name.replace('/', '__')}.json"
        path.write_text(
            f'{{"file": {json.dumps(name)},\n"sha256": "{digest}",\n"clauses": [\n{lines}\n]}}\n', encoding="utf-8"
        )
        print(path, len(clauses), "clauses")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    main()
