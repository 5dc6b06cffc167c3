"""« Enregistrer et publier » on the page of an announcement: both succeed, or neither.

The form is first saved and undone, to check what it would publish while one reads how far that is.
« Fermer un jour » is the same page, with the form of a closure (``notice_forms.py``).
"""

from functools import partial

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.utils import timezone

from procedures.drafting.comparing.planned import closed_days
from procedures.drafting.problems.problem_text import sentences
from procedures.engine.errors import InvalidCatalogue
from procedures.models import NATIONAL, Notice, Site
from procedures.publishing.editions import one_notice
from procedures.publishing.editions import stored as editions
from procedures.publishing.parts import preparing
from procedures.rights import rights_now, rights_of

from .notice_forms import ClosureForm, NoticeForm, closes, text_of_row
from .publication.planning import REFUSALS
from .publication.publication_messages import show_now, tell
from .unpublished_notice import next_steps
from .waiting import CHECK_WITH_PLANS, checking

BUTTON = "_publier"
NOTHING = "Rien n'est enregistré ni publié."
NOT_YET = "Le public ne lit pas encore ce qui n'est pas publié."


class DryRun(Exception):
    """The form is right: what it would publish is known, and its saving is undone."""

    def __init__(self, candidate, part):
        super().__init__(part)
        self.candidate = candidate
        self.key = (
            part,
            preparing.digest(candidate[part]),
            editions.in_force_now(),
            timezone.localdate(),
        )


class PublishesNotices:
    """The pages of announcements, for accounts that may publish their part."""

    form = NoticeForm

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        view = super().changeform_view
        if request.method != "POST" or BUTTON not in request.POST:
            return view(request, object_id, form_url, extra_context)
        self._refuse_who_may_not(request, object_id)
        try:
            waits = self._checking(request, view, object_id, form_url, extra_context)
            response = waits or view(request, object_id, form_url, extra_context)
        except InvalidCatalogue as error:
            request.desk_refusal = (NOTHING, *sentences(error.problems))
        except REFUSALS as error:
            request.desk_refusal = (NOTHING, str(error))
        else:
            show_now()
            return response
        # The saving was rolled back: show the form as it was typed, with the reasons.
        return view(request, object_id, form_url, extra_context)

    def _checking(self, request, view, *asked):
        """Return the page on which one waits for the check, or that of a form to correct.

        ``None`` once it is checked: what the check refuses, the publication refuses too.
        """
        request.desk_only_checks = True
        try:
            return view(request, *asked)
        except DryRun as made:
            asked = ("notice", *made.key), partial(one_notice.check_publish_notice, made.candidate)
        finally:
            request.desk_only_checks = False
        return checking(
            self.admin_site, request, "Publier l'annonce", *asked, CHECK_WITH_PLANS, REFUSALS
        )

    def _refuse_who_may_not(self, request, object_id):
        """Refuse accounts that may not publish, before reading any data sent."""
        obj = self.get_object(request, unquote(object_id)) if object_id else None
        rights = rights_of(request)
        if obj is not None and not rights.may_publish(obj.part):
            raise PermissionDenied
        if object_id is None and not rights.publishable_parts:
            raise PermissionDenied

    def get_form(self, request, obj=None, change=False, **kwargs):
        if closes(request, obj):
            kwargs.setdefault("form", ClosureForm)
        form = super().get_form(request, obj, change=change, **kwargs)
        form.publishing = request.method == "POST" and BUTTON in request.POST
        form.refusal = getattr(request, "desk_refusal", ())
        form.places = self.places(request)
        return form

    def delete_view(self, request, object_id, extra_context=None):
        """Open a closed day again: it is removed and published, both or neither."""
        view = super().delete_view
        if request.method != "POST" or BUTTON not in request.POST:
            return view(request, object_id, extra_context)
        self._refuse_who_may_not(request, object_id)
        try:
            waits = self._checking(request, view, object_id, extra_context)
            response = waits or view(request, object_id, extra_context)
        except InvalidCatalogue as error:
            request.desk_refusal = " ".join(sentences(error.problems))
        except REFUSALS as error:
            request.desk_refusal = str(error)
        else:
            show_now()
            return response
        request.POST = QueryDict()
        return view(request, object_id, extra_context)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        if BUTTON in request.POST:
            # What is published is no more what was removed: nothing is left to say.
            request.desk_still_read = (), ""
            self._publish(request, obj)

    def places(self, request):
        """Return the places that an account may say closed: those that the public knows."""
        mine = rights_of(request).parts_where("add", Notice)
        rows = Site.objects.filter(department__code__in=mine, draft=False)
        return rows.exclude(department__code=NATIONAL).select_related("department")

    def render_change_form(self, request, context, *args, **kwargs):
        rights, obj = rights_of(request), kwargs.get("obj")
        context["desk_may_publish"] = bool(
            rights.may_publish(obj.part) if obj else rights.publishable_parts
        )
        if closes(request, obj):
            context["desk_title"] = "Déplacer un jour fermé" if obj else "Fermer un jour"
            context["desk_closes"] = True
            if context["adminform"].form.is_to_be_read:
                context["errors"] = []
            context |= self._closed_days(request, obj)
        return super().render_change_form(request, context, *args, **kwargs)

    def _closed_days(self, request, obj):
        """Return the words on the closed days of an account, those of others than ``obj``."""
        listed = self.closed_days(request)
        waiting = dict.fromkeys(one["day"].part for one in listed if one["day"].waits)
        return {
            "desk_own": next((one for one in listed if obj and one["day"].row == obj), None),
            "desk_closed": [one for one in listed if not obj or one["day"].row != obj],
            "desk_steps": waiting and next_steps(request, waiting, NOT_YET),
        }

    def closed_days(self, request):
        """Return the closed days from today on: as they are written, and as the public reads them.

        What the public reads as it is written has one text: that of the edition in force.
        """
        mine = rights_of(request).parts_where("change", Notice)
        sites = {(one.department.code, one.key): one for one in self.places(request)}
        listed = []
        for day in closed_days(mine, timezone.localdate()):
            read = day.public.text["fr"] if day.public else ""
            text = read
            if day.row and day.waits:
                text = text_of_row(day.row, sites.get((day.part, day.row.place)))["fr"]
            listed.append({"day": day, "text": text, "read": read})
        return listed

    def response_add(self, request, obj, post_url_continue=None):
        self._publish(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        self._publish(request, obj)
        return super().response_change(request, obj)

    def _publish(self, request, obj):
        if BUTTON not in request.POST:
            return
        if not rights_of(request).may_publish(obj.part):
            raise PermissionDenied
        if request.desk_only_checks:
            raise DryRun(one_notice.candidate_of(obj), obj.part)
        request.desk_waits = None
        publication = one_notice.publish_notice(
            obj,
            author=request.user,
            permitted=lambda: rights_now(request).may_publish(obj.part),
        )
        tell(request, publication)
