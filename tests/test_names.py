"""The name stage: which names change, and, for every rule, a name like it that stays."""

import pickle
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanclip.clip import Clip
from cleanclip.edits import apply
from cleanclip.names import NameEntry, NameMap, Names
from cleanclip.names.index import CAPITALISED, CHUNK, LATIN, STRANGERS, fold_word

PACKAGED = Names()
ALIASES = Names(aliases=True)
ENTRIES = [entry for entry in NameMap.packaged() if entry.kind == "spelling"]


def named(text, names=PACKAGED, label=None):
    clip = Clip.from_text(text)
    if label:
        clip = Clip(clip.text, clip.lines, clip.starts, (label,) * len(clip.lines))
    return apply(text, names(clip))


def stays(text, names=PACKAGED, label=None):
    return named(text, names, label) == text


# What changes


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.canonical)
def test_every_packaged_variant_becomes_its_canonical_and_nothing_else_moves(entry):
    context = f" ({entry.needs[0]})" if entry.needs else ""
    for variant in (entry.canonical, *entry.variants):
        for before, after in (
            ("They said that ", " was there."),
            ("We heard ", "’s name."),
            ("We heard ", "'s name."),
        ):
            assert named(before + variant + after + context) == before + entry.canonical + after + context
        shouted = f"IT IS SAID THAT {variant.upper()}, AGAIN, WAS THERE.{context}"
        assert named(shouted) == f"IT IS SAID THAT {entry.canonical.upper()}, AGAIN, WAS THERE.{context}"


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("Mustafa Al-Kadhimi", "Mustafa al-Kadhimi"),
        ("Mustafa Al Kadhimi", "Mustafa al-Kadhimi"),
        ("Mustafa el-Kadhimi", "Mustafa al-Kadhimi"),
        ("Mustafa El Kadhimi", "Mustafa al-Kadhimi"),
        ("Muṣṭafā al-Kāẓimī", "Mustafa al-Kadhimi"),
        ("Mu’ammar al-Qaddafi", "Muammar Gaddafi"),
        ("Mu'ammar Qadhafi", "Muammar Gaddafi"),
        ("Kata'ib Hizballah", "Kataib Hezbollah"),
        ("Kata’ib Hizbullah", "Kataib Hezbollah"),
        ("Kataʾib Hezbollah", "Kataib Hezbollah"),
        ("ʿAli Khamenei", "Ali Khamenei"),
        ("Asa`ib Ahl al-Haq", "Asaib Ahl al-Haq"),
        ("Radovan Karadžić", "Radovan Karadzic"),
        ("Lech Wałęsa", "Lech Walesa"),
        ("Abdul‑Malik al‑Houthi", "Abdul-Malik al-Houthi"),
        ("Qassem\N{NO-BREAK SPACE}Soleimani", "Qasem Soleimani"),
    ],
)
def test_case_diacritics_apostrophes_hyphens_and_particles_are_folded(written, canonical):
    assert named(f"They met {written} today.") == f"They met {canonical} today."


def test_the_longest_name_wins():
    assert named("They blamed Kata'ib Hizballah and Hizballah.") == "They blamed Kataib Hezbollah and Hezbollah."


def test_a_name_inside_a_longer_name_varies_there_too():
    assert named("They blamed the Tehreek-e-Taleban Pakistan.") == "They blamed the Tehrik-i-Taliban Pakistan."


def test_a_canonical_name_yields_no_edit():
    assert list(PACKAGED(Clip.from_text("They met Qasem Soleimani and Mustafa al-Kadhimi."))) == []


def test_an_edit_covers_the_name_alone_and_says_why():
    text = "They met Qassim Soleimani’s men. Suleimani left."
    first, second = PACKAGED(Clip.from_text(text))
    assert text[first.start : first.end] == "Qassim Soleimani"
    assert (first.label, first.cleaner, first.reason) == ("name", "names", "spelling of Qasem Soleimani")
    assert text[second.start : second.end] == "Suleimani"
    assert second.reason == "surname of Qasem Soleimani, the only Soleimani in the clip"


def test_a_name_in_quotation_marks_changes():
    assert named("“I saw Qassim Soleimani,” he said.") == "“I saw Qasem Soleimani,” he said."


@pytest.mark.parametrize("tail", ["-led militia", "-backed men", ", who", ".", "; he", "—and", " and", " (right)"])
def test_what_follows_a_name_is_no_part_of_it(tail):
    assert named("They saw Qassim Soleimani" + tail) == "They saw Qasem Soleimani" + tail


def test_words_before_an_organisation_may_be_joined():
    assert named("the anti-Taleban and pro-Hizbullah crowd") == "the anti-Taliban and pro-Hezbollah crowd"


# Case


def test_a_name_in_small_letters_stays():
    assert stays("they saw qassim soleimani and the taleban.")


@pytest.mark.parametrize("name", ["Qassim SOLEIMANI", "QASSIM Soleimani", "qassim Soleimani"])
def test_a_name_in_mixed_case_stays(name):
    assert stays(f"They saw {name} there.")


def test_a_surname_in_capitals_stays():
    assert named("QASSIM SOLEIMANI, DEAD\n\nSULEIMANI WAS HIT") == "QASEM SOLEIMANI, DEAD\n\nSULEIMANI WAS HIT"


@pytest.mark.parametrize(
    "opening", ["", "They left. ", "Who?\n\n", "He said: ", "“", "They left.” ", "They left. “", "  - "]
)
def test_a_particle_keeps_its_capital_where_a_sentence_opens(opening):
    assert named(opening + "Al-Qaida claimed it.") == opening + "Al-Qaeda claimed it."


@pytest.mark.parametrize("before", ["said ", "Gen. ", "They left, and ", "they left; "])
def test_a_particle_is_small_within_a_sentence(before):
    assert named(f"Then it was {before}Al-Qaida there.") == f"Then it was {before}al-Qaeda there."


def test_a_small_particle_stays_small_where_a_sentence_opens():
    assert named("They left. al-Qaida claimed it.") == "They left. al-Qaeda claimed it."


def test_a_heading_in_title_case_keeps_the_capital_of_a_particle():
    assert stays("Premier Mustafa Al-Kadhimi Vows Revenge", label="headline")
    assert named("premier Mustafa Al-Kadhimi vows revenge", label="headline").endswith("al-Kadhimi vows revenge")


def test_a_headline_verb_may_follow_a_name():
    assert named("Qassim Soleimani Killed Near Airport") == "Qasem Soleimani Killed Near Airport"
    assert stays("Qassim Soleimani Khan Reached Airport")


# Lone surnames


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mohammed Mohi told us. Mohi said so.", "Mohammed Mohie told us. Mohie said so."),
        ("Mohammed Mohi told us. “No,” said Mohi’s men.", "Mohammed Mohie told us. “No,” said Mohie’s men."),
        ("Then Mustafa Al-Kadhimi spoke. Al-Kadhimi left.", "Then Mustafa al-Kadhimi spoke. Al-Kadhimi left."),
        ("Then Mustafa al-Kadhimi, said Al-Kadhimi.", "Then Mustafa al-Kadhimi, said al-Kadhimi."),
        ("Then Mustafa al-Kadhimi, said Kazimi.", "Then Mustafa al-Kadhimi, said Kadhimi."),
        ("We met Qasem Soleimani. Gen. Suleimani left.", "We met Qasem Soleimani. Gen. Soleimani left."),
        ("Suleimani left, said Qasem Soleimani.", "Soleimani left, said Qasem Soleimani."),
        ("We met Volodymyr Zelensky. But Zelenskiy left.", "We met Volodymyr Zelensky. But Zelensky left."),
    ],
)
def test_a_lone_surname_follows_the_only_person_of_that_surname(text, expected):
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They said that Suleimani left.",  # no full name
        "We met Qasem Soleimani. Hassan Suleimani left. Then Suleimani left.",  # a namesake
        "We met Qasem Soleimani. Hassan Solaimany left. Then Suleimani left.",  # a namesake of another spelling
        "We met J. Suleimani and Qasem Soleimani. Then Suleimani left.",
        "Muammar Gaddafi and Saif al-Islam Gaddafi. Then Qaddafi left.",  # two mapped people
        "We met Qasem Soleimani. Then Qassim left.",  # a given name
        "We met Qasem Soleimani on Suleimani Street.",
        "We met Qasem Soleimani. They saw Suleimani Khan there.",
        "We met Qasem Soleimani. They read @Suleimani and #Suleimani there.",
        "We met Mohammed Mohie. They saw Mohi al-Din there.",
        "We met Mao Zedong. They met Tung there.",  # no surname at the end
    ],
)
def test_a_lone_surname_stays_where_it_may_be_somebody_elses(text):
    assert stays(text)


def test_a_surname_without_a_particle_gets_none():
    assert stays("We met Abu Mahdi al-Muhandis. Then Muhandis left.")


def test_a_family_member_with_a_surname_of_another_ending_is_no_namesake():
    assert named("Volodymyr Zelenskiy and Olena Zelenska. Zelenskiy left.").endswith("Zelenska. Zelensky left.")


# What stays


@pytest.mark.parametrize(
    "text",
    [
        "See https://example.org/people/Hizbullah for more.",
        "See www.example.org/Taleban-leader for more.",
        "See example.org/news/Taleban for more.",
        "Write to Hizbullah@example.org today.",
        "Write to press@Hizbullah.example today.",
        "Follow @Hizbullah today.",
        "Follow #Hizbullah today.",
        "Follow #Qassim Soleimani today.",
        "Open Qassim-Soleimani.jpg today.",
        "Open Qassim Soleimani.jpg today.",
        "Open Taleban_leader.txt today.",
    ],
)
def test_addresses_handles_and_file_names_stay(text):
    assert stays(text)


@pytest.mark.parametrize(
    "line",
    [
        "By Qassim Soleimani",
        "by Qassim Soleimani and Samya Kullab",
        "- QASSIM SOLEIMANI AND JANE ROE",
        "BY QASSIM SOLEIMANI",
    ],
)
def test_bylines_stay(line):
    assert stays(f"{line}\n\nTwo rockets fell on Monday.")


def test_a_line_labelled_byline_stays():
    assert stays("Qassim Soleimani in Baghdad", label="byline")
    assert not stays("Qassim Soleimani in Baghdad", label="body")


def test_a_sentence_that_opens_with_by_is_no_byline():
    assert named("By killing Qassim Soleimani they lost.") == "By killing Qasem Soleimani they lost."


@pytest.mark.parametrize(
    "text",
    [
        "The al-Qassem Soleimani Brigade came.",
        "They live in Qassem-Soleimani Street.",
        "They live in Qassem Soleimani Street.",
        "They live near Qassem Soleimani airport.",
        "They live near Qassem Soleimani International Airport.",
        "They met Qassem Soleimani Jr. there.",
        "They met Qassem Soleimani, Jr., there.",
        "They met Qassem Soleimani III there.",
        "They met Qassem Soleimani Ahmed there.",
        "They met Qassem Soleimani al-Basri there.",
        "They met Ali Qassem Soleimani there.",
        "They met J. Qassem Soleimani there.",
        "They met Abu Qassem Soleimani there.",
        "They met Qassem Soleimanis there.",
        "They met MacQassem Soleimani there.",
        "They met Hejaaz Hizbullah there.",
        "They met M. Hizbullah there.",
    ],
)
def test_other_people_and_things_named_after_somebody_stay(text):
    assert stays(text)


@pytest.mark.parametrize(
    "before", ["Iranian Gen. ", "Iraqi PM ", "the Iranian ", "Iran’s ", "When ", "late Ayatollah "]
)
def test_titles_and_nationalities_before_a_name_are_no_given_name(before):
    assert named(f"{before}Qassim Soleimani fell.") == f"{before}Qasem Soleimani fell."


@pytest.mark.parametrize(
    "text",
    [
        "Mohamed Salah met Mohamed Saleh, and Omar Sharif met Qassim Abdul-Zahra.",
        "Ahmad Khatami met Yosef Lapid, Semyon Timoshenko and Muhammad Ali.",
        "Ayatollah Khamenei is not Ayatollah Khomeini.",
        "Al-Shabab beat Al-Hilal in Riyadh.",
        "Yasir Arafat bowled for Sussex.",
    ],
)
def test_others_of_a_similar_name_stay(text):
    assert stays(text)


def test_a_spelling_that_is_also_anothers_needs_its_context():
    assert named("In Mogadishu, Al-Shabab fought on.") == "In Mogadishu, al-Shabaab fought on."


def test_a_veto_word_next_to_a_match_forbids_the_change():
    entry = NameEntry("Taliban", ("Talib",), of="organisation", veto=("kweli",), single=True)
    names = Names(NameMap((entry,)))
    assert stays("They heard Talib Kweli there.", names)
    assert named("They saw Talib fighters there.", names) == "They saw Taliban fighters there."


# Aliases and maps


def test_aliases_are_left_alone_unless_asked_for():
    assert stays("They fought Daesh and ISIS.")
    assert named("They fought Daesh and ISIS.", ALIASES) == "They fought Islamic State and Islamic State."


@pytest.mark.parametrize("quoted", ["“We fought Daesh,” he said.", '"We fought Daesh," he said.', "‘Daesh’ is gone."])
def test_an_alias_in_quotation_marks_stays(quoted):
    assert stays(quoted, ALIASES)
    assert named(quoted + " They fought Daesh.", ALIASES) == quoted + " They fought Islamic State."


def test_a_users_map_goes_over_the_packaged_one():
    names = Names(NameMap.from_dict({"Muammar Qaddafi": ["Muammar Gaddafi"]}))
    text = "They met Moammar Gadhafi, Muammar Gaddafi and Qassim Soleimani."
    assert named(text, names) == "They met Muammar Qaddafi, Muammar Qaddafi and Qasem Soleimani."


def test_of_two_users_maps_the_first_wins():
    first, second = (NameMap.from_dict({name: ["Jon Exemplar"]}) for name in ("John Exemplar", "Jonathan Exemplar"))
    assert named("They met Jon Exemplar.", Names(first, second)) == "They met John Exemplar."


def test_an_entry_without_variants_protects_a_spelling():
    assert stays("They met Qassim Soleimani.", Names(NameMap.from_dict({"Qassim Soleimani": []})))


def test_names_of_other_scripts_are_matched_by_whole_words():
    names = Names(NameMap.from_dict({"Владимир Зеленский": ["Володимир Зеленський"]}))
    assert named("Вчера Володимир Зеленський сказал", names) == "Вчера Владимир Зеленский сказал"
    assert stays("Вчера Володимир Зеленськийя сказал", names)


def test_no_word_in_letters_of_another_script_folds_to_ascii():
    """Packaged maps are in ASCII, and words in other letters are not even looked at."""
    others = [chr(i) + "x" for i in range(1, 0x10000) if CAPITALISED.match(chr(i)) and not LATIN.match(chr(i))]
    ascii_ones = {word for word in others if word[0].isalpha() and fold_word(word).isascii()}
    assert {word for word in ascii_ones if fold_word(word)[0].isalpha()} == {"ﾞx", "ﾟx"}  # x alone is found in them


def test_the_memory_for_other_words_is_bounded_and_changes_nothing():
    names = Names(NameMap())  # a map of one's own, though empty, is for a text in any language
    text = "They met Qassem Soleimani. " + " ".join(f"X{i:x}" for i in range(3 * STRANGERS))
    expected = text.replace("Qassem", "Qasem")
    assert [named(text, names), named(text, names)] == [expected, expected]
    assert len(names._index.strangers) < STRANGERS + CHUNK // 2
    assert named("X1 met Suleimani, and Qassem Soleimani met X2.", names) == (
        "X1 met Soleimani, and Qasem Soleimani met X2."
    )


def test_many_first_words_are_found_as_well_as_few():
    """Few are looked for one by one, many by going through the text; neither takes a part of a word."""
    few = "QassemQassem Soleimani, aQassem Soleimani, XQassem Soleimani, «Qassem Soleimani» and Qassem Soleimani_x."
    rest = ". ".join(entry.canonical for entry in ENTRIES if entry.of == "person")
    expected = few.replace("«Qassem", "«Qasem")
    assert named(few) == expected
    assert named(f"{few}\n{rest}.", Names(NameMap())) == f"{expected}\n{rest}."


def test_something_that_is_no_map_is_refused():
    with pytest.raises(TypeError, match=r"NameMap objects, not dict"):
        Names({"a": ["b"]})  # type: ignore[arg-type]


def test_names_pickle_small_and_stay_equal():
    names = Names(NameMap.from_dict({"John Exemplar": ["Jon Exemplar"]}))
    named("They met Jon Exemplar.", names)
    again = pickle.loads(pickle.dumps(names))
    assert again == names
    assert len(pickle.dumps(names)) < 1000
    assert named("They met Jon Exemplar.", again) == "They met John Exemplar."


# Laws

SPELLINGS = [spelling for entry in NameMap.packaged() for spelling in (entry.canonical, *entry.variants)]
SURNAMES = [spelling.split()[-1] for spelling in SPELLINGS]
GLUE = [" ", ", ", ". ", "\n\n", "-", "’s ", " al-", " and ", " Mr. ", " Gen. ", " “", "” ", " Street ", ": ", "\nBy "]
GLUE += ["@", "/", " Khan "]
pieces = st.sampled_from(SPELLINGS) | st.sampled_from(SURNAMES) | st.sampled_from(["the", "Iran", "Ali", "is"])
cases = st.sampled_from([str, str, str.upper, str.title])
texts = st.lists(st.tuples(pieces, st.sampled_from(GLUE), cases), max_size=12)


@settings(max_examples=400, deadline=None)
@given(texts, st.booleans())
def test_a_second_run_finds_nothing(parts, aliases):
    text = "".join(case(piece) + glue for piece, glue, case in parts)
    names = ALIASES if aliases else PACKAGED
    once = named(text, names)
    assert named(once, names) == once


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text):
    named(text + " Qassim Soleimani " + text)


@pytest.mark.parametrize(
    "unit",
    [
        "Qassim Soleimani, ",
        "al-al-al-",
        "Al-Al-Al-",
        "Abu ",
        "Qassim",
        "Qassim-",
        "Soleimani. ",
        "x/Taleban",
        "’s’",
        "“Daesh ",
    ],
)
def test_time_grows_with_the_text_and_not_faster(unit):
    def seconds(length):
        clip = Clip.from_text("Qassim Soleimani. " + unit * (length // len(unit)))
        start = time.process_time()
        for _ in ALIASES(clip):
            pass
        return time.process_time() - start

    seconds(1000)
    short = min(seconds(10_000) for _ in range(3))
    assert min(seconds(160_000) for _ in range(2)) < 24 * short + 0.05
