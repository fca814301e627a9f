"""What parts the fields of a table that is kept as plain text: counted, not guessed from how a sample looks. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

DELIMITERS = ("\t", ";", "|", ",")  # where two fit as well as each other, the rarer in sentences comes first
NONE = "\x1f"  # parts nothing, since nobody types it
_RECORDS = 20
_SAMPLE = 64 * 1024  # characters
_MARKS = re.compile(r'"|\r\n|[\r\n\t;|,]')


def delimiter_of(text: str) -> str | None:
    """What parts its fields, if this text is a table and not running text; None otherwise."""
    records = _records(text)
    fitting = [one for one in DELIMITERS if _fits(records, one)]
    best = max(fitting, key=lambda one: records[0][one], default=None)
    return None if best == "," and _is_prose(text, records) else best


def likeliest_delimiter(text: str) -> str:
    """What most probably parts the fields of a text that is known to be a table; `NONE` where it has one column."""
    if found := delimiter_of(text):
        return found
    records = _records(text)

    def alike(one: str) -> int:
        """How many records have it equally often."""
        counts = Counter(record[one] for record in records if record[one])
        return counts.most_common(1)[0][1] if counts else 0

    best = max(DELIMITERS, key=lambda one: (alike(one), sum(record[one] for record in records)))
    return best if alike(best) * 2 >= max(len(records), 1) else NONE


def _fits(records: list[Counter[str]], delimiter: str) -> bool:
    counts = {record[delimiter] for record in records}
    return len(records) > 1 and len(counts) == 1 and counts != {0}


def _is_prose(text: str, records: list[Counter[str]]) -> bool:
    """Whether commas are those of sentences: almost each with a space after it, and nothing in quotation marks."""
    sample = text[:_SAMPLE]
    commas = sample.count(",")
    has_quotes = re.search(r'(?:^|,)"', sample, re.MULTILINE) is not None
    is_thin = len(records) < 3 and records[0][","] < 2
    return not has_quotes and (is_thin or len(re.findall(r",(?:\s|\Z)", sample)) > commas * 0.8)


def _records(text: str) -> list[Counter[str]]:
    """How often each delimiter stands outside quotation marks, in each of the first records that are not blank."""
    return list(_counted(text[:_SAMPLE], whole=len(text) <= _SAMPLE))


def _counted(sample: str, *, whole: bool) -> Iterator[Counter[str]]:
    count: Counter[str] = Counter()
    start, is_quoted, found = 0, False, 0
    for mark in _MARKS.finditer(sample):
        sign = mark.group()
        if sign == '"':
            is_quoted = not is_quoted
        elif not is_quoted and sign[0] in "\r\n":
            if sample[start : mark.start()].strip():
                yield count
                found += 1
            if found == _RECORDS:
                return
            count, start = Counter(), mark.end()
        elif not is_quoted:
            count[sign] += 1
    if whole and sample[start:].strip() and not is_quoted:
        yield count
