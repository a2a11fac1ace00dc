"""What pages show of cases, in digests: cheaper to compare than views, and no less exact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.core.fingerprint import mark_of
from site_builder.core.recent import with_room
from site_builder.plan.feeds import entry_mark
from site_builder.plan.views import highlights_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.core.document import Body, Case, Picture
    from site_builder.core.region import Region
    from site_builder.plan.pictures import Pictures
    from site_builder.plan.views import Views


class Marks:
    """Makes each digest once, or once more when there were many others.

    Every function here stands for one of plan/views.py or the like: what is added there to a view
    has to be added here. tests/plan/test_marks.py changes every fact there is and compares both.
    """

    def __init__(self, views: Views, bodies: Mapping[str, str], pictures: Pictures) -> None:
        """Take what makes the views, the HTML that replaces bodies, by path, and the images."""
        self._views = views
        self._pictures = pictures
        self._bodies = bodies
        self._places: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._cards: dict[str, str] = {}
        self._entries: dict[str, str] = {}

    def place(self, region: Region) -> str:
        """Return the mark of a region with all that lies above it."""
        if region.path not in self._places:
            view = self._views.place(region)
            self._places[region.path] = mark_of([view, region.code, region.full_name])
        return self._places[region.path]

    def names(self, case: Case) -> str:
        """Return the mark of what a case names: regions and keywords."""
        if case.id not in self._names:
            places = [self.place(region) for region in case.regions]
            keywords = [(keyword.name, keyword.slug) for keyword in case.keywords]
            with_room(self._names)[case.id] = mark_of([places, keywords])
        return self._names[case.id]

    def case(self, case: Case) -> list[str]:
        """Return the marks of all that is told of a case but its body."""
        return [case.id, case.document.mark, self.names(case), case.level.value]

    def data(self, case: Case) -> str:
        """Return the mark of a case in the data files, of its text too."""
        return mark_of([*self.case(case), case.document.body.text_mark])

    def indexed(self, case: Case) -> str:
        """Return the mark of what the search index knows of a case."""
        body = case.document.body
        return mark_of([*self.case(case), body.html_mark, body.text_mark])

    def html(self, path: str, body: Body) -> str:
        """Return the mark of the body that a document's page shows."""
        shown = self._bodies.get(path)
        photos = [self.picture(each) for each in body.images]
        if shown is None and not any(photos):
            return body.html_mark
        return mark_of([body.html_mark, shown, photos])

    def picture(self, picture: Picture) -> str:
        """Return the mark of what is known of an image besides what its document says."""
        photo = self._pictures.of(picture)
        return "" if photo is None else repr(photo)

    def card(self, case: Case) -> str:
        """Return the mark of a case's card, whichever of its regions the card names."""
        if case.id not in self._cards:
            facts = case.facts
            shown = [case.id, facts.title, facts.summary, facts.date.iso, facts.organisation]
            names = self.names(case)
            # A dozen pages of a case's own neighbourhood, and of lists, ask for it.
            with_room(self._cards, 8)[case.id] = mark_of(
                [*shown, facts.practice, names, highlights_of(case)]
            )
        return self._cards[case.id]

    def entry(self, case: Case) -> str:
        """Return the mark of a case's entry in a feed."""
        if case.id not in self._entries:
            with_room(self._entries)[case.id] = entry_mark(case)
        return self._entries[case.id]
