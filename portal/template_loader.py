"""Loads templates without their indentation, which is a tenth of a page."""

import re

from django.template.loaders import filesystem

# In these the spaces of a template are read.
WITH_ITS_SPACES = ("<pre", "<textarea")
INDENT = re.compile(r"[ \t]*\n[ \t\n]*")
# Around the tags of a block, the end of a line shows nothing.
BLOCK = (
    "address|article|aside|dd|details|div|dl|dt|footer|form|h[1-6]|header|li|link|main|meta|nav|ol"
    "|p|section|summary|table|tbody|td|tfoot|th|thead|title|tr|ul"
)
BEFORE = re.compile(rf"\n(?=</?(?:{BLOCK})[\s>])")
AFTER = re.compile(rf"(</?(?:{BLOCK})(?:\s[^<>]*)?>)\n")
COMMENT = re.compile(r"^(?:{% comment %}.*?{% endcomment %}|{#.*?#})\n", re.DOTALL | re.MULTILINE)
# A line of these alone shows nothing: the end of the line before parts what stands around it.
SILENT = re.compile(
    r"^({% (?:if|elif|else|endif|for|empty|endfor|with|endwith|load|extends|block|endblock)\b"
    r".*?%})\n",
    re.MULTILINE,
)


class Loader(filesystem.Loader):
    """Django's loader of files, whose templates come without their indentation."""

    def get_contents(self, origin):
        source = super().get_contents(origin)
        if any(one in source for one in WITH_ITS_SPACES):
            return source
        return without_indentation(source)


def without_indentation(source):
    """Return the source of a template without indentation, nor lines that show nothing.

    It must not hold ``<pre>`` or ``<textarea>``, whose spaces are read.

    >>> without_indentation("<ul>\\n  <li><b>Un</b>\\n  <i>deux</i>\\n  </li>\\n</ul>")
    '<ul><li><b>Un</b>\\n<i>deux</i></li></ul>'
    """
    lines = SILENT.sub(r"\1", COMMENT.sub("", INDENT.sub("\n", source)))
    return AFTER.sub(r"\1", BEFORE.sub("", lines))
