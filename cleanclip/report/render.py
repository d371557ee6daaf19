"""A result to look at: a page for the browser, a fragment for notebooks, lines for the terminal.

Whatever stands in a clip is shown as text: it is escaped for HTML, and control
characters become visible signs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from cleanclip.clip import LABELS
from cleanclip.report.view import Account, Piece, Row, View, exact, safe

if TYPE_CHECKING:
    from rich.console import Console

FRAGMENT_ROWS = 200
"""A notebook cell shows so many lines of the clip at most; the page shows all."""


def page(result: Account) -> str:
    """A complete page that needs nothing from elsewhere.

    >>> import cleanclip
    >>> html = page(cleanclip.explain("Advertisement\\n\\nIt rained in <Basra> on Monday, officials said."))
    >>> html[:15], "&lt;Basra&gt;" in html, "http://" in html
    ('<!DOCTYPE html>', True, False)
    """
    view = View(result)
    labels = {label: f"l{number}" for number, label in enumerate(view.dropped)}
    heading = _heading(result, view)
    return Template(Path(__file__).with_name("page.html").read_text(encoding="utf-8")).substitute(
        title=f"{_text(heading)} – cleanclip",
        heading=_text(heading),
        sums=_text(" · ".join(view.sums()[:2])),
        warnings="\n".join(f'<p class="warning" role="note">{_text(warning)}</p>' for warning in result.warnings),
        fields=_fields(view),
        legend=_legend(view, labels),
        toggles="\n".join(
            f"body:has(#show-{name}:not(:checked)) .{name} {{ display: none; }}" for name in labels.values()
        ),
        rows=_rows(view, labels),
        text=_text(result.text, lines=True),
    )


def _heading(result: Account, view: View) -> str:
    """What the page is called: the headline, or how the body begins, or the clip where nothing is left."""
    lines = sorted(view.rows, key=lambda row: not row.block.kept)
    first = lines[0].block.text if lines else "An empty clip"
    return str(getattr(result, "headline", None) or (first if len(first) <= 80 else first[:79] + "…"))


def _text(text: str, *, lines: bool = False) -> str:
    """Text as HTML."""
    shown = "\n".join(map(safe, text.split("\n"))) if lines else safe(text)
    return escape(shown, quote=True)


def _fields(view: View) -> str:
    if not view.fields:
        return ""
    rows = "\n".join(
        f'<tr><th scope="row">{name}</th><td dir="auto">{_text(value)}</td></tr>' for name, value in view.fields
    )
    return f"<table>\n{rows}\n</table>"


def _legend(view: View, labels: dict[str, str]) -> str:
    """Every label of a dropped line with its count; unticking one hides its lines, without any script."""
    if not labels:
        return ""
    boxes = "\n".join(
        f'<label title="{_text(LABELS.get(label, label))}">'
        f'<input type="checkbox" id="show-{labels[label]}" checked> '
        f'<span class="chip">{_text(label)}</span> {count:,}</label>'
        for label, count in view.dropped.items()
    )
    return f"<fieldset>\n<legend>Dropped lines to show</legend>\n{boxes}\n</fieldset>"


def _rows(view: View, labels: dict[str, str]) -> str:
    if not view.rows:
        return "<p>The clip has no lines.</p>"
    items: list[str] = []
    for rows in _together(view.rows):
        if rows[0].block.kept:
            items += (f"<li>{_kept(row)}</li>" for row in rows)
        else:
            items.append(_dropped(rows, labels[rows[0].block.label]))
    return '<ol class="rows">\n' + "\n".join(items) + "\n</ol>"


def _together(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Neighbouring lines that were kept, or that went under one label for one reason."""
    for _, group in groupby(rows, lambda row: row.block.kept or (row.block.label, row.block.reasons)):
        yield list(group)


def _dropped(rows: Sequence[Row], name: str) -> str:
    """Lines that went for one reason, with the reason under them and on hover."""
    label, reasons = rows[0].block.label, rows[0].block.reasons
    why = _text("; ".join(reasons))
    lines = "".join(
        f'<div class="row"><span class="number">{row.number}</span>'
        f'<p class="text" dir="auto">{_text(row.block.text)}</p></div>'
        for row in rows
    )
    chip = f'<span class="chip">{_text(label)}</span>'
    return f'<li class="drop {name}" title="{why}">{lines}<p class="why">{chip} {why}</p></li>'


def _kept(row: Row) -> str:
    line = "".join(_piece(piece) for piece in row.pieces)
    changes = "".join(
        f'<li><span class="chip">{_text(piece.edit.label)}</span> {_marked(piece, " → ")}'
        f" {_text(piece.edit.reason)}</li>"
        for piece in row.changes
        if piece.edit
    )
    listed = f'<ul class="changes">{changes}</ul>' if changes else ""
    return (
        f'<div class="row"><span class="number">{row.number}</span>'
        f'<div><p class="text" dir="auto">{line}</p>{listed}</div></div>'
    )


def _piece(piece: Piece, styled: bool = False) -> str:
    if piece.edit is None:
        return _text(piece.old)
    if not (piece.old + piece.new).strip():
        # White space: enough to see that something was there, without clutter.
        return f'<ins class="space"{_attributes(piece, "#88a" if styled else "")}>{_text(piece.new) or "&#8203;"}</ins>'
    return _marked(piece, "", styled)


def _marked(piece: Piece, between: str = "", styled: bool = False) -> str:
    red, green = ("#c33", "#2a5") if styled else ("", "")
    old = f"<del{_attributes(piece, red)}>{escape(exact(piece.old))}</del>" if piece.old else ""
    new = f"<ins{_attributes(piece, green)}>{escape(exact(piece.new))}</ins>" if piece.new else ""
    return old + (between if old and new else "") + new


def _attributes(piece: Piece, color: str) -> str:
    """The reason on hover, and a tint that is readable on light and dark ground."""
    assert piece.edit is not None
    tint = f' style="background:{color}4"' if color else ""
    return f' title="{_text(piece.edit.label + ": " + piece.edit.reason)}"{tint}'


def fragment(result: Account) -> str:
    """A piece of HTML for a notebook cell: the sums, the fields, and the lines behind a click.

    Its styles are attributes, because notebooks strip style sheets.

    >>> import cleanclip
    >>> fragment(cleanclip.explain("Advertisement"))[:4]
    '<div'
    """
    view = View(result)
    soft = "opacity:.75;font-size:.9em"
    fields = "".join(
        f'<div><span style="{soft}">{name}:</span> <span dir="auto">{_text(value)}</span></div>'
        for name, value in view.fields
    )
    warnings = "".join(
        f'<div style="border-left:4px solid #b3402a;padding-left:.5em">{_text(warning)}</div>'
        for warning in result.warnings
    )
    lines = "".join(map(_fragment_lines, _together(view.rows[:FRAGMENT_ROWS])))
    more = len(view.rows) - FRAGMENT_ROWS
    rest = f'<div style="{soft}">… and {more:,} more lines; to_html() shows them all</div>' if more > 0 else ""
    return (
        f'<div class="cleanclip" style="max-width:60em;line-height:1.5">'
        f'<div><b dir="auto">{_text(_heading(result, view))}</b></div>'
        f'<div style="{soft}">{_text(" · ".join(view.sums()))}</div>{warnings}{fields}'
        f"<details><summary>Line by line</summary>{lines}{rest}</details></div>"
    )


def _fragment_lines(rows: Sequence[Row]) -> str:
    if rows[0].block.kept:
        lines = ("".join(_piece(piece, styled=True) for piece in row.pieces) for row in rows)
        return "".join(f'<div dir="auto" style="margin:.25em 0">{line}</div>' for line in lines)
    label, reasons = rows[0].block.label, rows[0].block.reasons
    lines = (f'<div dir="auto">{_text(row.block.text)}</div>' for row in rows)
    return (
        f'<div style="margin:.25em 0;border-left:4px solid #b3402a;padding-left:.5em">{"".join(lines)}'
        f'<div style="opacity:.75;font-size:.85em"><b>{_text(label)}</b> {_text("; ".join(reasons))}</div></div>'
    )


_LABEL_WIDTH = 11
_INDENT = 5 + 3 + _LABEL_WIDTH + 1
"""The columns of a line number, of a mark between spaces, of a label and a space."""


def terminal(result: Account, width: int = 80, color: bool = False) -> str:
    """Lines for a terminal: the fields, every line of the clip with what became of it, the sums.

    A line that went has a `-` before it, a change a `~`; the reason stands below.

    Args:
        result: what `explain` returned.
        width: in columns, at least 40.
        color: whether to colour by ANSI escapes.

    >>> import cleanclip
    >>> print(terminal(cleanclip.explain("Advertisement\\n\\nIt rained in Basra on Monday."), 70))  # doctest: +ELLIPSIS
    Language  en
    <BLANKLINE>
        1 - ad          Advertisement
                        furniture/advertisement: ...
        3               It rained in Basra on Monday.
    <BLANKLINE>
    1 of 2 lines kept
    1 word of 7 removed ...
    dropped: ad 1
    """
    from io import StringIO

    from rich.console import Console

    view = View(result)
    console = Console(
        file=StringIO(),
        width=max(40, width),
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    _print_fields(console, view)
    _print_rows(console, view)
    _print_sums(console, view)
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))


def _print_fields(console: Console, view: View) -> None:
    wide = max((len(name) for name, _ in view.fields), default=0) + 2
    for name, value in view.fields:
        _print_hanging(console, [(name.ljust(wide), "bold"), (safe(value), "")], wide)
    console.print()


def _print_rows(console: Console, view: View) -> None:
    before: object = None
    for row in view.rows:
        block = row.block
        if block.kept:
            text = "".join(piece.old if piece.edit is None else piece.new for piece in row.pieces)
            _print_line(console, row.number, (" ", ""), ("", ""), (safe(text), "dim"))
            for piece in row.changes:
                _print_change(console, piece)
            before = None
            continue
        _print_line(console, row.number, ("-", "red"), (block.label, "yellow"), (safe(block.text), ""))
        reason = (block.label, block.reasons)
        if reason != before:  # lines that went together need the reason once
            _print_reason(console, "; ".join(block.reasons))
        before = reason
    console.print()


def _print_line(console: Console, number: int, *parts: tuple[str, str]) -> None:
    """A line of the clip on one line of the terminal, cut where it is too long."""
    from rich.text import Text

    mark, label, text = parts
    shown = Text.assemble(
        (f"{number:>5} ", "dim"), mark, " ", (safe(label[0]).ljust(_LABEL_WIDTH), label[1]), " ", text
    )
    shown.truncate(console.width, overflow="ellipsis")
    console.print(shown, soft_wrap=True)


def _print_change(console: Console, piece: Piece) -> None:
    assert piece.edit is not None
    label = safe(piece.edit.label).ljust(_LABEL_WIDTH)
    parts = [(" " * 6 + "~ ", "green"), (label, "yellow"), (" ", "")]
    if piece.old:
        parts.append((exact(piece.old), "red"))
    parts += [(" → " if piece.old and piece.new else "", ""), (exact(piece.new), "green")]
    if not piece.new:
        parts.append((" removed", ""))
    _print_hanging(console, parts, _INDENT)
    _print_reason(console, piece.edit.reason)


def _print_reason(console: Console, reason: str) -> None:
    if reason:
        _print_hanging(console, [(" " * _INDENT, ""), (safe(reason), "italic dim")], _INDENT)


def _print_hanging(console: Console, parts: Sequence[tuple[str, str]], indent: int) -> None:
    """Text over as many lines as it needs, all but the first indented."""
    from rich.text import Text

    whole = Text.assemble(*parts)
    first, rest = whole[:indent], whole[indent:]
    for number, line in enumerate(rest.wrap(console, max(20, console.width - indent))):
        line.rstrip()
        console.print(Text.assemble(first if number == 0 else " " * indent, line), soft_wrap=True)


def _print_sums(console: Console, view: View) -> None:
    for sentence in view.sums():
        _print_hanging(console, [(sentence, "")], 0)
    for warning in view.result.warnings:
        _print_hanging(console, [("warning: ", "bold yellow"), (safe(warning), "")], 9)
