"""What extraction does to text: sentences cut, lines of two cells in turns, letters misread."""

from __future__ import annotations

import textwrap

LOOKALIKES = {"L": "I1l", "E": "F", "I": "l1", "1": "Il", "2": "Z", "S": "5", "B": "8", "O": "0", "D": "O"}


def misread(text, chance):
    """A heading with one to three letters misread, or one of them lost."""
    letters = list(text)
    open_to = [at for at, letter in enumerate(letters) if letter in LOOKALIKES and not (letter.isdigit())]
    for at in chance.sample(open_to, min(len(open_to), chance.randint(1, 3))):
        letters[at] = chance.choice(LOOKALIKES[letters[at]])
    if chance.random() < 0.3:
        letters[chance.choice([1, 2])] = " "
    return "".join(letters)


def cut(text, chance):
    """A text in two, somewhere in its middle half, between words."""
    words = text.split(" ")
    at = max(2, min(len(words) - 2, chance.randrange(len(words) // 4, len(words) * 3 // 4 + 1)))
    return " ".join(words[:at]), " ".join(words[at:])


def interleaved(one, other, chance):
    """The lines of two cells in turns, one to three at a time, each run of lines a paragraph of its own."""
    width = chance.choice((36, 42, 48))
    lines = [textwrap.wrap(one, width), textwrap.wrap(other, width)]
    parts, turn = [], 0
    while any(lines):
        count = chance.randint(1, 3)
        taken, lines[turn] = lines[turn][:count], lines[turn][count:]
        parts += [" ".join(taken)] if chance.random() < 0.5 else taken
        turn = 1 - turn if lines[1 - turn] else turn
    return parts
