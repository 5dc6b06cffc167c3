"""What the test client posts: a form as browsers send it, which is not how Django's client does.

Django's sends each form as files are sent. The site takes files at the desk only, and refuses the
rest unread.
"""

from django.test.client import MULTIPART_CONTENT, RequestFactory
from django.utils.http import urlencode

FORM = "application/x-www-form-urlencoded"


def install():
    """Have the client of tests post forms without a file as browsers do."""
    post = RequestFactory.post

    def as_a_browser(self, path, data=None, content_type=MULTIPART_CONTENT, **more):
        if content_type is MULTIPART_CONTENT and not _has_file(data or {}):
            data, content_type = urlencode(data or {}, doseq=True), FORM
        return post(self, path, data, content_type, **more)

    RequestFactory.post = as_a_browser


def _has_file(data):
    values = (one for value in data.values() for one in (value if _is_list(value) else [value]))
    return any(hasattr(one, "read") or isinstance(one, bytes) for one in values)


def _is_list(value):
    return isinstance(value, list | tuple)
