"""The scores as one table: a line for each layout and format, for each format, and for all."""

from __future__ import annotations

from tests.bench.reading.score import MEASURES, Score

SHORT = {"overall ratings": "overall", "due times": "due", "under": "under finding", "placed": "cell+colour"}


class Tally:
    """The scores of many documents, added up by layout and format, by format, and in all."""

    def __init__(self):
        self.lines = {}

    def add(self, layout, ending, one):
        for name in ((layout, ending), ("all layouts", ending)):
            score, number = self.lines.get(name, (Score(), 0))
            score.add(one)
            self.lines[name] = (score, number + 1)

    def table(self):
        """Precision and recall of each measure, as text."""
        rows = [["layout", "format", "documents", *(SHORT.get(name, name) for name in MEASURES), "worst"]]
        for (layout, ending), (score, number) in sorted(
            self.lines.items(), key=lambda one: (one[0][0] == "all layouts", one[0])
        ):
            figures = [_pair(score.counts[name]) for name in MEASURES]
            rows.append([layout, ending, str(number), *figures, f"{score.worst:.3f}"])
        return "\n".join(aligned(rows))


def _pair(count):
    return f"{_figure(count.precision)} {_figure(count.recall)}"


def _figure(part):
    if part is None:
        return "  –  "
    return "1.000" if part == 1 else f"{min(part, 0.9994):.3f}"


def aligned(rows):
    """Rows as lines with their columns under each other."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return ["  ".join(part.ljust(width) for part, width in zip(row, widths, strict=True)).rstrip() for row in rows]
