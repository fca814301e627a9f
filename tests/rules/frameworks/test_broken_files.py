"""Each thing that can be wrong with a framework file is told in a sentence, with its line and its place."""

from __future__ import annotations

import time

import pytest

from system_review.frameworks import yaml_nodes
from system_review.frameworks.files import Fault, FrameworkFileProblem, read_framework

NEWCOMERS = "domains › welcome › levels › level-1 › stages › newcomers"


def test_the_message_names_file_line_and_place(small):
    text = small.replace("amber: Workers ask, and do not act on what they hear.", "amber:")

    with pytest.raises(FrameworkFileProblem) as refused:
        read_framework(text.encode(), "clubs.yaml")

    place = "domains › welcome › levels › level-1 › stages › goodbyes › amber"
    assert str(refused.value) == f"clubs.yaml, line 68, {place}: Write what amber looks like"


def test_everything_that_is_wrong_is_told_in_the_order_of_the_file(faults, small):
    text = (
        small.replace("language: en-GB", "language: english")
        .replace("  stage: Step", "  stag: Step")
        .replace("colours: [red]", "colours: [rot]")
        .replace("key: level-1", "key: Level 1")
        .replace("word: Clearly evident", "wrod: Clearly evident")
    )

    found = faults(text)

    assert [(fault.line, fault.field) for fault in found] == [
        (3, "language"),
        (5, "words › stage"),
        (8, "words › stag"),
        (34, "scale › red › colours › 1"),
        (51, "domains › welcome › levels › Level 1 › key"),
        (87, "extents › clearly_evident › word"),
        (88, "extents › clearly_evident › wrod"),
    ]


def test_a_long_list_of_faults_is_cut_in_the_message_and_whole_in_the_list():
    problem = FrameworkFileProblem("f.yaml", [Fault(line, "", "x") for line in range(80, 0, -1)])

    assert str(problem).splitlines()[0] == "f.yaml, line 1: x"
    assert str(problem).splitlines()[-1] == "There are 30 more things to mend after these"
    assert len(problem.problems) == 80


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # what is missing, unknown or twice there
        ("title: Safety in youth clubs\n", "", "1 title: Write the framework's title"),
        ("title: Safety in youth clubs\n", "title: ~\n", "4 title: Write the framework's title"),
        ("key: youth-clubs\n", "", "1 key: Add a key: a short name in small letters that stays the same for ever"),
        ("language: en-GB\n", "", "1 language: Add the language that the file is written in"),
        ("            amber: >-", "            ambre: >-", f"54 {NEWCOMERS} › amber: Write what amber looks like"),
        ("            amber: >-", "            ambre: >-", f"60 {NEWCOMERS} › ambre: “ambre” is not known here. Did"),
        ("version: 1.0", "wersion: 1.0", "2 wersion: “wersion” is not known here. Did you mean “version”?"),
        ("version: 1.0", "version: 1.0\nzzz: 1", "3 zzz: “zzz” is not known here. Known here are key, version"),
        ("title: Safety", "title: A\ntitle: Safety", "5 title: “title” stands here already, on line 4. Keep one"),
        ("  green:\n    word: Green\n", "  grun:\n    word: Green\n", "9 colours › green: Add green: its word"),
        ("    letters: A\n", "", "35 scale › amber › letters: Write the letters for small places"),
        # the wrong kind of thing
        ("title: Safety in youth clubs", "title: [a, b]", "4 title: One text belongs here, not a list or a group"),
        ("title: Safety in youth clubs", "title: {a b: x}", "4 title › a b: “a b” is not a language tag, such as"),
        ("version: 1.0", "version: [1]", "2 version: A single word belongs here, not a list or a group"),
        ("colours: [red]", "colours: red", "34 scale › red › colours: A list belongs here: begin each of its"),
        ("colours: [red]", "colours: []", "34 scale › red › colours: Write 1 or more entries"),
        ("colours: [red]", "colours: [yellow]", "34 scale › red › colours › 1: Write red, amber or green"),
        ("extents:\n", "extents:\n  -\n", "85 extents › 1: Nothing stands after the dash"),
        ("extents:\n", "extents:\n  - text\n", "85 extents › 1: Names with a colon belong here, such as key:"),
        ("red: Nobody knows how young people get home.", "red: 3", "67 domains › welcome › levels › level-1 › stages"),
        ("red: Nobody knows how young people get home.", "red: 2027-04-20", "67 domains › welcome › levels › level"),
        ("red: Nobody knows how young people get home.", "red: yes", "67 domains › welcome › levels › level-1 › st"),
        # keys, versions, languages and lengths
        (
            "key: youth-clubs",
            "key: Youth Clubs!",
            "1 key: Write the key in small letters and figures joined by hyphens",
        ),
        ("key: youth-clubs", "key: " + "a" * 61, "1 key: Shorten this to 60 characters or fewer"),
        ("key: green_amber", "key: Green-Amber", "39 scale › Green-Amber › key: Write the key in small letters joined"),
        ("version: 1.0", "version: a/b", "2 version: Write the version with letters, figures, dots and hyphens only"),
        ("language: en-GB", "language: en_GB", "3 language: Write the language as a tag, such as en-GB or cy"),
        ("cy: Newydd", "CY: Newydd", f"57 {NEWCOMERS} › name › CY: “CY” is not a language tag. Did you mean “cy”?"),
        ("en-GB: Newcomers", "de: Neue", f"55 {NEWCOMERS} › name: Add the wording in en-GB, the framework's own"),
        ("cy: Newydd-ddyfodiaid", "cy:", f"57 {NEWCOMERS} › name › cy: Write the text, or take the language out"),
        (
            "title: Safety",
            "title: " + "a" * 200 + " Safety",
            "4 title: Shorten this to 200 characters or fewer: it has",
        ),
        ("meaning: In place.", "meaning: In " + "a " * 2000, "22 colours › green › meaning: Shorten this to 4000 ch"),
        # what does not fit together
        ("key: building", "key: welcome", "70 domains › welcome › key: Give it a key of its own: another one in"),
        ("key: goodbyes", "key: newcomers", "64 domains › welcome › levels › level-1 › stages › newcomers › key: Gi"),
        ("key: clearly_evident", "key: not_evident", "87 extents › not_evident › key: Give it a key of its own"),
        ("key: green_amber", "key: green", "43 scale › green › key: Give it a key of its own"),
        ("key: green_amber", "key: not_rated", "39 scale › not_rated › key: Choose another key: not_rated stands"),
        (
            "colours: [green, amber]",
            "colours: [amber, amber]",
            "42 scale › green_amber › colours: Name each colour once",
        ),
        (
            "colours: [green, amber]",
            "colours: [amber]",
            "42 scale › green_amber › colours: Name other colours: the ste",
        ),
        (
            "colours: [green, amber]",
            "colours: [amber, green]",
            "42 scale › green_amber › colours: Write the better colo",
        ),
        ("colours: [amber]", "colours: [amber, red]", "30 scale: Add a step whose colours are [amber] alone"),
        ("colours: [red]", "colours: [green]", "30 scale: Put the steps in order, from the worst to the best"),
        (
            "    stages:\n      - key: doors",
            "    levels: []\nx:\n      - key: doors",
            "72 domains › building › levels: Write its lev",
        ),
        (
            "    levels:\n",
            "    stages:\n      - {key: a}\n    levels:\n",
            "50 domains › welcome › stages: Keep either lev",
        ),
        ("  level: Level\n", "", "5 words › level: Write what a level is called, since the framework has levels"),
        ("extents:\n", "x:\n", "79 values: Add extents: how far a value is evident"),
        ("values:\n", "x:\n", "84 extents: Take the extents out, or add the values that they belong to"),
    ],
)
def test_each_mistake_has_its_sentence(told, old, new, expected):
    assert [sentence for sentence in told(old, new) if sentence.startswith(expected)], told(old, new)


def test_a_level_word_without_levels_is_told(faults, small):
    start, end = small.index("    levels:"), small.index("  - key: building")
    stages = "    stages:\n" + small[small.index("          - key: goodbyes") : end].replace("          ", "      ")

    found = faults(small[:start] + stages + small[end:])

    assert [str(fault.why) for fault in found] == ["Take this out, since the framework has no levels"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: Safety", "title: Safety: in", "4 : The text holds a colon and a space (character 14)"),
        ("word: Clearly evident", 'word: "Clearly', "88 : The quotation mark that opens here (character 11) is never"),
        ("title: Safety in youth clubs", "title: 'Children's clubs'", "4 : The quotation marks do not match"),
        ("title: Safety in youth clubs", 'title: "Safe" clubs', "4 : The quotation marks do not match"),
        ("title: Safety", r'title: "a\d', "4 : Inside double quotation marks a backslash begins a code (character 11)"),
        ("title: Safety", "title: @Safety", "4 : A text that begins with @ is put in quotation marks"),
        ("title: Safety", "title: %Safety", "4 : A text that begins with % is put in quotation marks"),
        ("title: Safety", "title: *", "4 : A text that begins with * is put in quotation marks"),
        ("title: Safety", "title: !<", "4 : A text that begins with ! is put in quotation marks"),
        ("title: Safety", "title: [Safety", "4 : The bracket that opens here (character 8) is not closed properly"),
        ("title: Safety", "title: ]Safety", "4 : The bracket that opens here"),
        ("title: Safety", "title: >- Safety", "4 : After >- the text begins on the next line"),
        ("title: Safety", "title: - Safety", "4 : Put each entry of a list on a line of its own"),
        ("title: Safety", "title Safety", "4 : Put a colon and a space after the name"),
        ("title: Safety", "\ttitle: Safety", "4 : Use spaces instead of the tab (character 1)"),
        ("    levels:", "  \tlevels:", "50 : Use spaces instead of the tab (character 3)"),
        ("title: Safety", "title: Safety\tnow", "4 : Use spaces instead of the tab (character 14)"),
        (
            "  domain: Area",
            "    domain: Area",
            "7 : This line does not begin below the others of its group, which begins",
        ),
        ("  level: Level", "    level: Level", "7 : This line begins too far to the right"),
        ("              nobody", "             nobody", "62 : Begin this line below the first line of its text"),
        ("key: youth", "%YAML 1.1\n---\nkey: youth", "2 : Take out the lines that begin with % above this one"),
        ("key: youth", "%YAML 7.1\n---\nkey: youth", "1 : Take out the lines that begin with %"),
        ("words:", "---\nwords:", "5 : A second document begins here"),
        ("words:", "? [a]\n: b\nwords:", "5 : A single word belongs before the colon"),
        ("title: Safety", r'title: "\UFFFFFFFF', "4 : The layout cannot be followed after this line"),
        ("title: Safety", "title: &safe Safety", "4 title: Take out &safe. A text that begins with & is put in quotes"),
        ("stage: Step", "stage: *safe", "8 words › stage: Write the text out instead of *safe"),
        ("title: Safety", "title: !!python/object:os.system Safety", "4 title: Take out !!python/object:os.system. A"),
        ("title: Safety", "title: !!str Safety", "4 title: Take out !!str. A text that begins with !"),
        ("words:", "words: !!set", "5 words: Take out !!set."),
        ("title: Safety in", "title: Safety # in", "4 title: What follows the # is left out as a remark"),
        ("title: Safety", "title: Saf\x00ety", "4 : Take out the character that cannot be seen: U+0000, character 11"),
        ("title: Safety", "title: Saf\x1bety", "4 : Take out the character that cannot be seen: U+001B, character 11"),
        (
            "title: Safety",
            "title: Saf\u2028ety",
            "4 : Take out the character that cannot be seen: U+2028, character 11",
        ),
        (
            "title: Safety in youth clubs",
            r'title: "Saf\0ety"',
            "4 title: Take out the character that cannot be seen: U+",
        ),
        (
            "title: Safety in youth clubs",
            r'title: "\ud800"',
            "4 title: Take out the character that cannot be seen: U+D8",
        ),
        (
            "key: youth-clubs",
            r'key: "a\ud800"',
            "1 key: Take out the character that cannot be seen: U+D800, character 2",
        ),
    ],
)
def test_each_slip_of_the_pen_has_its_sentence(told, old, new, expected):
    assert [sentence for sentence in told(old, new) if sentence.startswith(expected)], told(old, new)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "The file is empty"),
        (b"\xef\xbb\xbf \r\n\n", "The file is empty"),
        (b"# only\n# remarks\n", "The file holds remarks only"),
        (b"just text", "Names with a colon belong here, such as key:"),
        (b"- a\n- b\n", "Names with a colon belong here, such as key:"),
        ("key: a\n".encode("utf-16"), "Save the file as UTF-8: it is in UTF-16 or another encoding"),
        ("key: a\n".encode("utf-16-be"), "Save the file as UTF-8: it is in UTF-16 or another encoding"),
        ("key: a\n".encode("utf-32"), "Save the file as UTF-8: it is in UTF-16 or another encoding"),
        (b"key: " + b"a" * 10_000_000, "The file is larger than 1 MB. A framework of 32 stages is about 40 kB"),
    ],
)
def test_what_is_no_framework_file_at_all_is_told(faults, data, expected):
    assert str(faults(data)[0].why) == expected


def test_a_file_of_very_many_entries_is_not_read_to_its_end(faults, monkeypatch):
    monkeypatch.setattr(yaml_nodes, "MOST_ENTRIES", 100)

    (fault,) = faults("a:\n" + "- b\n" * 200)

    assert (fault.line, str(fault.why)) == (98, "The file has more than 100 entries")


def test_another_encoding_is_told_with_its_line(faults, small):
    (fault,) = faults(small.replace("word: Amber", "word: Ambr\u00e9", 1).encode("cp1252"))

    assert (fault.line, str(fault.why)) == (16, "Save the file as UTF-8: a letter in this line is in another encoding")


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "a:\n [", "[[],"])
def test_a_hundred_thousand_levels_are_refused_at_once(faults, opening):
    begun = time.process_time()

    (fault,) = faults(opening * 100_000)

    assert time.process_time() - begun < 2
    assert str(fault.why)


def test_aliases_of_aliases_do_not_swell(faults):
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{new}: &{new} [{', '.join(['*' + old] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    begun = time.process_time()

    found = faults("\n".join(lines))

    assert time.process_time() - begun < 2
    assert str(found[0].why) == "Take out &a. A text that begins with & is put in quotes"
    assert {fault.line for fault in found} == set(range(1, 10))


def test_nothing_of_a_hostile_file_reaches_the_message_unseen(faults, small):
    found = faults(small.replace("version: 1.0", 'version: 1.0\n"\\e[31m\\u202e\\ud800": x'))

    sentences = " ".join(f"{field} {why}" for _, field, why in found)
    assert "\x1b" not in sentences
    assert sentences.encode("utf-8")
