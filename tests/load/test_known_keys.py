from __future__ import annotations

from site_builder.load.front.known_keys import KEYS, PARENTS
from site_builder.load.schema.case import CASE, PAGE
from site_builder.load.schema.lists import KEYWORD, ZONE
from site_builder.load.schema.site import SITE
from site_builder.load.schema.spec import Shape

SPECS = (CASE, PAGE, SITE, KEYWORD, ZONE)


def every_key(specs):
    for spec in specs:
        for key in spec.keys:
            yield key
            if key.below is not None:
                yield from every_key([key.below])


def test_the_names_known_before_reading_are_those_of_the_schemas():
    assert {name for key in every_key(SPECS) for name in key.names} == KEYS


def test_the_keys_with_keys_below_are_those_of_the_schemas():
    parents = {
        name
        for key in every_key(SPECS)
        if key.below is not None or key.shape is Shape.PAIRS
        for name in key.names
    }

    assert parents == PARENTS


def test_every_key_has_a_name_in_both_languages_and_what_an_editor_needs():
    for key in every_key(SPECS):
        english, chinese, *_ = key.names
        assert english.isascii()
        assert english == english.lower()
        assert not chinese.isascii() or chinese == "ICP"
        assert key.about
        assert key.kind
        assert key.example or key.below is not None


def test_no_name_stands_for_two_keys():
    for spec in SPECS:
        names = [name for key in spec.keys for name in key.names]
        assert len(names) == len(set(names))


def test_synonyms_lead_to_keys_and_are_none_themselves():
    for spec in SPECS:
        for word, path in spec.synonyms.items():
            assert word not in spec.by_name
            assert word == word.casefold()
            first, _, rest = path.partition(".")
            assert not path or first in spec.by_name
            assert not rest or rest in spec.by_name[first].below.by_name
