"""Reports of errors to a server of Sentry's protocol; off unless ``SENTRY_DSN`` is set.

A report holds where the code failed, and nothing of the visitor: the request, its address,
its body, its cookies, local variables and messages stay here.
"""

import sentry_sdk

from portal.logs import without_persons

# What of a report may hold a person, and is never needed to find the fault.
KEPT = ("event_id", "timestamp", "platform", "level", "exception", "release", "environment")


def report_errors(dsn, **options):
    """Send errors from now on to the server at ``dsn``; ``options`` are those of the SDK."""
    sentry_sdk.init(
        dsn,
        before_send=without_the_request,
        default_integrations=False,
        integrations=integrations(),
        include_local_variables=False,
        include_source_context=False,
        max_breadcrumbs=0,
        server_name="",
        traces_sample_rate=0,
        **options,
    )


def integrations():
    from sentry_sdk.integrations.django import DjangoIntegration

    return [DjangoIntegration(middleware_spans=False, signals_spans=False)]


def without_the_request(event, hint):
    """Return what may leave of a report: the type of the error, and the lines of the code.

    The message of an error may quote what somebody sent: it goes too.
    """
    report = {name: event[name] for name in KEPT if name in event}
    for one in report.get("exception", {}).get("values", ()):
        one.pop("value", None)
        one.pop("mechanism", None)
        for frame in one.get("stacktrace", {}).get("frames", ()):
            frame.pop("vars", None)
            frame["abs_path"] = without_persons(frame.get("filename", ""))
    return report
