"""Generated clips: furniture, prose and oddities in any order, for the laws."""

from hypothesis import strategies as st

from cleanclip.rules import packaged_packs

PROSE = [
    "The council of Basra said on Monday that the bridge would stay closed until the river falls again.",
    "“We have waited for three winters,” said the ferryman, who has worked on the quay since he was a boy.",
    "Officials in the port did not answer questions about the fees, and the union called the silence an insult.",
    "Two lorries were still standing at the weighbridge in the evening, their drivers asleep under the trailers.",
    "It was the second closure of the year, according to the harbour master, and it will not be the last one.",
    "The strike killed Gen. Qassem Soleimani of Iran and a commander, Abu",
    "Mahdi al-Muhandis, near the airport, officials said at the time.",
    "The plan gives the port an opportunity to take over the whole of the river trade and to remove",
    "the old tolls, said the minister, who spoke to reporters on the pier.",
    "The Iranbacked groups of Iran and others agreed to the terms of the truce that were read out in the hall.",
    "港务局周一表示，大桥将关闭到春天，直到河水回落为止，渡轮也将停止服务，直到另行通知为止。",
]
SHORT = [
    "Bridge Closes as River Rises Over the Old Quay",
    "Ferry fares to rise in spring",
    "What happens next",
    "Middle East",
    "Silence.",
    "The demands are:",
    "• lower tolls",
    "• a second ferry",
    "Brazil 2 Serbia 0",
    "by the river",
    "A: Yes.",
    "U.S. soldiers stand guard at the gate on Friday, March 27, 2020, after the base was handed over to the army.",
    "Green quay in the harbour, Iraq",
    "BASRA — The ferry stopped at noon on Monday, when the river had risen over the second step of the quay.",
]
SIGNED = [
    "By Jane Doe",
    "By Robert Frost",
    "by Jane Doe",
    "© AP Photo / Jane Roe",
    "Photo: Jane Roe",
    "Jane Roe/PA",
    "File / Save As",
    "The closed bridge, seen from the quay. (AP Photo/Jane Roe)",
    "That was the last time that anybody on the quay saw him alive.",
    "The ferry at the pier",
    "Why do you stop baking?",
    "The networks that the council of Basra has blocked in the region are these:",
    "Facebook",
    "News",
    "JANE ROE: The bridge stays closed, and nobody on the quay has asked me for how long it will.",
]
"""Writers, photographers and their pictures, questions, a list: what their place decides about."""
ODD = [
    "",
    " ",
    "\xa0",
    "\u200b",
    "&amp;nbsp;",
    "&amp;",
    "a&amp;lt;b",
    "GrÃ¼ne Zone",
    "sha\xadre",
    "\ufeffShare",
    "NUL\x00",
    "\ud800",
    "e\u0301a",
    "5\xa0000  men",
]
FURNITURE = sorted(
    {
        line
        for pack in packaged_packs(samples=True)
        for rule in pack.rules
        for text in rule.sample
        for line in text.split("\n")
    }
)
COUNTER = sorted(
    {
        line
        for pack in packaged_packs(samples=True)
        for rule in pack.rules
        for text in rule.counter_sample
        for line in text.split("\n")
    }
)

lines = st.one_of(*map(st.sampled_from, (PROSE, PROSE, FURNITURE, FURNITURE, SHORT, SIGNED, COUNTER, ODD)))
breaks = st.sampled_from(["\n", "\n\n", "\n\n", "\n \n", "\r\n", "\n    ", "\u2028", "\n\n\n"])


@st.composite
def clips(draw: st.DrawFn, most: int = 24) -> str:
    """A clip of some lines, as disorderly as pasted pages are."""
    parts = draw(st.lists(st.tuples(lines, breaks), max_size=most))
    return "".join(line + end for line, end in parts)


anything = st.text(alphabet=st.characters(), max_size=300)
"""Any text at all, lone surrogates included."""
