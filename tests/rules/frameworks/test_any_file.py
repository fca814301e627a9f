"""Whatever happens to a framework file, it is read or refused with a sentence that points into it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from system_review.frameworks.files import FrameworkFileProblem, read_framework

AWKWARD = st.sampled_from(
    [*"\t\r\n :-#>|'\"[]{}&*!%@`,?\\~\0\x07\x85\u2028\ufeff\u202e", "- ", ": ", " #", "\n  ", "---\n", "...\n", "<<: "]
)
ANY = st.integers(0, 0x10F7FF).map(lambda n: chr(n if n < 0xD800 else n + 0x800))  # every character but the surrogates


def refused_or_read(data: bytes) -> None:
    """Read it; a refusal has sentences, each with a line of the file."""
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    last = max(1, len(lines) - (lines[-1] == b""))
    snapshot = refusal = None
    try:
        snapshot = read_framework(data, "f.yaml")
    except FrameworkFileProblem as problem:
        refusal = problem

    if snapshot:
        assert read_framework(snapshot.canonical_bytes(), "again").hash == snapshot.hash
    else:
        told = [fault.line for fault in refusal.problems]
        assert told == sorted(told)
        assert 1 <= told[0] <= told[-1] <= last
        assert all(str(fault.why) for fault in refusal.problems)
        assert str(refusal).encode("utf-8").startswith(b"f.yaml, line ")


@given(place=st.floats(0, 1))
def test_a_file_cut_at_any_byte(small, place):
    data = small.encode()

    refused_or_read(data[: int(place * len(data))])


@given(place=st.floats(0, 0.999))
def test_a_file_with_a_line_deleted(small, place):
    lines = small.splitlines(keepends=True)
    del lines[int(place * len(lines))]

    refused_or_read("".join(lines).encode())


@given(source=st.floats(0, 0.999), to=st.floats(0, 1))
def test_a_file_with_a_line_repeated_elsewhere(small, source, to):
    lines = small.splitlines(keepends=True)
    lines.insert(int(to * len(lines)), lines[int(source * len(lines))])

    refused_or_read("".join(lines).encode())


@given(place=st.floats(0, 1), inserted=st.lists(AWKWARD | ANY, min_size=1, max_size=4))
def test_a_file_with_characters_put_in(small, place, inserted):
    at = int(place * len(small))

    refused_or_read((small[:at] + "".join(inserted) + small[at:]).encode())


@given(place=st.floats(0, 1), inserted=st.binary(min_size=1, max_size=3))
def test_a_file_with_bytes_put_in(small, place, inserted):
    data = small.encode()
    at = int(place * len(data))

    refused_or_read(data[:at] + inserted + data[at:])


PIECES = st.lists(AWKWARD | st.sampled_from("ab"), max_size=25).map(lambda pieces: "".join(pieces).encode())


@given(data=st.binary(max_size=60) | PIECES)
def test_any_bytes_at_all(data):
    refused_or_read(data)
