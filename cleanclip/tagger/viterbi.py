"""The likeliest course of body and chrome through a clip, where each change from one to the other has a price.

Source: A. J. Viterbi, "Error bounds for convolutional codes and an asymptotically
optimum decoding algorithm", IEEE Transactions on Information Theory 13(2), 1967.
"""

from __future__ import annotations

from collections.abc import Sequence

CHANGE = 0.5
"""The price of a change, in natural log-odds."""


def best_course(odds: Sequence[float], change: float = CHANGE) -> list[bool]:
    """Whether each line is body, by the course that costs least.

    Args:
        odds: the natural log-odds of each line being body.
        change: what it costs to go from body to chrome or back.

    >>> best_course([3.0, -0.5, 3.0, -4.0])
    [True, True, True, False]
    """
    body = chrome = 0.0
    from_body: list[tuple[bool, bool]] = []  # for chrome and for body: whether the line above it is body
    for odd in odds:
        from_body.append((body - change > chrome, body >= chrome - change))
        body, chrome = max(body, chrome - change) + odd, max(chrome, body - change)
    course = []
    is_body = body > chrome
    for above in reversed(from_body):
        course.append(is_body)
        is_body = above[is_body]
    return course[::-1]
