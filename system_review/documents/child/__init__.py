"""The room without doors: a child process that reads one file of a stranger and then ends.

`asking` starts it, gives it the file and takes its answer, on the parent's side; `inside` is what runs in it, behind
`walls`. No Django, no database, on either side. `documents/reading.py` is the way to use it.
"""

LONGEST_ANSWER = 32 * 1024 * 1024  # bytes of the one line that it answers
PASTED = "pasted"  # the kind of what was not a file: known without looking at it
