"""Bytes -> text: byte order marks, UTF-8, UTF-16, and Windows text (cp1252)."""

import codecs
import re

from clausenlp.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_REMEDY = "save the file as UTF-8"
_CONTROL = re.compile(r"[\x00-\x08\r\x0e-\x1a\x1f]")  # characters that no text has


def decode(data: bytes, name: str) -> str:
    """The text of a file: as its byte order mark says, else UTF-8, else UTF-16 without a mark, else cp1252."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _line_ends(_decode(data, encoding, name))
    try:
        return _line_ends(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    guess = _utf16_guess(data)
    # The five bytes that cp1252 leaves undefined occur in binary data only, which is told apart afterwards.
    return _line_ends(_decode(data, guess, name) if guess else data.decode("cp1252", errors="replace"))


def _decode(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(f"not a text in {encoding.upper()} (byte {error.start})", where=name, remedy=_REMEDY) from error


def _utf16_guess(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of a Latin text is zero."""
    sample = data[:4000]
    if sample[1::2].count(0) > len(sample) // 4:
        return "utf-16-le"
    if sample[0::2].count(0) > len(sample) // 4:
        return "utf-16-be"
    return None


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def looks_binary(text: str) -> bool:
    """Whether a text holds control characters that no text has."""
    sample = text[:10_000]
    control = len(_CONTROL.findall(sample))
    return "\x00" in sample or control + sample.count("\ufffd") > len(sample) // 50
