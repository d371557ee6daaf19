"""Name maps: the packaged ones hold together, and what is wrong with a map is said in a sentence."""

import pickle
from collections import Counter
from pathlib import Path

import pytest

import cleanclip.names
from cleanclip.names import NameEntry, NameMap, NameMapError
from cleanclip.names.maps import fold_name

HERE = Path(cleanclip.names.__file__).parent


@pytest.mark.parametrize(("file", "of", "least"), [("people", "person", 150), ("organisations", "organisation", 40)])
def test_a_packaged_map_is_valid_and_large_enough(file, of, least):
    entries = NameMap.from_toml(HERE / f"{file}.toml").entries
    assert {entry.of for entry in entries} == {of}
    assert sum(entry.kind == "spelling" for entry in entries) >= least


def test_a_packaged_map_opens_with_its_conventions():
    for file in ("people", "organisations"):
        assert (HERE / f"{file}.toml").read_text("utf-8").startswith("# ")


def test_no_packaged_spelling_means_two_names():
    owners = {}
    for entry in NameMap.packaged():
        for spelling in (entry.canonical, *entry.variants):
            assert owners.setdefault(fold_name(spelling), entry.canonical) == entry.canonical


def test_no_packaged_variant_is_written_twice():
    for entry in NameMap.packaged():
        assert max(Counter((entry.canonical, *entry.variants)).values()) == 1


def test_the_particle_of_a_packaged_canonical_is_small():
    dynasties = ("Al Nahyan", "Al Maktoum", "Al Khalifa", "El Abidine")  # house of, and a French spelling
    for entry in NameMap.packaged():
        bare = entry.canonical
        for dynasty in dynasties:
            bare = bare.replace(dynasty, "")
        assert not {"Al", "El"} & set(bare.replace("-", " ").split()), entry.canonical


def test_packaged_maps_are_read_once():
    assert NameMap.packaged() is NameMap.packaged()


def test_maps_pickle():
    assert pickle.loads(pickle.dumps(NameMap.packaged())) == NameMap.packaged()


def test_text_and_file_read_alike(tmp_path):
    text = '[[person]]\ncanonical = "John Exemplar"\nvariants = ["Jon Exemplar"]\n'
    file = tmp_path / "mine.toml"
    file.write_text(text)
    expected = (NameEntry("John Exemplar", ("Jon Exemplar",)),)
    assert NameMap.from_toml(text).entries == NameMap.from_toml(file).entries == expected
    assert NameMap.from_toml(str(file)).entries == expected


def test_every_key_of_an_entry_is_read():
    [entry] = NameMap.from_toml(
        '[[organisation]]\ncanonical = "Exemplars"\nvariants = ["Exemplarz"]\nkind = "alias"\n'
        'veto = ["fc"]\nneeds = ["Example"]\nsurname = false\nsingle = true\n'
    )
    assert entry == NameEntry(
        "Exemplars", ("Exemplarz",), "organisation", "alias", ("fc",), ("Example",), surname=False, single=True
    )


PERSON = '[[person]]\ncanonical = "John Exemplar"\n'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            PERSON + 'varients = ["Jon Exemplar"]',
            "line 1: unknown key 'varients' for 'John Exemplar'; known keys are canonical",
        ),
        ('\n[[person]]\nvariants = ["Jon Exemplar"]', "line 2: the entry has no canonical; add canonical ="),
        (PERSON + 'variants = "Jon Exemplar"', "must be a list of strings"),
        (PERSON + "variants = [1]", "must be a list of strings"),
        (PERSON + "surname = 1", "must be true or false"),
        (PERSON + 'kind = "nickname"', 'use "spelling" or "alias"'),
        (PERSON + 'variants = ["Jon"]', "'Jon' of 'John Exemplar' is a lone word; a person's name needs at least two"),
        (PERSON + 'variants = ["al-Jon"]', "is a lone word"),
        (PERSON + 'variants = ["jon Exemplar"]', "opens with a small letter"),
        (PERSON + 'variants = ["--"]', "is not a name"),
        (PERSON + PERSON, "line 3: 'John Exemplar' has an entry already"),
        (
            PERSON + 'variants = ["J Exemplar"]\n[[person]]\ncanonical = "Jim Exemplar"\nvariants = ["J. Exemplar"]',
            "line 4: 'J. Exemplar' is a variant of both 'John Exemplar' and 'Jim Exemplar'",
        ),
        (
            PERSON + '[[person]]\ncanonical = "Jim Exemplar"\nvariants = ["John Exemplar"]',
            "line 3: the variant 'John Exemplar' of 'Jim Exemplar' is the canonical of another entry",
        ),
        (
            '[[organisation]]\ncanonical = "Exemplars"\nvariants = ["Exemplarz"]',
            "is a lone word; if it can mean nothing else, say single = true",
        ),
        ("[[animal]]\ncanonical = 'Fido'", "'animal' is not a kind of name; an entry opens with [[person]]"),
        ("[person]\ncanonical = 'Fido'", "'person' is not a kind of name"),
        ("person = [1]", "an entry is a table"),
        ("[[person]\n", "is not TOML"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(text, sentence):
    with pytest.raises(NameMapError) as caught:
        NameMap.from_toml(text)
    assert sentence in str(caught.value)


def test_an_error_names_the_file(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(PERSON + "colour = 1")
    with pytest.raises(NameMapError, match=r"^mine\.toml, line 1: unknown key 'colour'"):
        NameMap.from_toml(file)


def test_a_map_from_a_dict_is_checked_too():
    with pytest.raises(NameMapError, match="the entry for 'John Exemplar': the variant 'Jon'"):
        NameMap.from_dict({"John Exemplar": ["Jon"]})
    with pytest.raises(NameMapError, match="give a list"):
        NameMap.from_dict({"John Exemplar": "Jon Exemplar"})
    with pytest.raises(NameMapError, match="is not a kind of name"):
        NameMap.from_dict({}, of="animal")


def test_one_map_over_another_wins_where_they_meet():
    mine = NameMap.from_dict({"Jon Exemplar": ["Jonny Exemplar"]})
    theirs = NameMap.from_dict({"John Exemplar": ["Jon Exemplar", "Jonny Exemplar", "Johnny Exemplar"]})
    assert mine.over(theirs).entries == (
        NameEntry("Jon Exemplar", ("Jonny Exemplar",)),
        NameEntry("John Exemplar", ("Johnny Exemplar",)),
    )


def test_variants_follow_a_canonical_that_another_map_renames():
    mine = NameMap.from_dict({"Jon Exemplar": ["John Exemplar"]})
    theirs = NameMap.from_dict({"John Exemplar": ["Johnny Exemplar"]})
    assert mine.over(theirs).entries[1] == NameEntry("Jon Exemplar", ("Johnny Exemplar",))
