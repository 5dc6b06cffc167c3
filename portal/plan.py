"""The plan of the site: every public page on one page, beside the menus."""

from questionnaire.runs.urgent_routes import ways_in
from questionnaire.sheets.listing import families
from questionnaire.sheets.pages import PublicPage
from questionnaire.sheets.prefecture import prefectures


class SitePlan(PublicPage):
    """Titles only: a plan is read to find a page, and must stay light with every procedure.

    The préfectures of which nothing local is known are on their own list, a press away.
    """

    template_name = "portal/plan.html"

    def get_context_data(self, **kwargs):
        known, _others = prefectures(self.reading)
        return super().get_context_data(
            ways=ways_in(self.edition.rule_set, self.reading.language),
            families=families(self.reading),
            prefectures=known,
            **kwargs,
        )
