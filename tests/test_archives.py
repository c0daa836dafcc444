"""Folders, zip archives and standard input: which files are read, and what a hostile archive can do (nothing)."""

import io
import json
import zipfile

import pytest

import clausenlp
from clausenlp.errors import ClauseError, ReadError
from clausenlp.read import archive
from clausenlp.read.expand import expand
from tests.conftest import SMALL
from tests.make_docx import docx, p, zipped
from tests.test_cli import run

WORD = docx("".join(p(line) for line in SMALL.split("\n\n")))


@pytest.fixture
def shelf(tmp_path):
    """A zip archive with files of several kinds."""
    path = tmp_path / "shelf.zip"
    path.write_bytes(
        zipped(
            [
                ("a.txt", SMALL), ("in/b.docx", WORD), ("in/c.exe", b"MZ"), ("in/", ""), ("__MACOSX/a.txt", "x"),
                (".hidden.txt", "x"), ("in/~$b.docx", "x"), ("in/more.zip", zipped({"d.txt": SMALL})), ("../../e.txt", SMALL),
            ]
        )
    )  # fmt: skip
    return path


def test_the_files_of_an_archive(shelf):
    assert [name.removeprefix(f"{shelf}!") for name in expand([str(shelf)])] == [
        "a.txt",
        "in/b.docx",
        "in/more.zip",
        "../../e.txt",
    ]


def test_a_file_of_an_archive_is_read_by_its_name(shelf):
    assert clausenlp.read(f"{shelf}!a.txt").text == SMALL
    assert clausenlp.read(f"{shelf}!in/b.docx").format == "docx"


def test_a_name_in_an_archive_never_becomes_a_path(shelf):
    outside = shelf.parent.parent / "e.txt"
    assert clausenlp.read(f"{shelf}!../../e.txt").text == SMALL
    assert not outside.exists()
    with pytest.raises(ReadError, match="no such file in the archive"):
        clausenlp.read(f"{shelf}!../{shelf.name}")


def test_an_archive_in_an_archive_is_not_followed(shelf):
    with pytest.raises(ReadError, match="a zip archive in another; unpack the outer one"):
        clausenlp.read(f"{shelf}!in/more.zip")


def test_an_archive_itself_is_no_text(shelf):
    with pytest.raises(ReadError, match="this is a zip archive with 8 files"):
        clausenlp.read(shelf)


def test_a_file_name_may_hold_an_exclamation_mark(tmp_path):
    (tmp_path / "lamps!.txt").write_text("Decides.")
    (tmp_path / "shelf!.zip").write_bytes(zipped({"now!.txt": "Decides."}))
    assert clausenlp.read(tmp_path / "lamps!.txt").text == "Decides."
    assert clausenlp.read(f"{tmp_path}/shelf!.zip!now!.txt").text == "Decides."


def test_an_archive_that_changes_is_opened_anew(tmp_path):
    path = tmp_path / "shelf.zip"
    for text in ("Decides.", "Requests more."):
        path.write_bytes(zipped({"a.txt": text}))
        assert clausenlp.read(f"{path}!a.txt").text == text


def test_folders_are_read_recursively_and_in_order(tmp_path):
    for name in ("b/z.html", "b/a.txt", "a.docx", "c.jpg", ".git/x.txt", ".x.txt", "~$a.docx", "d.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "e.zip").write_bytes(zipped({"f.md": "x"}))
    found = [name.removeprefix(f"{tmp_path}/") for name in expand([str(tmp_path)])]
    assert found == ["a.docx", "d.pdf", "e.zip!f.md", "b/a.txt", "b/z.html"]


def test_an_archive_is_known_by_its_content_where_its_name_says_nothing(shelf, tmp_path):
    (tmp_path / "download").write_bytes(shelf.read_bytes())
    (tmp_path / "letter").write_bytes(WORD)
    found = list(expand([str(tmp_path / "download"), str(tmp_path / "letter")]))
    assert found[0] == f"{tmp_path}/download!a.txt"
    assert found[-1] == f"{tmp_path}/letter"


def test_a_folder_may_have_an_exclamation_mark(tmp_path):
    (tmp_path / "now!").mkdir()
    (tmp_path / "now!" / "a.txt").write_text(SMALL)
    assert list(expand([str(tmp_path / "now!")])) == [f"{tmp_path}/now!/a.txt"]


def test_a_folder_without_such_files_is_an_error(tmp_path):
    with pytest.raises(ClauseError, match=r"no file with one of the endings \.txt"):
        list(expand([str(tmp_path)]))


def test_a_path_that_is_not_there_is_an_error():
    with pytest.raises(ClauseError, match="no such file or folder"):
        list(expand(["nowhere"]))


def test_label_reads_folders_archives_and_their_bad_files(shelf):
    done = run("label", shelf.parent, "-f", "jsonl")
    assert done.returncode == 1
    assert [json.loads(line)["source"]["path"] for line in done.stdout.splitlines()] == [
        f"{shelf}!a.txt",
        f"{shelf}!in/b.docx",
        f"{shelf}!../../e.txt",
    ]
    assert f"{shelf}!in/more.zip: this is a zip archive in another" in done.stderr.decode()


def test_standard_input_of_any_format():
    done = run("label", "-", "-f", "jsonl", stdin=WORD)
    document = json.loads(done.stdout)
    assert document["source"]["format"] == "docx"
    assert len(document["clauses"]) == 8


# -- hostile archives ------------------------------------------------------------------------


def bad(data, folder):
    """What reading an archive of these bytes says: an archive that cannot be read is named itself."""
    path = folder / "bad.zip"
    path.write_bytes(data)
    errors = []
    for name in expand([str(path)]):
        with pytest.raises(ReadError) as error:
            clausenlp.read(name)
        errors.append(str(error.value).removeprefix(str(folder)))
    return errors


def test_a_truncated_archive(tmp_path):
    assert "damaged or cut off" in bad(zipped({"a.txt": SMALL})[:-30], tmp_path)[0]


def test_a_damaged_file_in_an_archive(tmp_path):
    data = zipped({"a.txt": SMALL})
    at = data.index(b"a.txt") + 20
    assert (
        "/bad.zip!a.txt: the file is damaged" in bad(data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :], tmp_path)[0]
    )


def test_a_protected_archive(tmp_path):
    data = bytearray(zipped({"a.txt": SMALL}))
    for head, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(head) + flag] |= 1
    assert bad(bytes(data), tmp_path) == [
        "/bad.zip!a.txt: the file is protected by a password; unpack the archive first"
    ]


def test_an_unknown_compression(tmp_path):
    data = bytearray(zipped({"a.txt": SMALL}))
    for head, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(head) + method] = 99
    assert "compression method is not supported" in bad(bytes(data), tmp_path)[0]


def test_an_empty_archive(tmp_path):
    assert "a zip archive with 0 files" in bad(zipped({}), tmp_path)[0]


def test_a_bomb_is_known_by_its_ratio(tmp_path):
    assert "expands to more than 200 times its size" in bad(zipped({"a.txt": b"\0" * 20_000_000}), tmp_path)[0]


@pytest.mark.parametrize(
    ("limit", "value", "words"),
    [
        ("MAX_MEMBERS", 1, "more files than the limit of 1"),
        ("MAX_ARCHIVE_BYTES", 10, "expands to more than the limit of 10 bytes"),
        ("MAX_BYTES", 10, "more bytes than the limit of 10"),
    ],
)
def test_limits(tmp_path, monkeypatch, limit, value, words):
    monkeypatch.setattr(archive, limit, value)
    assert words in bad(zipped({"a.txt": SMALL, "b.txt": SMALL}), tmp_path)[0]


def test_a_list_of_files_beyond_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr("clausenlp.read.zips.MAX_DIRECTORY_BYTES", 100)
    assert "its list of files is too long" in bad(zipped({"a.txt": SMALL, "b.txt": SMALL}), tmp_path)[0]


def test_a_file_longer_than_its_archive_says(tmp_path, monkeypatch):
    """The size that an archive gives is not believed: reading stops at the limit."""
    monkeypatch.setattr(archive, "MAX_BYTES", 50)
    data = bytearray(zipped({"a.txt": "x" * 100}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (40).to_bytes(4, "little")
    assert len(bad(bytes(data), tmp_path)) == 1


def test_reading_a_member_opens_the_archive_once(shelf, monkeypatch):
    opened = []
    original = zipfile.ZipFile.__init__
    monkeypatch.setattr(
        zipfile.ZipFile, "__init__", lambda self, file, *a, **k: (opened.append(file), original(self, file, *a, **k))[1]
    )
    for _ in range(5):
        clausenlp.read(f"{shelf}!a.txt")
    assert [file for file in opened if not isinstance(file, io.BytesIO)] == [str(shelf)]
