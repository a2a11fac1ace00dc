"""What search engines and other programs learn from a page: schema.org terms as JSON-LD."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.plan.views import image_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from site_builder.core.config import Config
    from site_builder.core.document import Case, Source
    from site_builder.core.region import Region
    from site_builder.core.views import CardView, LinkView

Graph = dict[str, object]


def absolute(config: Config, url: str) -> str:
    """Return the full address of a place on the site; without a base URL a path from the root."""
    return f"{config.base_url or '/'}{url}"


def graph(*things: Graph) -> Graph:
    """Return things as one JSON-LD graph."""
    return {"@context": "https://schema.org", "@graph": list(things)}


def website(config: Config) -> Graph:
    """Return the site itself."""
    site: Graph = {
        "@type": "WebSite",
        "@id": absolute(config, "#website"),
        "url": absolute(config, ""),
        "name": config.title,
        "inLanguage": config.language,
    }
    if config.description:
        site["description"] = config.description
    if config.organisation:
        site["publisher"] = organisation(config.organisation)
    return site


def organisation(name: str) -> Graph:
    """Return an organisation by its name."""
    return {"@type": "Organization", "name": name}


def breadcrumbs(config: Config, crumbs: Sequence[LinkView]) -> Graph:
    """Return the way from the home page to a page, the page itself included."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": crumb["title"],
                "item": absolute(config, crumb["url"]),
            }
            for position, crumb in enumerate(crumbs, 1)
        ],
    }


def article(config: Config, case: Case) -> Graph:
    """Return a case; schema.org has no type of its own for case studies."""
    facts = case.facts
    url = absolute(config, case.url)
    found: Graph = {
        "@type": "Article",
        "@id": f"{url}#case",
        "url": url,
        "headline": facts.title,
        "description": facts.summary,
        "inLanguage": config.language,
        "about": [
            {
                "@type": "DefinedTerm",
                "name": keyword.name,
                "url": absolute(config, f"keywords/{keyword.slug}/"),
            }
            for keyword in case.keywords
        ],
        "keywords": [keyword.name for keyword in case.keywords],
        "spatialCoverage": [place(region) for region in case.regions],
        "temporalCoverage": facts.date.iso,
        "isBasedOn": [publication(source) for source in facts.sources],
        "mentions": organisation(facts.organisation),
        "isPartOf": {"@id": absolute(config, "#website")},
    }
    if config.organisation:
        found["author"] = found["publisher"] = organisation(config.organisation)
    if facts.image:
        found["image"] = absolute(config, image_address(facts.image.file))
    if facts.publish:
        found["datePublished"] = facts.publish.isoformat()
    if facts.updated:
        found["dateModified"] = facts.updated.isoformat()
    if config.text_licence.url:
        found["license"] = config.text_licence.url
    return found


def place(region: Region) -> Graph:
    """Return a region with its GB/T 2260 code."""
    found: Graph = {"@type": "AdministrativeArea" if region.code else "Place"}
    found["name"] = "".join(region.names)
    if region.code:
        found["identifier"] = {
            "@type": "PropertyValue",
            "propertyID": "GB/T 2260",
            "value": region.code,
        }
    return found


def publication(source: Source) -> Graph:
    """Return the newspaper article behind a case."""
    found: Graph = {"@type": "NewsArticle"}
    if source.title:
        found["headline"] = source.title
    if source.publication:
        found["isPartOf"] = {"@type": "PublicationIssue", "name": source.publication}
    if source.date:
        found["datePublished"] = source.date.iso
    if source.url:
        found["url"] = source.url
    return found


def collection(
    config: Config, title: str, url: str, cards: Sequence[CardView], first: int = 1
) -> Graph:
    """Return a listing and what it lists, numbered from first on."""
    return {
        "@type": "CollectionPage",
        "name": title,
        "url": absolute(config, url),
        "inLanguage": config.language,
        "isPartOf": {"@id": absolute(config, "#website")},
        "mainEntity": {
            "@type": "ItemList",
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": position,
                    "name": card["title"],
                    "url": absolute(config, card["url"]),
                }
                for position, card in enumerate(cards, first)
            ],
        },
    }
