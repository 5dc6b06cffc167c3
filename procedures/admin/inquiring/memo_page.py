"""The memo on how to ask, to print: one page."""

from procedures.rights import rights_of

from ..desk_page import need, page


def memo_page(site, request):
    need(rights_of(request).parts)
    return page(site, request, "admin/inquiring/memo.html", {"title": "Comment interroger"})
