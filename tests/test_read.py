"""Reading: bytes to text, text to lines, pages told from text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleanclip
from cleanclip import Clip
from cleanclip.read.encoding import decode, doubts
from cleanclip.read.html import is_html, page_text
from cleanclip.read.latin import latin_encoding

# Bytes


@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    """Whatever the bytes are, they become text, with an encoding that Python knows (#13)."""
    decoded = decode(data)
    b"".decode(decoded.encoding)
    decoded.text.encode("utf-8")
    assert all(doubt.isprintable() for doubt in doubts(data, decoded))


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


def test_bytes_that_windows_leaves_open_become_the_replacement_character() -> None:
    """0x81, 0x8D, 0x8F, 0x90 and 0x9D say nothing against Windows-1252 (#13)."""
    decoded = decode(b"caf\xe9 \x81 au lait, said the council of the town on Monday")
    assert decoded.text == "café \ufffd au lait, said the council of the town on Monday"


LATIN = {
    "one accent": ("Caf\xe9", "cp1252"),
    "French names": ("Caf\xe9 in Paris is open again, said M. Dupr\xe9.", "cp1252"),
    "one curly quote": ("It’s closed.", "cp1252"),
    "French, many accents": ("L'été dernier, les élèves étaient arrêtés", "cp1252"),
    "French quotes": ("« Nous n’avons pas été consultés », dit-il", "cp1252"),
    "German": ("„Für die Größe“", "cp1252"),
    "Spanish": ("¿Qué pasará mañana en España?", "cp1252"),
    "Portuguese": ("As eleições serão amanhã", "cp1252"),
    "Finnish": ("hätätyö", "cp1252"),
    "Danish": ("på øen nær Århus", "cp1252"),
    "Icelandic": ("það er nauðsynlegt á mánudag", "cp1252"),
    "English with names from everywhere": (
        "The “naïve” plan of Mr. Ångström, Señor Núñez and Frau Müller cost £5 or €6 – too much, the owner’s lawyer "
        "said in a letter that was read out in the hall, and nobody from the council of the town wanted to answer. "
        "The letter had been written in January, before the price of wood went up, and it was sent twice. " * 3,
        "cp1252",
    ),
    "Polish": ("Rząd ogłosił, że most będzie zamknięty", "cp1250"),
    "Polish in ISO": ("Mieszkańcy Łodzi będą się śmiać", "iso8859-2"),
    "Czech": ("Příliš žluťoučký kůň", "cp1250"),
    "Hungarian": ("A győri lakosoknak kerülő úton", "cp1250"),
    "Turkish": ("Başbakan İstanbul’da köprünün kapatılacağını", "cp1254"),
    "Lithuanian": ("Ministras pranešė, kad tai būtina dėl saugumo, ir važiuos", "cp1257"),
}


@pytest.mark.parametrize(("text", "encoding"), LATIN.values(), ids=LATIN)
def test_short_texts_in_latin_letters_are_read_by_their_alphabet(text: str, encoding: str) -> None:
    """Two or three letters outside ASCII are enough, where they are those of one language."""
    assert decode(text.encode(encoding)) == (text, encoding, "guessed from the bytes")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Мост останется закрытым до весны, сообщил порт.", "cp1251"),
        ("Η γέφυρα θα κλείσει τη Δευτέρα, είπε ο υπουργός.", "cp1253"),
        ("橋を閉鎖すると発表した。", "shift_jis"),
    ],
)
def test_other_scripts_are_not_taken_for_latin(text: str, encoding: str) -> None:
    """Where no alphabet fits, the statistics of charset-normalizer decide."""
    data = text.encode(encoding)
    assert latin_encoding(data) is None
    assert decode(data).text == text


@pytest.mark.parametrize("text", ["Ÿ", "cafÉ", "a¶b", "£odzi"])
def test_what_nobody_writes_is_no_western_text(text: str) -> None:
    """A capital after a small letter, a sign inside a word, a pound before a letter."""
    assert latin_encoding(text.encode("cp1252")) != "cp1252"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_known_by_its_zeros(encoding: str) -> None:
    """Every second byte of Western text is zero; the letters outside ASCII are not lost."""
    decoded = decode("“Grüne Zone”, sagte er".encode(encoding))
    assert decoded == ("“Grüne Zone”, sagte er", encoding, "every second byte is zero")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"NUL\x00 and a bell\x07 in a text of some length",
        b"\x1b[1mBasra\x1b[0m",
        "“Grüne Zone”".encode("utf-16"),
        "“Grüne Zone”, sagte er".encode("utf-16-le"),
        "市議会は月曜日に冬のフェリーを維持".encode("utf-16"),
        b"PK is not a file, nor is %PDF-1.7",
    ],
)
def test_text_is_not_taken_for_a_file_of_another_kind(data: bytes) -> None:
    """A few control characters are not enough, nor is a sign that stands further on."""
    assert doubts(data, decode(data)) == []


def test_one_broken_character_is_one() -> None:
    """The account counts in English."""
    assert decode("Grüße aus Köln, schöne Grüße".encode() + b"\xff").how == "UTF-8 with 1 broken character"


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
        "\ufeff\n<!doctype HTML>",
        "\n\ufeff <!doctype HTML>",
        "\n" * 9000 + "<!doctype HTML>",
        "\ufeff\n<div class='a'><p>One</p><p>Two</p></div>",
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


def test_half_a_character_costs_no_page() -> None:
    """A lone surrogate becomes U+FFFD, and the rest of the page is read."""
    body = "The council of Kallmar voted on Monday to keep the winter ferry, which carries forty people each day."
    assert page_text(f"<html><body><article><p>{body} \ud800</p></article></body></html>", None) == f"{body} \ufffd"


def test_a_page_without_an_article_gives_nothing() -> None:
    """ "" and not None, so that the stages after it need not ask."""
    assert page_text("<html></html>", None) == ""
