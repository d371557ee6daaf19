"""Reading: bytes to text, text to lines, pages told from text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleanclip
from cleanclip import Clip
from cleanclip.read.encoding import decode
from cleanclip.read.html import is_html, page_text

# Bytes


@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    """Whatever the bytes are, they become text, with an encoding that Python knows (#13)."""
    decoded = decode(data)
    b"".decode(decoded.encoding)
    decoded.text.encode("utf-8")


@given(st.text())
def test_utf_8_is_never_guessed_away(text: str) -> None:
    """Strict UTF-8 goes before everything but a byte order mark, and comes back to the letter."""
    assert decode(text.encode("utf-8")).text == text.removeprefix("\ufeff")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_a_byte_order_mark_decides(encoding: str) -> None:
    """The mark goes, and so does every doubt."""
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    decoded = decode((mark + "Grüne Zone").encode(encoding))
    assert (decoded.text, decoded.how) == ("Grüne Zone", "a byte order mark")


def test_half_a_character_at_the_end_is_marked() -> None:
    """What an encoding does not have becomes U+FFFD, and nothing is lost before it."""
    assert decode("Zone".encode("utf-16") + b"\x00").text == "Zone\ufffd"


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="iso-8859-2">',
        "<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-2'>",
        '<?xml version="1.0" encoding="ISO-8859-2"?>',
    ],
)
def test_a_declared_charset_is_believed(head: str) -> None:
    """In a meta element, in its older form, and in an XML declaration."""
    text = head + "<p>Zażółć gęślą jaźń</p>"
    decoded = decode(text.encode("iso-8859-2"))
    assert decoded == (text, "iso8859-2", "declared in the document")


@pytest.mark.parametrize("charset", ["no-such-charset", "base64", "hex", "rot13", "x" * 40, "idna"])
def test_a_declared_charset_that_is_none_is_passed_over(charset: str) -> None:
    """An unknown name, or the name of what is no text encoding, leads on to the guess."""
    text = f'<meta charset="{charset}"> “Café” is what the sign over the door of the ticket hall said.'
    decoded = decode(text.encode("cp1252"))
    assert (decoded.text, decoded.how) == (text, "guessed from the bytes")


def test_a_declaration_far_down_is_no_declaration() -> None:
    """Only the document's beginning is looked at, however long it is."""
    text = "“Café” is what the sign said. " + "x" * 5000 + '<meta charset="koi8-r">'
    assert decode(text.encode("cp1252")).encoding == "cp1252"


@pytest.mark.xfail(reason="bytes that cp1252 leaves open make the guess a sister of it (cp1256)", strict=True)
def test_bytes_that_windows_leaves_open_become_the_replacement_character() -> None:
    """0x81, 0x8D, 0x8F, 0x90 and 0x9D say nothing against Windows-1252 (#13)."""
    decoded = decode(b"caf\xe9 \x81 au lait, said the council of the town on Monday")
    assert decoded.text == "café \ufffd au lait, said the council of the town on Monday"


# Lines


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x85", "\u2028", "\u2029", "\v", "\f", "\x1c", "\x1d", "\x1e"])
def test_every_line_end_is_a_line_end(end: str) -> None:
    """One line model for all, with offsets in the text as it is (#20)."""
    text = f"One{end}{end}  Two {end}Three"
    clip = Clip.from_text(text)
    assert list(clip.lines) == ["One", "Two", "Three"]
    assert [text[start : clip.end(index)] for index, start in enumerate(clip.starts)] == list(clip.lines)
    assert [clip.blank_before(index) for index in range(3)] == [True, True, False]


@given(st.text("ab \t\n\r\v\f\x1c\x85\u2028\xa0\u200b", max_size=60))
def test_lines_are_found_where_they_stand(text: str) -> None:
    """Each line is the text at its offset, without white space at its edges; what is between lines is blank."""
    clip = Clip.from_text(text)
    at = 0
    for index, line in enumerate(clip.lines):
        assert text[clip.starts[index] : clip.end(index)] == line == line.strip() != ""
        assert not text[at : clip.starts[index]].strip()
        at = clip.end(index)
    assert not text[at:].strip()


@pytest.mark.parametrize("blank", ["", " ", "\t", "\xa0", "    \xa0", "\u2009\u202f", "\u3000"])
def test_a_line_of_odd_spaces_is_blank(blank: str) -> None:
    """No-break, thin and ideographic spaces make no line (#22)."""
    clip = Clip.from_text(f"One\n{blank}\nTwo")
    assert list(clip.lines) == ["One", "Two"]
    assert clip.blank_before(1)


@pytest.mark.parametrize("surrogate", [chr(0xD800), chr(0xDFFF), chr(0xDC80), "a\ud800b"])
def test_a_lone_surrogate_becomes_the_replacement_character(surrogate: str) -> None:
    """The text can always be written as UTF-8, and the change is reported (#12)."""
    result = cleanclip.explain(f"It rained {surrogate} in Basra.")
    readable = re.sub("[\ud800-\udfff]", "\ufffd", surrogate)
    assert result.text == f"It rained {readable} in Basra."
    assert [edit.label for edit in result.edits] == ["encoding"]


def test_a_pair_of_surrogates_becomes_its_character() -> None:
    """Two halves that belong together are one character, as some JSON has it."""
    assert cleanclip.clean("The sign \ud83d\udd14 rang.") == "The sign 🔔 rang."


# Pages


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><title>x</title>",
        "\ufeff<!doctype HTML>",
        "\n  <!doctype HTML>",
        pytest.param(
            "\ufeff\n<!doctype HTML>", marks=pytest.mark.xfail(reason="a mark and then white space", strict=True)
        ),
        '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">',
        "<!-- saved from the web -->\n<html>",
        "<HTML><BODY>",
        "<div class='a'><p>One</p><p>Two</p></div>",
    ],
)
def test_what_opens_as_a_page_is_one(text: str) -> None:
    """A doctype, a root element, or an opening tag with more of its kind behind it."""
    assert is_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a < b and c > d",
        "if x<y: print('<p>')",
        "The <p> element, the <div> element and the <a> element, he wrote, are all closed by </.",
        "<3 <3 <3",
        "<p>One paragraph</p>",
        "<Applause> <p <p <p </",
        "<abbr>p</abbr><pre><article1>",
        "<header>",
    ],
)
def test_what_only_has_angle_brackets_is_text(text: str) -> None:
    """Without clear evidence a text is a text (#26)."""
    assert not is_html(text)


def test_a_page_gives_its_article_without_its_frame() -> None:
    """trafilatura leaves navigation and comments out."""
    body = "The council of Kallmar voted on Monday to keep the winter ferry, which carries forty people each day."
    html = (
        f"<html><body><nav><a href='/'>Home</a></nav><article><p>{body}</p><p>{body} Twice.</p></article></body></html>"
    )
    assert page_text(html, None) == f"{body}\n{body} Twice."


def test_a_page_without_an_article_gives_nothing() -> None:
    """ "" and not None, so that the stages after it need not ask."""
    assert page_text("<html></html>", None) == ""
