"""Whatever address of the site is asked, the run of a member is theirs, or it is over."""

from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from procedures.models import ReceptionPost
from procedures.reception.posts import digest_of
from questionnaire.runs.member_runs import KEY_IN_SESSION
from questionnaire.runs.run import cookie_name
from tests.questionnaire.reception.tapping import TOKEN

from .conftest import PASSWORD
from .test_runs_of_session import assert_over, carries, copied, reads, undone

# What is sent to every address: enough for those that end a session to do so.
SENT = {"leave": "1", "name": "La Rive", "login": "chen@exemple.org", "password": PASSWORD}
ENDING = {"account_logout", "dossier_leave", "dossier_invitation", "reception_end_post"}
# Each erases the run alone: the session goes on.
ERASING = {"run_erase", "leave"}


def make_post():
    """Open a post at the entrance of the 82, whose browser forgets all between two persons."""
    ReceptionPost.objects.create(
        department="82", name="Hall", digest=digest_of(TOKEN), opened_on=timezone.localdate()
    )


def addresses_of(resolver, spaces=()):
    """Yield the name of every address of the site, and what its pattern takes."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            own = [one.namespace] if one.namespace else []
            yield from addresses_of(one, (*spaces, *own))
        elif one.name:
            yield ":".join((*spaces, one.name)), one.pattern


def every_address(run, kept):
    """Return {name: an address of the site}; what it takes is of this run where it can be."""
    values = {"run": run, "step": "age", "code": kept.dossier.code, "form": "json", "number": 1}
    found = {
        "dossier_invitation": kept.invited,
        "prefecture": reverse("prefecture", args=["34"]),
        "reception_end_post": reverse("reception_end_post", args=["82", TOKEN]),
    }
    for name, pattern in addresses_of(get_resolver()):
        # Of the desk, which lets no member in, only the way out is theirs.
        if name not in found and (name == "admin:logout" or not name.startswith("admin:")):
            takes = {one: values.get(one, 1) for one in pattern.converters}
            found[name] = reverse(name, kwargs=takes)
    return found


def test_every_address_of_the_site_that_ends_the_session_ends_the_run(kept, other, agent, shared):
    """Whatever is asked of the site: the session still opens the run, or the run is over."""
    make_post()
    client, run = shared
    value, key = client.cookies[cookie_name(run)].value, client.session[KEY_IN_SESSION]
    ended, tried = set(), every_address(run, kept)
    for name, address in tried.items():
        for ask in ("get", "post"):
            with undone():
                one = copied(client)
                getattr(one, ask)(address, SENT)
                if one.session.get(KEY_IN_SESSION) == key:
                    assert reads(one, run) or name in ERASING | {"dossier_save"}, name
                else:
                    ended.add(name)
                    assert not carries(one, run), name
                    assert_over(kept, other, agent, one, run, value)
    assert len(tried) > 120
    assert ended >= ENDING, ended
