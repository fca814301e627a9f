SUMMARY = DESCRIPTION = "x"
EXAMPLES = ()
def add_options(p): pass
def run(a): pass
