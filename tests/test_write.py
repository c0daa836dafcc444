"""Each format holds the same table of clauses, is whole or not there, and the same bytes for the same records."""

import csv
import gzip
import hashlib
import io
import json
import os
import sys
import tracemalloc
from pathlib import Path

import jsonschema
import pyarrow.parquet
import pytest
import zstandard

import clausenlp
from clausenlp.errors import ClauseError
from clausenlp.pipeline.resolution import FIELDS
from clausenlp.records import Failure
from clausenlp.scheme import default_scheme
from clausenlp.write import FORMATS, check_output, format_of, schema, whole_file, write_records, write_stream
from clausenlp.write.names import safe_stem
from clausenlp.write.rows import COLUMNS, OF_RESOLUTION, clause_rows
from tests.labelled import EMPTY, LABELLED, ODD_NAME

RECORDS = [document.to_dict() for document in (LABELLED, EMPTY, LABELLED._replace(doc_id="b"))]
TABLE = [row for record in RECORDS for row in clause_rows(record)]
TEXT_FORMATS = ("jsonl", "csv", "parquet", "html")  # those that need no file to read again


def read_jsonl(data):
    return [row for line in data.decode().split("\n")[:-1] for row in clause_rows(json.loads(line))]


def read_csv(data):
    return [typed(row) for row in csv.DictReader(io.StringIO(data.decode(), newline=""))]


def typed(row):
    """A row of CSV with the types of the record."""
    return {
        **{name: value or None for name, value in row.items()},
        **{name: int(row[name]) for name in ("level", "part", "start", "end")},
        "functions": row["functions"].split("|"),
        "acts": json.loads(row["acts"]),
        "score": float(row["score"]),
        "review": row["review"] == "true",
        "pages": [int(page) for page in row["pages"].split("|") if page],
    }


def read_parquet(data):
    return pyarrow.parquet.read_table(io.BytesIO(data)).to_pylist()


READERS = {
    "a.jsonl": read_jsonl,
    "a.jsonl.gz": lambda data: read_jsonl(gzip.decompress(data)),
    "a.jsonl.zst": lambda data: read_jsonl(zstandard.ZstdDecompressor().decompressobj().decompress(data)),
    "a.csv": read_csv,
    "a.csv.gz": lambda data: read_csv(gzip.decompress(data)),
    "a.csv.zst": lambda data: read_csv(zstandard.ZstdDecompressor().decompressobj().decompress(data)),
    "a.parquet": read_parquet,
}


@pytest.mark.parametrize("name", READERS)
def test_every_format_gives_the_same_table_back(tmp_path, name):
    assert write_records(tmp_path / name, format_of(name), RECORDS) == 3
    assert READERS[name]((tmp_path / name).read_bytes()) == TABLE
    assert list(TABLE[0]) == list(COLUMNS)


@pytest.mark.parametrize("name", [*READERS, "a.html"])
def test_the_same_records_give_the_same_bytes(tmp_path, name):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write_records(tmp_path / folder / f"{folder}.{name.split('.', 1)[1]}", format_of(name), iter(RECORDS))
    one, two = (next((tmp_path / folder).iterdir()).read_bytes() for folder in ("one", "two"))
    assert one == two


@pytest.mark.parametrize("format", TEXT_FORMATS)
def test_no_documents_and_documents_without_clauses(format):
    for records in ([], [EMPTY.to_dict()]):
        file = io.BytesIO()
        assert write_stream(file, format, records) == len(records)
        assert not file.closed
        if format in ("csv", "parquet"):
            assert READERS[f"a.{format}"](file.getvalue()) == []


@pytest.mark.parametrize("format", TEXT_FORMATS)
def test_a_file_name_that_is_no_utf8_is_no_obstacle(tmp_path, format):
    assert write_records(tmp_path / "out", format, [ODD_NAME.to_dict()]) == 1
    assert write_records(f"{tmp_path}/folder/", format, [ODD_NAME.to_dict()]) == 1
    if format == "jsonl":
        assert json.loads((tmp_path / "out").read_text())["source"]["path"] == ODD_NAME.source["path"]


def test_to_dict_holds_what_the_records_hold():
    def plain(value):
        return json.loads(json.dumps(value))

    def fields(clause):
        return {**clause._asdict(), "acts": [act._asdict() for act in clause.acts], "pages": clause.pages}

    expected = {**LABELLED._asdict(), "clauses": [fields(clause) for clause in LABELLED.clauses]}
    assert plain(LABELLED.to_dict()) == LABELLED.to_dict() == plain(expected)


def test_what_label_gives_is_valid_by_the_schema(nlp, resolution):
    validator = jsonschema.Draft202012Validator(schema())
    validator.check_schema(schema())
    (document,) = clausenlp.label_files(nlp, [resolution], max_error=0.001)
    for record in (document.to_dict(), *RECORDS):
        validator.validate(record)
    broken = {**RECORDS[0], "clauses": [{**RECORDS[0]["clauses"][0], "section": "prologue"}]}
    assert not validator.is_valid(broken)


def test_the_schema_names_the_labels_of_the_scheme_and_the_columns_of_the_table():
    definitions = schema()["$defs"]
    assert definitions["function"]["enum"] == list(default_scheme().functions)
    assert set(definitions["act"]["properties"]["force"]["enum"]) == set(default_scheme().forces.values())
    assert list(schema()["properties"]["resolution"]["properties"]) == list(FIELDS) == list(OF_RESOLUTION)
    clause = list(definitions["clause"]["properties"])
    assert [name for name in clause if name != "boxes"] == [name for name in COLUMNS if name in clause]
    assert clause == list(LABELLED.to_dict()["clauses"][0])


@pytest.mark.parametrize(
    ("name", "format"),
    [("a.jsonl", "jsonl"), ("A.JSONL.GZ", "jsonl"), ("a.b.jsonl.zst", "jsonl"), ("a.csv", "csv"), ("a.htm", "html"), ("x/a.parquet", "parquet"), ("a.spacy", "docbin")],
)  # fmt: skip
def test_the_name_of_a_file_says_its_format(name, format):
    assert format_of(name) == format
    assert format in FORMATS


@pytest.mark.parametrize(
    ("name", "words"),
    [("a.doc", "unknown format 'doc'"), ("a.html.gz", "unknown format 'html.gz'"), ("a.gz", "unknown format 'gz'"), ("labels/", "says no format")],
)  # fmt: skip
def test_a_name_that_says_no_format_is_an_error_with_a_remedy(name, words):
    with pytest.raises(ClauseError, match=words) as caught:
        format_of(name)
    assert "--format" in caught.value.remedy


def test_the_lack_of_a_library_or_a_folder_is_said_before_the_work(tmp_path, monkeypatch):
    check_output(tmp_path / "a.jsonl.zst", "jsonl")
    with pytest.raises(ClauseError, match="no such folder"):
        check_output(tmp_path / "no" / "a.jsonl", "jsonl")
    for name in ("zstandard", "pyarrow", "clausenlp.write.parquet"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "clausenlp.write.parquet")
    for path, extra in (("a.jsonl.zst", "zst"), ("a.parquet", "table")):
        with pytest.raises(ClauseError) as caught:
            check_output(tmp_path / path, format_of(path))
        assert caught.value.remedy == f'pip install "clausenlp[{extra}]"'


def breaks_off():
    yield RECORDS[0]
    raise RuntimeError("the power fails")


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.csv", "a.parquet", "a.html", "a/"])
def test_what_breaks_off_leaves_what_was_there(tmp_path, name):
    path = f"{tmp_path}/{name}"
    format = "jsonl" if name == "a/" else format_of(name)
    write_records(path, format, RECORDS[:1])
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    with pytest.raises(RuntimeError, match="power"):
        write_records(path, format, breaks_off())
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the system has no /dev/full")
def test_a_full_disk_is_one_clear_line():
    with pytest.raises(ClauseError, match="No space left"):
        write_records("/dev/full", "jsonl", RECORDS)


def test_what_is_no_ordinary_file_is_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    pipe.symlink_to(os.devnull)
    write_records(pipe, "jsonl", RECORDS)
    assert pipe.is_symlink()
    assert not Path(os.devnull).is_file()


def test_text_files_are_whole_too(tmp_path):
    with whole_file(tmp_path / "a.txt") as file:
        file.write("lämps\n")
        assert not (tmp_path / "a.txt").exists()
    assert (tmp_path / "a.txt").read_bytes() == "lämps\n".encode()


SAME_STEM = [LABELLED._replace(source={**LABELLED.source, "path": path}).to_dict() for path in ("x/a.txt", "y/a.txt", "y/a.txt")]  # fmt: skip


@pytest.mark.parametrize(("format", "suffix"), [("jsonl", ".jsonl"), ("csv", ".csv"), ("parquet", ".parquet"), ("html", ".html")])  # fmt: skip
def test_a_folder_has_a_file_for_each_document(tmp_path, format, suffix):
    assert write_records(f"{tmp_path}/out/", format, SAME_STEM) == 3
    names = sorted(p.name for p in (tmp_path / "out").iterdir())
    other = f"a-{hashlib.sha256(b'y/a.txt').hexdigest()[:8]}"
    assert [name for name in names if name != "index.html"] == [f"{other}-2{suffix}", f"{other}{suffix}", f"a{suffix}"]


def test_a_folder_that_is_there_keeps_its_other_files(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    write_records(tmp_path, "jsonl", RECORDS[:1])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.jsonl", "notes.txt"]


def test_a_folder_that_cannot_be_is_one_clear_line(tmp_path):
    (tmp_path / "file").write_text("mine")
    for path, words in (("file/", "a file, not a folder"), ("no/such/", "cannot be written")):
        with pytest.raises(ClauseError, match=words):
            write_records(f"{tmp_path}/{path}", "jsonl", RECORDS)


@pytest.mark.parametrize(
    ("doc_id", "stem"),
    [("A/RES/1 *", "A_RES_1"), ("../../etc/passwd", "etc_passwd"), ("résumé", "résumé"), ("", "document"), ("...", "document"), ("con", "con_"), ("index", "index_"), ("a\x00\nb", "a_b"), ("é" * 200, "é" * 60)],
)  # fmt: skip
def test_names_are_safe_on_every_system(doc_id, stem):
    assert safe_stem(doc_id) == stem


@pytest.mark.parametrize("format", ["jsonl", "csv", "html"])
def test_memory_does_not_grow_with_the_number_of_documents(tmp_path, format):
    def peak(count):
        tracemalloc.start()
        write_records(tmp_path / "out", format, (RECORDS[0] for _ in range(count)))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(1000) < peak(50) + 100_000


def test_parquet_has_row_groups(tmp_path, monkeypatch):
    monkeypatch.setattr("clausenlp.write.arrow.GROUP", 4)
    write_records(tmp_path / "a.parquet", "parquet", RECORDS)
    assert pyarrow.parquet.ParquetFile(tmp_path / "a.parquet").metadata.num_row_groups == 2


def test_a_table_and_a_frame_of_what_label_files_gives():
    failure = Failure("bad.txt", "read", "the file is empty", "give a file that holds a text")
    table = clausenlp.to_table([LABELLED, failure, EMPTY, LABELLED._replace(doc_id="b")])
    assert table.to_pylist() == TABLE
    assert json.loads(table.schema.metadata[b"failures"]) == [failure._asdict()]
    frame = clausenlp.to_frame(iter([LABELLED.to_dict(), failure]))
    assert list(frame.columns) == list(COLUMNS)
    assert list(frame.loc[1, "pages"]) == [1, 2]
    assert frame.attrs["failures"] == [failure._asdict()]


def test_a_table_of_nothing_has_its_columns():
    assert clausenlp.to_table([]).column_names == list(COLUMNS)


@pytest.mark.parametrize("name", ["pandas", "pyarrow"])
def test_a_frame_without_its_libraries_names_the_extra(monkeypatch, name):
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ClauseError, match=name) as caught:
        clausenlp.to_frame([LABELLED])
    assert caught.value.remedy == 'pip install "clausenlp[table]"'


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
@pytest.mark.parametrize(("name", "mode"), [("a.csv", 0o660), ("pages/", 0o770)])
def test_an_output_has_the_mode_that_the_umask_gives(tmp_path, name, mode):
    before = os.umask(0o007)
    try:
        write_records(f"{tmp_path}/{name}", "csv", RECORDS)
    finally:
        os.umask(before)
    assert (tmp_path / name).stat().st_mode & 0o777 == mode
