"""The rule engine: what each key of a rule does, and what is said of a pack that is wrong."""

from pathlib import Path

import pytest

from cleanclip import Clip, Mark
from cleanclip.rules import Pack, PackError, Rules, index, load_pack, packaged_packs, parse_pack
from cleanclip.rules.packs import NEEDS, SCOPES, WHERE
from cleanclip.rules.placeholders import PLACEHOLDERS, compile_template

PROSE = [
    "The council of Kallmar voted on Monday to keep the winter ferry, which carries forty people on a good morning.",
    "The harbour master said that the boat would sail at six, as it has done since the bridge was closed in the flood.",
    "Opponents of the plan want the money for a school, and they have asked the governor to look at the accounts.",
]
SAMPLES = 'sample = ["The Ledger on paper"]\ncounter_sample = ["She kept the ledger on paper."]\n'


def rule(body: str, id: str = "end", label: str = "footer") -> str:
    return f'[[rule]]\nid = "{id}"\nlabel = "{label}"\n{body}\n{SAMPLES}'


def pack(*rules: str, name: str = "ledger", head: str = "") -> Pack:
    return parse_pack(f'name = "{name}"\nabout = "The Ledger\'s site"\n{head}\n' + "".join(rules), f"{name}.toml")


def marks(text: str, *rules: str, url: str | None = None, head: str = "") -> list[Mark]:
    cleaner = Rules((pack(*rules, head=head),), packaged=False)
    return sorted(cleaner(Clip.from_text(text, url)))


def marked(text: str, *rules: str, **given: str) -> list[str]:
    """The stretches that some rules mark, in order."""
    return [text[mark.start : mark.end] for mark in marks(text, *rules, **given)]


def takes(line: str, body: str) -> bool:
    """Whether a rule matches a line that stands between two paragraphs."""
    return line in marked(f"{PROSE[0]}\n\n{line}\n\n{PROSE[1]}", rule(body))


# What a rule matches


@pytest.mark.parametrize(
    "line",
    [
        "The Ledger on paper",
        "THE LEDGER ON PAPER",
        "» The Ledger on paper »",
        "• The Ledger on paper…",
        "🔔 The Ledger on paper",
        "The\u200b Led\u00adger on pa\ufeffper",
        "\u200fThe Ledger on paper\u200e",
        "The Ledger on paper:",
    ],
)
def test_line_is_the_whole_line(line: str) -> None:
    """Case, signs round it, invisible characters and emoji before it aside (#16, #18, #28)."""
    assert takes(line, 'line = ["The Ledger on paper"]')


@pytest.mark.parametrize(
    "line", ["The Ledger on paper costs less.", "Read The Ledger on paper", "The Ledger on papers"]
)
def test_line_is_not_a_part_of_a_line(line: str) -> None:
    """More words make it another line."""
    assert not takes(line, 'line = ["The Ledger on paper"]')


def test_a_colon_in_the_marker_must_be_in_the_line() -> None:
    """A full-width one will do (#29)."""
    assert takes("More stories:", 'line = ["More stories:"]')
    assert takes("More stories：", 'line = ["More stories:"]')
    assert not takes("More stories", 'line = ["More stories:"]')


@pytest.mark.parametrize("line", ["اقرأ أيضا", "اقرأ أيضًا", "اقـرأ أيضا"])
def test_arabic_is_compared_without_its_marks(line: str) -> None:
    """Vowel signs and the lengthening stroke are no other marker (#19)."""
    assert takes(line, 'line = ["اقرأ أيضا"]')


def test_apostrophes_are_alike() -> None:
    """Straight or curly, in the pack or in the line."""
    assert takes("Editor's choice", 'line = ["Editor’s choice"]')
    assert takes("Editor’s choice", 'line = ["Editor\'s choice"]')


def test_prefix_is_the_beginning_of_a_line() -> None:
    """Of as many words as `max_words` allows."""
    body = 'prefix = ["This site"]\nmax_words = 5'
    assert takes("This site is closed today", body)
    assert not takes("This site is closed until tomorrow", body)
    assert not takes("On this site", body)


def test_phrase_stands_anywhere_between_words() -> None:
    """Not inside a word."""
    assert takes("All the news in your inbox, daily", 'phrase = ["in your inbox"]')
    assert not takes("All the news in your inboxes", 'phrase = ["in your inbox"]')
    assert not takes("Certain your inbox", 'phrase = ["in your inbox"]')


def test_a_phrase_inside_another_is_found_too() -> None:
    """The scan finds the longer, and what it hides."""
    body = 'phrase = ["in your"]', 'phrase = ["in your inbox"]'
    found = marks("All in your inbox", rule(body[0], id="short"), rule(body[1], id="long"))
    assert [mark.reason.split(":")[0] for mark in found] == ["ledger/long", "ledger/short"]


def test_a_phrase_is_not_looked_for_in_long_lines() -> None:
    """A line of hundreds of characters is prose."""
    line = "In your inbox " + "a word " * 70
    assert not takes(line.strip(), 'phrase = ["in your inbox"]\nmax_words = 500')


def test_a_pattern_runs_behind_its_trigger() -> None:
    """`^` before a trigger asks for the line's first word."""
    assert takes("Tag 12", "pattern = '^Tag \\d+$'\ntrigger = [\"^tag\"]")
    assert takes("No 12 of 13", "pattern = '\\d+ of \\d+'\ntrigger = [\"of\"]")
    assert not takes("Tag 12", "pattern = '^Tag \\d+$'\ntrigger = [\"^no\"]")
    assert not takes("tag 12", "pattern = '^Tag \\d+$'\ntrigger = [\"^tag\"]")


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_a_placeholder_stands_for_its_example(name: str) -> None:
    """In a whole line and at a line's beginning, with words round it or without."""
    example = PLACEHOLDERS[name][1]
    assert takes(f"More from {example}", f'line = ["More from {{{name}}}"]')
    assert takes(f"More from {example} and others", f'prefix = ["More from {{{name}}}"]')
    assert compile_template(f"{{{name}}}", whole=True).match(example)
    assert not compile_template(f"More from {{{name}}} today", whole=True).match("More from today")


def test_a_line_may_begin_with_a_placeholder() -> None:
    """A count, a date in figures or in words, an address, a name."""
    assert takes("1,203 views", 'line = ["{number} views"]')
    assert takes("13 December 2023", 'line = ["{date}"]')
    assert takes("Wednesday, 13 December 2023", 'line = ["{date}"]')
    assert takes("www.example.org/a", 'line = ["{url}"]')
    assert takes("Jane Doe reports", 'line = ["{name} reports"]')
    assert not takes("Nobody views", 'line = ["{number} views"]')


def test_a_placeholder_minds_the_case() -> None:
    """A name has capitals, the words round it may be written as they like."""
    assert takes("MORE FROM Jane Doe", 'line = ["More from {name}"]')
    assert not takes("More from home", 'line = ["More from {name}"]')


# Scopes


def test_a_block_takes_the_short_lines_below_it() -> None:
    """Down to a blank line; with more lines than `below` says, or a paragraph among them, it is its own line alone."""
    body = rule('scope = "block"\nbelow = 2\nline = ["Newsletter"]')
    assert marked("Newsletter\nYour e-mail\nGo", body) == ["Newsletter\nYour e-mail\nGo"]
    assert marked("Newsletter\nYour e-mail\n\nGo", body) == ["Newsletter\nYour e-mail"]
    assert marked("Newsletter\nYour e-mail\nGo\nHome", body) == ["Newsletter"]
    assert marked(f"Newsletter\nYour e-mail\n{PROSE[0]}", body) == ["Newsletter"]


HEAD = [
    rule('scope = "head"\nline = ["Listen live"]', id="listen"),
    rule('scope = "head"\nline = ["Short URL"]', id="url"),
]


def test_two_head_marks_make_a_head() -> None:
    """Short lines between them are navigation; what could be a headline is left to others."""
    text = f"Listen live\nDeaths\nA title of four words\nShort URL\n\n{PROSE[0]}"
    assert marked(text, *HEAD) == ["Listen live", "Deaths", "Short URL"]


def test_one_head_mark_is_its_line_alone() -> None:
    """Also when it stands twice."""
    text = f"Listen live\nDeaths\nListen live\n\n{PROSE[0]}"
    assert marked(text, *HEAD) == ["Listen live", "Listen live"]


def test_a_head_ends_above_the_second_paragraph() -> None:
    """One paragraph may be a caption; two are the article."""
    caption = f"Listen live\n\n{PROSE[0]}\n\nDeaths\n\nShort URL\n\n{PROSE[1]}"
    article = f"Listen live\n\n{PROSE[0]}\n\n{PROSE[1]}\n\nDeaths\n\nShort URL"
    assert "Deaths" in marked(caption, *HEAD)
    assert "Deaths" not in marked(article, *HEAD)


TAIL = rule('scope = "tail"\nline = ["Leave a reply"]', id="reply")
TITLES = rule('scope = "tail"\nline = ["Related:"]\nneeds = ["titles"]', id="related")
STORY = "\n\n".join(PROSE)


def test_a_tail_mark_opens_a_region_to_the_end() -> None:
    """By itself it is not certain: the decide stage has a guard for it."""
    text = f"{STORY}\n\nLeave a reply\n\nName"
    line, region = sorted(marks(text, TAIL), key=lambda mark: mark.end)
    assert (text[line.start : line.end], line.certain) == ("Leave a reply", True)
    assert (text[region.start : region.end], region.certain) == ("Leave a reply\n\nName", False)


def test_two_tail_marks_are_certain() -> None:
    """Two rules, independent of each other; the same one twice is one."""
    text = f"{STORY}\n\nLeave a reply\n\nTags:\n\nName"
    other = rule('scope = "tail"\nline = ["Tags:"]', id="tags")
    assert any(mark.certain and mark.end == len(text) for mark in marks(text, TAIL, other))
    again = text.replace("Tags:", "Leave a reply")
    assert not any(mark.certain and mark.end == len(text) for mark in marks(again, TAIL, other))


def test_a_mark_that_needs_a_second_opens_nothing_alone() -> None:
    """By itself it is a hint about its own line; with another rule's mark below it, the article's end."""
    doubtful = rule('scope = "tail"\nline = ["Over and out"]\nneeds = ["second"]', id="doubtful")
    alone = f"{STORY}\n\nOver and out\n\nName"
    assert [(alone[m.start : m.end], m.certain) for m in marks(alone, doubtful, TAIL)] == [("Over and out", False)]
    text = alone.replace("Name", "Leave a reply")
    assert any(mark.certain and mark.start == text.index("Over") for mark in marks(text, doubtful, TAIL))


def test_a_heading_with_titles_at_the_end_opens_a_tail() -> None:
    """Nothing but titles of other stories below it."""
    text = f"{STORY}\n\nRelated:\n\nNight boats return\n\nBridge to open in May"
    assert f"Related:\n\n{text.rsplit('Related:')[1].strip()}" in marked(text, TITLES)


def test_a_heading_with_titles_in_mid_article_is_a_list_of_links() -> None:
    """The article goes on below it, so only the list is marked."""
    links = "Related:\n\nNight boats return\n\nBridge to open in May"
    text = f"{PROSE[0]}\n\n{links}\n\n{PROSE[1]}"
    assert {mark for mark in marked(text, TITLES) if mark != "Related:"} == {links}


def test_a_heading_over_prose_is_a_crosshead() -> None:
    """No title below it, no second mark: nothing is said."""
    assert not [mark for mark in marks(f"{PROSE[0]}\n\nRelated:\n\n{PROSE[1]}", TITLES) if mark.certain]


def test_a_heading_with_nothing_under_it_goes() -> None:
    """What it headed is gone already."""
    text = f"{STORY}\n\nRelated:"
    assert any(mark.certain and text[mark.start :] == "Related:" for mark in marks(text, TITLES))


# Where


def test_where_head_is_above_the_first_paragraph() -> None:
    """Not below it."""
    body = rule('line = ["The Ledger"]\nwhere = "head"')
    assert marked(f"The Ledger\n\n{STORY}", body) == ["The Ledger"]
    assert marked(f"{PROSE[0]}\n\nThe Ledger\n\n{PROSE[1]}", body) == []


def test_where_end_is_below_the_last_paragraph() -> None:
    """Not above it."""
    body = rule('line = ["The Ledger"]\nwhere = "end"')
    assert marked(f"{STORY}\n\nThe Ledger", body) == ["The Ledger"]
    assert marked(f"{PROSE[0]}\n\nThe Ledger\n\n{PROSE[1]}", body) == []


def test_where_first_is_the_first_line_that_nothing_marked() -> None:
    """It looks through marked lines, which a second pass would not see, and no further."""
    first = rule("pattern = '^The [A-Z]\\w+$'\nwhere = \"first\"", id="masthead", label="masthead")
    menu = rule('line = ["Home"]', id="menu")
    assert marked(f"The Ledger\n\n{STORY}", first, menu) == ["The Ledger"]
    assert marked(f"Home\n\nThe Ledger\n\n{STORY}", first, menu) == ["Home", "The Ledger"]
    assert marked(f"Deaths\n\nThe Ledger\n\n{STORY}", first, menu) == []


# Needs


def test_needs_another_is_a_hint() -> None:
    """The decide stage looks for company."""
    [mark] = marks("The Ledger", rule('line = ["The Ledger"]\nneeds = ["another"]'))
    assert not mark.certain


def test_needs_pack_wants_a_second_rule_of_its_pack() -> None:
    """Or the address of one of its hosts."""
    shy = rule('line = ["The Ledger"]\nneeds = ["pack"]', id="shy")
    bold = rule('line = ["Ledger account"]', id="bold")
    host = 'hosts = ["ledger.example"]'
    assert marked("The Ledger", shy, bold) == []
    assert marked("The Ledger\n\nLedger account", shy, bold) == ["The Ledger", "Ledger account"]
    assert marked("The Ledger", shy, bold, url="https://www.ledger.example/a", head=host) == ["The Ledger"]
    assert marked("The Ledger", shy, bold, url="https://other.example/ledger.example", head=host) == []


def test_a_hint_is_no_second_mark_of_a_pack() -> None:
    """What may stay itself proves nothing: it would speak again in a second pass."""
    shy = rule('line = ["The Ledger"]\nneeds = ["pack"]', id="shy")
    hint = rule('line = ["Home"]\nneeds = ["another"]', id="hint")
    assert marked("The Ledger\n\nHome", shy, hint) == ["Home"]


def test_needs_region_speaks_only_in_a_head_or_tail() -> None:
    """“Close” is an answer in the article and a button below it (#52)."""
    button = rule('line = ["Close"]\nneeds = ["region"]', id="button")
    text = f"{PROSE[0]}\n\nClose\n\n{PROSE[1]}\n\nLeave a reply\n\nClose"
    found = [mark.start for mark in marks(text, TAIL, button) if "ledger/button" in mark.reason]
    assert found == [text.rindex("Close")]


# Memory


def test_what_is_remembered_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same clip twice, after other clips, and when more lines were seen than are remembered."""
    monkeypatch.setattr(index, "REMEMBERED_LINES", 5)
    text = f"Home\n\nThe Ledger\n\n{STORY}\n\nLeave a reply\n\nClose"
    others = [f"Home\n\n{number}\n\nClose\n\n{PROSE[number % 3]}" for number in range(20)]
    cleaner = Rules()
    first = list(cleaner(Clip.from_text(text)))
    assert first
    assert list(cleaner(Clip.from_text(text))) == first
    for other in others:
        assert list(cleaner(Clip.from_text(other))) == list(Rules()(Clip.from_text(other)))
    assert list(cleaner(Clip.from_text(text))) == first
    assert len(cleaner._index._seen) <= 5 + len(text.split("\n\n"))


# Packs


def test_every_choice_of_a_key_loads() -> None:
    """All scopes, places and needs that the documentation names."""
    for key, values in (("scope", SCOPES), ("where", WHERE)):
        for value in values:
            what = "phrase" if value == "words" else "line"
            assert getattr(pack(rule(f'{what} = ["The Ledger"]\n{key} = "{value}"')).rules[0], key) == value
    assert pack(rule(f'line = ["The Ledger"]\nneeds = {list(NEEDS)}')).rules[0].needs == NEEDS


def test_a_single_text_is_a_list_of_one() -> None:
    """`sample = "..."` is as good as `sample = ["..."]`."""
    assert pack(rule('line = "The Ledger"')).rules[0].line == ("The Ledger",)


def test_the_packaged_packs_load_by_name() -> None:
    """Those that the issue asks for."""
    assert {"furniture", "joomla", "pressreader", "sputnik", "wordpress"} <= {pack.name for pack in packaged_packs()}


TOP = 'name = "ledger"\nabout = "The Ledger"\n'
GOOD = 'line = ["The Ledger"]\n' + SAMPLES
BROKEN = {
    "not TOML": ("name = \n", r"l\.toml: not valid TOML: .*line 1"),
    "unknown key of a pack": (
        TOP + "colour = 1\n[[rule]]\n",
        r"l\.toml:1: unknown key 'colour'; a pack may have about, ",
    ),
    "no name": ('about = "x"\n', r'l\.toml:1: a pack needs a name; write name = "\.\.\."'),
    "empty about": ('name = "l"\nabout = " "\n', r"l\.toml:1: a pack needs a about|a pack needs an about"),
    "no rule": (TOP, r"l\.toml:1: the pack has no rule; write at least one \[\[rule\]\]"),
    "hosts": (
        TOP + "hosts = 5\n[[rule]]\n" + 'id = "a"\nlabel = "b"\n' + GOOD,
        r"l\.toml:1: hosts must be a list of texts",
    ),
    "no id": (TOP + '[[rule]]\nlabel = "b"\n' + GOOD, r'l\.toml:3: a rule needs an id .* such as id = "share-bar"'),
    "odd id": (TOP + '[[rule]]\nid = "A b"\n' + GOOD, r"l\.toml:3: a rule needs an id of small letters"),
    "unknown key": (
        TOP + '\n\n[[rule]]\nid = "a"\nlines = ["x"]\n' + GOOD,
        r"l\.toml:5: rule 'a': unknown key 'lines'",
    ),
    "no label": (TOP + '[[rule]]\nid = "a"\n' + GOOD, r"l\.toml:3: rule 'a': needs a label that says what it removes"),
    "scope": (
        TOP + rule('scope = "page"\n' + 'line = ["x"]'),
        r"l\.toml:3: rule 'end': scope = 'page' is not one of line, ",
    ),
    "where": (TOP + rule('where = "here"\nline = ["x"]'), r"where = 'here' is not one of anywhere, first, head, end"),
    "needs": (
        TOP + rule('needs = ["luck"]\nline = ["x"]'),
        r"needs = 'luck' is not one of pack, another, region, titles",
    ),
    "max_words": (TOP + rule('max_words = "9"\nline = ["x"]'), r"max_words must be a whole number from 0 on, not '9'"),
    "below": (TOP + rule('below = -1\nline = ["x"]'), r"below must be a whole number from 0 on, not -1"),
    "label as number": (
        TOP + '[[rule]]\nid = "a"\nlabel = 5\n' + GOOD,
        r"label must be a text in quotation marks, not 5",
    ),
    "line as number": (TOP + rule("line = 5"), r"line must be a list of texts, such as line = \[\"\.\.\.\"\], not 5"),
    "nothing to match": (TOP + rule('about = "x"'), r"says nothing to match; give it line, prefix, phrase or pattern"),
    "no sample": (
        TOP + '[[rule]]\nid = "a"\nlabel = "b"\nline = ["x"]\n',
        r"has no sample; add a text that it must match",
    ),
    "no counter-sample": (
        TOP + '[[rule]]\nid = "a"\nlabel = "b"\nline = ["x"]\nsample = ["x"]\n',
        r"has no counter_sample; add a text of ordinary body",
    ),
    "placeholder": (TOP + rule('line = ["From {town}"]'), r"unknown placeholder \{town\}; there are \{name\}, "),
    "only placeholders": (TOP + rule('line = ["{name} {place}"]'), r"'\{name\} \{place\}' is nothing but placeholders"),
    "only signs": (TOP + rule('line = ["-->"]'), r"'-->' has no word, and signs round a line are not compared"),
    "two lines in one": (TOP + rule('line = ["one\\ntwo"]'), r"has a line end in it; a rule compares one line"),
    "empty marker": (TOP + rule('line = [" "]'), r"an empty marker would match every line"),
    "no trigger": (TOP + rule("pattern = 'x'"), r"a pattern runs only behind a trigger; add words"),
    "pattern": (TOP + rule("pattern = '('\ntrigger = [\"ab\"]"), r"the pattern is not a valid expression"),
    "short phrase": (TOP + rule('phrase = ["a"]'), r"'a' is too short for a phrase or trigger"),
    "the same id": (
        TOP + rule('line = ["x"]') * 2,
        r"l\.toml:9: there are two rules 'end'; give one of them another id",
    ),
}


@pytest.mark.parametrize(("text", "sentence"), BROKEN.values(), ids=BROKEN)
def test_a_broken_pack_is_told_with_file_line_and_remedy(text: str, sentence: str, tmp_path: Path) -> None:
    """The line is that of the rule's table."""
    path = tmp_path / "l.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match=sentence) as caught:
        load_pack(path)
    assert str(caught.value).startswith(str(path))


def test_a_pack_that_is_not_utf_8_cannot_be_read(tmp_path: Path) -> None:
    """The sentence names the file."""
    path = tmp_path / "l.toml"
    path.write_bytes(b"name = '\xff'")
    with pytest.raises(PackError, match=r"l\.toml: the rule pack cannot be read"):
        load_pack(path)


def one_rule(key: str, marker: str) -> Rules:
    pack = f'name = "a"\nabout = "x"\n[[rule]]\nid = "m"\nlabel = "related"\n{key} = ["{marker}"]\n'
    return Rules((parse_pack(pack + 'sample = ["x"]\ncounter_sample = ["y"]\n'),), packaged=False)


@pytest.mark.parametrize(
    ("key", "marker", "line"),
    [
        ("phrase", "اقرأ أيضا", "اليوم اقرأ أيضا هنا"),
        ("phrase", "责任编辑：", "责任编辑：张三"),
        ("phrase", "cookie", "我们使用cookie"),
        ("prefix", "责任编辑：", "责任编辑：张三"),
        ("prefix", "点击查看", "点击查看更多新闻"),
        ("prefix", "Source:", "Source:Reuters"),
        ("prefix", "BYLINE:", "BYLINE:"),
        ("line", "Ещё по теме", "Еще по теме"),
        ("line", "Haberin devamı", "HABERİN DEVAMI"),
        ("line", "(完)", "（完）"),
        ("line", "相关阅读", "【相关阅读】"),
        ("line", "来源:{words}", "来源：新华网"),
        ("line", "بیشتر بخوانید", "بيشتر بخوانيد"),
        ("line", "{email}", "▶ desk@example.org"),
    ],
)
def test_a_marker_is_found_in_every_script_and_spelling(key: str, marker: str, line: str) -> None:
    assert one_rule(key, marker).matches(Clip.from_text(line))


@pytest.mark.parametrize(
    ("key", "marker", "line"),
    [
        ("prefix", "Source:", "Sources say that the ferry sank"),
        ("prefix", "点击查看", "点击这里"),
        ("prefix", "点击查看", "点击查看" + "更多新闻" * 40),
        ("phrase", "cookie", "Her mycookies page"),
        ("prefix", "BYLINE:", "Byline was the word he used"),
        ("line", "{email}", "Write to desk@example.org now"),
    ],
)
def test_a_marker_is_not_found_in_other_words(key: str, marker: str, line: str) -> None:
    assert not one_rule(key, marker).matches(Clip.from_text(line))


def test_a_match_that_lacks_its_pack_proves_nothing() -> None:
    """What needs another of its pack, and is alone, does not hide the lines it matches from other rules."""
    lonely = """
name = "lonely"
about = "x"
[[rule]]
id = "masthead"
label = "masthead"
line = ["Harbour Ledger"]
needs = ["pack"]
sample = ["x"]
counter_sample = ["y"]
"""
    text = (
        "Harbour Ledger\nCouncil keeps its ferry\n- JANE ROE\n\n"
        + "It rained in Basra on Monday, officials said.\n\n" * 3
    )
    top = """
name = "top"
about = "x"
[[rule]]
id = "first"
label = "masthead"
where = "first"
pattern = "^[A-Z][a-z]+ [A-Za-z ]+$"
sample = ["x"]
counter_sample = ["y"]
"""
    packs = (parse_pack(lonely), parse_pack(top))
    marks = list(Rules(packs, packaged=False)(Clip.from_text(text)))
    assert [text[mark.start : mark.end] for mark in marks] == ["Harbour Ledger"]


def test_the_address_shows_the_pack_of_a_first_line() -> None:
    """Where the clip comes from stands for another match, for a rule of the first line as well."""
    text = "Harbour Ledger\n\nIt rained in Basra on Monday, officials said."
    own = parse_pack(
        'name = "ledger"\nabout = "x"\nhosts = ["ledger.example"]\n[[rule]]\nid = "masthead"\nlabel = "masthead"\n'
        'where = "first"\nneeds = ["pack"]\nline = ["Harbour Ledger"]\nsample = ["x"]\ncounter_sample = ["y"]\n'
    )
    rules = Rules((own,), packaged=False)
    assert list(rules(Clip.from_text(text, "https://www.ledger.example/a")))
    assert not list(rules(Clip.from_text(text)))


@pytest.mark.parametrize(
    "line",
    [
        "We use cookies, the baker told her guests.",
        "We use cookies at Easter, the report found.",
        "We use cookies zum Kaffee, sagte der Bäcker.",
        "We use cookies le dimanche, explique la boulangère.",
    ],
)
def test_a_sentence_that_tells_who_said_it_is_no_furniture(line: str) -> None:
    rules = one_rule("prefix", "We use cookies")
    assert not rules.matches(Clip.from_text(line))
    assert rules.matches(Clip.from_text("We use cookies to make the site better."))
