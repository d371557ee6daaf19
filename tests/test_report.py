"""The page, the notebook's fragment and the terminal's lines show what became of a clip."""

import re
from html.parser import HTMLParser

import pytest

import cleanclip
from cleanclip import result as result_module
from cleanclip.clip import Edit
from cleanclip.report.render import FRAGMENT_ROWS, fragment, page, terminal
from cleanclip.report.view import FIELDS, View, exact, safe

CLIP = (
    "Share\nTweet\n\n"
    "Gen. Qassem Soleimani  spoke in Basra on Monday, officials said.\n\n"
    "Nobody was hurt when the roof of the hall came down, the mayor said on Tuesday.\n"
)

NASTY = "It rained <script>alert('x')</script> & \"poured\" in Basra on Monday, \x1b[31mofficials\x1b[0m said."


@pytest.fixture(scope="module")
def result():
    return cleanclip.explain(CLIP)


class Outline(HTMLParser):
    """The tags of a page, and a complaint for each that is not closed in order."""

    VOID = ("meta", "input", "br", "link")

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.wrong, self.attributes = [], [], [], []
        self.feed(html)
        self.wrong += self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def shown(html: str) -> str:
    """What a reader sees, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.S))


def test_rows_number_the_lines_of_the_source(result):
    """Line numbers are those of an editor."""
    assert [(row.number, row.block.kept) for row in View(result).rows] == [(1, False), (2, False), (4, True), (6, True)]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_of_any_system_count_once(end):
    """CRLF is one line end."""
    rows = View(cleanclip.explain(CLIP.replace("\n", end))).rows
    assert [row.number for row in rows] == [1, 2, 4, 6]


def test_changes_of_a_line_have_old_new_and_reason(result):
    """White space is no news; a name is."""
    [change] = View(result).rows[2].changes
    assert (change.old, change.new, change.edit.label) == ("Qassem Soleimani", "Qasem Soleimani", "name")
    assert change.edit.reason


def test_the_pieces_of_kept_lines_are_the_source_and_the_text(samples):
    """A kept line's old pieces are its source; its new pieces are in the text."""
    for text in samples.values():
        result = cleanclip.explain(text)
        for row in View(result).rows:
            if row.block.kept:
                assert "".join(piece.old for piece in row.pieces) == row.block.text
                assert "".join(piece.new for piece in row.pieces).strip() in result.text


def test_a_join_shows_at_the_line_before_it(samples):
    """A sentence that a page break cut is shown where it was cut."""
    rows = View(cleanclip.explain(samples["pressreader-truce"])).rows
    [row] = [row for row in rows if any(piece.edit.label == "join" for piece in row.changes)]
    assert row.block.text.endswith("the militia commander Abu")


def test_sums_count_lines_words_and_labels(result):
    """What went, in figures."""
    assert View(result).sums() == [
        "2 of 4 lines kept",
        "2 words of 28 removed (8.6% of the characters)",
        "dropped: share 2",
        "changed: name 1",
    ]


def test_control_characters_cannot_move_the_cursor():
    """What would colour, clear or turn round a terminal is shown as a number."""
    assert safe("a\x1b[2Jb\u202ec\ud800") == "a⟨U+001B⟩[2Jb⟨U+202E⟩c⟨U+D800⟩"
    assert exact("a\xa0b\u200b") == "a⟨U+00A0⟩b⟨U+200B⟩"
    assert safe("नमस्ते – a\u200db") == "नमस्ते – a\u200db"


def test_every_sample_gives_a_well_formed_page_that_needs_nothing(samples):
    """Every tag is closed, and nothing is fetched or run."""
    for text in samples.values():
        outline = Outline(page(cleanclip.explain(text)))
        assert outline.wrong == []
        assert not {"script", "link", "img", "iframe"} & set(outline.tags)
        assert not [found for found in outline.attributes if found[1] in ("src", "href") or found[1].startswith("on")]


def test_the_page_shows_reasons_edits_fields_and_sums(samples):
    """Everything that `explain` knows is there to read."""
    html = page(cleanclip.explain(samples["pressreader-truce"]))
    text = shown(html)
    for part in (
        "Publication Harbour Ledger",
        "of 16 lines kept",
        "pressreader/byline: names in capitals behind a hyphen",
        "Dropped lines to show",
        "Iran stands alone in this clip",
    ):
        assert part in text
    assert re.search(r"<del [^>]*>Iranbacked</del><ins [^>]*>Iran-backed</ins>", html)
    assert re.search(r'<li class="drop l\d" title="pressreader/byline', html)


def test_every_field_of_a_result_is_shown():
    """One list of fields serves the account for programs and the one for people."""
    values = {name: f"the {name}" for name in FIELDS if name != "language"}
    result = cleanclip.Result("It rained.", "It rained.", encoding="utf-8", **values)
    assert list(result.to_dict())[1 : len(FIELDS) + 1] == list(FIELDS)
    assert dict(View(result).fields) == {
        **{name.capitalize(): value for name, value in values.items()},
        **({"Language": result.language} if result.language else {}),
        "Encoding": "utf-8",
    }
    assert result_module.FIELDS is FIELDS


def test_each_label_of_the_page_has_a_switch(samples):
    """Unticking a label hides its lines, by style alone."""
    result = cleanclip.explain(samples["wordpress-blog"])
    html = page(result)
    for number in range(len(View(result).dropped)):
        assert f'id="show-l{number}" checked' in html
        assert f"body:has(#show-l{number}:not(:checked)) .l{number} {{ display: none; }}" in html


@pytest.mark.parametrize("render", [page, fragment])
def test_what_a_clip_contains_is_text(render):
    """A script in a clip is shown, not run; so are quotes in a reason or a label."""
    result = cleanclip.explain(NASTY)
    mark = Edit(0, 2, 'I"><b>t', 'x"><b>', "c", 'because "><img>')
    html = render(cleanclip.Result('I"><b>t' + NASTY[2:], NASTY, layers=((mark,),), drafts=result.drafts))
    outline = Outline(html)
    assert outline.wrong == []
    assert not {"script", "img"} & set(outline.tags)
    assert "&lt;script&gt;" in html
    assert "\x1b" not in html


@pytest.mark.parametrize("text", ["", " \n", "Share\nTweet\nE-mail", "\ud800\x00", "\r" * 5, "a" * 3000])
def test_any_result_can_be_shown(text):
    """Empty clips, clips of nothing but furniture, and characters that are none."""
    result = cleanclip.explain(text)
    assert Outline(page(result)).wrong == []
    assert Outline(fragment(result)).wrong == []
    (page(result) + fragment(result) + terminal(result)).encode("utf-8")


def test_warnings_are_shown_everywhere():
    """Nobody overlooks that nothing was left."""
    result = cleanclip.explain("Share\nTweet\nE-mail")
    [warning] = result.warnings
    for text in (shown(page(result)), shown(fragment(result)), re.sub(r"\s+", " ", terminal(result))):
        assert warning in text


def test_a_notebook_gets_the_fragment(result):
    """The last line of a cell shows the account, with styles that notebooks keep."""
    html = result._repr_html_()
    assert html == fragment(result)
    assert "<style" not in html
    assert "2 of 4 lines kept" in shown(html)


def test_a_long_clip_does_not_flood_a_notebook():
    """The fragment stops somewhere and says so."""
    result = cleanclip.explain(
        "\n\n".join(f"Line number {n} says that it rained in Basra on Monday." for n in range(300))
    )
    assert f"and {300 - FRAGMENT_ROWS} more lines" in fragment(result)


def test_the_terminal_shows_lines_reasons_and_changes(result):
    """A minus before what went, a tilde before what changed, reasons below."""
    assert terminal(result, 80).split("\n")[2:] == [
        "    1 - share       Share",
        "                    furniture/share-words: a word of a share bar",
        "    2 - share       Tweet",
        "    4               Gen. Qasem Soleimani spoke in Basra on Monday, officials sa…",
        "      ~ name        Qassem Soleimani → Qasem Soleimani",
        "                    spelling of Qasem Soleimani",
        "    6               Nobody was hurt when the roof of the hall came down, the ma…",
        "",
        "2 of 4 lines kept",
        "2 words of 28 removed (8.6% of the characters)",
        "dropped: share 2",
        "changed: name 1",
    ]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_terminal_lines_fit(samples, width):
    """No line is wider than the terminal, wide characters and long words included."""
    from rich.cells import cell_len

    for text in (*samples.values(), "港务局周一表示，大桥将关闭到春天。" * 20, "x" * 500 + "\n\nShare\nTweet"):
        lines = terminal(cleanclip.explain(text), width).split("\n")
        assert max(map(cell_len, lines)) <= width


def test_colour_is_there_only_when_asked_for(result):
    """Without colour there is not one escape."""
    assert "\x1b[" not in terminal(result, 80)
    colored = terminal(result, 80, color=True)
    assert "\x1b[31m" in colored
    assert re.sub(r"\x1b\[[\d;]*m", "", colored).split() == terminal(result, 80).split()
