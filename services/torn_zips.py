"""What Python raises while it reads a zip that is damaged."""

import struct
import zipfile
import zlib

TORN = (  # OSError for a place outside the file, ValueError for a name
    zipfile.BadZipFile, zlib.error, struct.error,
    EOFError, RuntimeError, OSError, ValueError,
)  # fmt: skip
