"""What can open a hole stands nowhere without a reason: unescaped HTML, unchecked forms, pickles, shells, inline code.

A reason is a comment with a "because" on the statement or the line above it, or one in the function's docstring.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.sources import Module, line_gives_reason, modules, templates

RISKY_NAMES = {"mark_safe", "SafeString", "SafeText", "csrf_exempt", "login_not_required", "xframe_options_exempt",
               "eval", "exec", "RawSQL", "extra"}  # fmt: skip
RISKY_MODULES = {"pickle", "cPickle", "shelve", "marshal", "dill"}
NEVER_IN_TEMPLATES = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "code in an attribute": re.compile(r"\s(on[a-z]+|hx-on[\w:.-]*)\s*=", re.IGNORECASE),
    "code in htmx": re.compile(r"hx-[\w-]+\s*=\s*[\"']\s*(js|javascript):|hx-trigger\s*=\s*\"[^\"]*\[", re.IGNORECASE),
    "an address that runs code": re.compile(r"[\"']\s*javascript:", re.IGNORECASE),
}
ONLY_WITH_REASON = re.compile(r"\|\s*(safe|safeseq)\b|{%\s*autoescape\s+off")


def risky(module: Module) -> list[str]:
    """Where a module does something risky without saying why."""
    found = [node for node in ast.walk(module.tree) if is_risky(node)]
    return [module.at(node) for node in found if not module.gives_reason(node)]


def is_risky(node: ast.AST) -> bool:
    """True for a use or an import of what RISKY_NAMES and RISKY_MODULES list, for a shell, and for unsafe YAML."""
    if isinstance(node, ast.Import):
        return any(alias.name.split(".")[0] in RISKY_MODULES for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").split(".")[0] in RISKY_MODULES
    if isinstance(node, ast.keyword):
        return node.arg == "shell" and getattr(node.value, "value", True) is not False
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        on_query = name != "extra" or isinstance(node.func, ast.Attribute)
        return (name in RISKY_NAMES and on_query) or (name == "YAML" and "unsafe" in ast.unparse(node))
    return isinstance(node, ast.FunctionDef) and any(
        getattr(decorator, "id", "") in RISKY_NAMES for decorator in node.decorator_list
    )


def test_nothing_risky_is_done_without_a_reason() -> None:
    found = [place for module in modules() for place in risky(module)]

    assert not found, "\n".join(["Take it out, or say why it is safe: # because ...", *found])


@pytest.mark.parametrize(
    "line",
    [
        "import pickle",
        "from pickle import loads",
        "run('ls', shell=True)",
        "run('ls', shell=wanted)",
        "mark_safe(text)",
        "html.mark_safe(text)",
        "YAML(typ='unsafe')",
        "@csrf_exempt\ndef view(): ...",
        "eval('1')",
    ],
)
def test_the_search_for_risks_finds_them(line: str) -> None:
    assert risky(Module(Path("reviews/views/sheet.py"), line))


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("mark_safe(text)  # because the text came out of escape()", True),
        ("# because the text came out of escape()\nx = mark_safe(\n    text\n)", True),
        ("x = mark_safe(\n    text\n)  # because the text came out of escape()", True),
        ('def f():\n    """Unescaped because it holds no text."""\n    return mark_safe(text)', True),
        ("# because\n\nmark_safe(text)", False),
        ("mark_safe('because')", False),
    ],
)
def test_a_reason_is_one_that_stands_by_it(text: str, accepted: bool) -> None:
    module = Module(Path("ui/say.py"), text)

    assert bool(risky(module)) is not accepted


@pytest.mark.parametrize("what", NEVER_IN_TEMPLATES)
def test_no_template_holds(what: str) -> None:
    pattern = NEVER_IN_TEMPLATES[what]

    found = [f"{path}:{n}" for path, lines in templates() for n, line in enumerate(lines, 1) if pattern.search(line)]

    assert not found, "\n".join(["Our Content-Security-Policy forbids it", *found])


def test_no_template_switches_escaping_off_without_a_reason() -> None:
    found = [
        f"{path}:{number}"
        for path, lines in templates()
        for number, line in enumerate(lines, 1)
        if ONLY_WITH_REASON.search(line) and not line_gives_reason(lines, number)
    ]

    assert not found, "\n".join(["Take it out, or say why it is safe: {# because ... #}", *found])


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("inline script", "<script>go()</script>"),
        ("inline style", '<p style="color: red">'),
        ("code in an attribute", '<a onclick="go()">'),
        ("code in an attribute", '<a hx-on::after-request="go()">'),
        ("code in htmx", "<a hx-vals='js:{a: 1}'>"),
        ("code in htmx", '<a hx-trigger="click[ctrlKey]">'),
        ("an address that runs code", '<a href="javascript:go()">'),
    ],
)
def test_the_search_in_templates_finds_it(what: str, line: str) -> None:
    assert NEVER_IN_TEMPLATES[what].search(line)


@pytest.mark.parametrize("line", ['<script src="{% static "ui/htmx.js" %}" defer></script>', '<p hx-target="#rating">'])
def test_the_search_in_templates_leaves_the_rest_alone(line: str) -> None:
    assert not any(pattern.search(line) for pattern in NEVER_IN_TEMPLATES.values())
