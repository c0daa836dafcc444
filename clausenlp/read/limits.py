"""How much is read of a file at most: beyond, a ReadError that names the limit. docs/reading.md has the table."""

MAX_BYTES = 200_000_000
"""Bytes of a file, and of a file in a zip archive once it is expanded."""
MAX_XML_BYTES = 40_000_000
"""Bytes of the XML of a DOCX once it is expanded: about 1,000 pages (its parse tree takes ten to twenty times as much)."""
MAX_HTML_BYTES = 20_000_000
"""Bytes of an HTML page (its parse tree takes some ten times as much)."""
MAX_MEMBERS = 200_000
"""Files in a zip archive."""
MAX_DIRECTORY_BYTES = 40_000_000
"""Bytes of the list of files in a zip, a DOCX too."""
MAX_ARCHIVE_BYTES = 50_000_000_000
"""Bytes of all files of a zip archive once they are expanded; they are read one at a time."""
MAX_RATIO = 200
"""How many times its size in the archive a file may have once it is expanded, where that is above ``RATIO_FROM`` bytes."""
RATIO_FROM = 10_000_000
CONVERT_SECONDS = 120
"""Seconds that LibreOffice may take to convert a file."""
