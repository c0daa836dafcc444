"""Records -> files: JSON lines, CSV, Parquet, HTML pages, spaCy's DocBin; written beside and put in place when whole."""

from clausenlp.write.files import whole_file, write_json
from clausenlp.write.formats import FORMATS, check_output, format_of, is_folder, write_records, write_stream
from clausenlp.write.schema import schema

__all__ = [
    "FORMATS",
    "check_output",
    "format_of",
    "is_folder",
    "schema",
    "whole_file",
    "write_json",
    "write_records",
    "write_stream",
]
