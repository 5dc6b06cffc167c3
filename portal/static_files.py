"""The static files of production: the parts of a sheet of styles, or of a script, become one file.

A first page on a slow line asks for one sheet, not for five, without comments nor indentation.
"""

import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

JOINED = "css/all.css"
# The sheet of entrances, and that of their tickets.
ENTRANCE = "css/reception.css"
SCRIPTS = "js/"
IMPORT = re.compile(r'@import "([\w-]+\.css)";')
SCRIPT_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";$', re.MULTILINE)
EXPORT = re.compile(r"^export ", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
INDENTATION = re.compile(r"\n\s+")


class Storage(CompressedManifestStaticFilesStorage):
    """Names files by what they hold and compresses them, once ``JOINED`` holds its parts.

    The public scripts lose their comments, an eighth of what they weigh, and their indentation.
    """

    def post_process(self, paths, *args, **kwargs):
        sent = {
            name: (Joining(storage), path)
            for name, (storage, path) in paths.items()
            if name in (JOINED, ENTRANCE) or name.startswith(SCRIPTS)
        }
        yield from super().post_process({**paths, **sent}, *args, **kwargs)


class Joining:
    """A storage whose files come without comments, and with the parts that they import."""

    def __init__(self, storage):
        self.storage = storage

    def open(self, path):
        return ContentFile(joined(path, self.read).encode())

    def read(self, path):
        with self.storage.open(path) as file:
            return file.read().decode()


def joined(path, read):
    """Return a sheet or a script with the parts that it imports, without comments nor indentation.

    ``read`` returns the text of a file of the same folder, by its path.

    >>> parts = {"css/all.css": '@import "a.css"; /* end */', "css/a.css": "a {\\n  top: 0;\\n}"}
    >>> joined("css/all.css", parts.get)
    'a {\\ntop: 0;\\n} '
    >>> parts = {"js/a.js": 'import { b } from "./b.js";\\nb();', "js/b.js": "export const b = 1;"}
    >>> joined("js/a.js", parts.get)
    'const b = 1;\\nb();'
    """
    folder = path.rpartition("/")[0]
    text = IMPORT.sub(lambda part: read(f"{folder}/{part[1]}"), read(path))
    text = SCRIPT_IMPORT.sub(lambda part: EXPORT.sub("", read(f"{folder}/{part[1]}")), text)
    return INDENTATION.sub("\n", COMMENT.sub("", text))
