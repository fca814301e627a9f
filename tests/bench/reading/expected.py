"""What a good reader says of a paper, in the shape of `system-review read --json`."""

from __future__ import annotations

from tests.bench.reading.answers import KINDS, names_of, rating_of


def expected(paper):
    """The cells of a paper, as the command line would print them."""
    return {
        "layout": paper.layout,
        "key": paper.key.name,
        "framework": paper.key.framework.key,
        "on": paper.key.on.isoformat(),
        "asks": paper.asks,
        "split": paper.split,
        "cells": [_cell(paper.key.framework, cell) for cell in paper.key.cells],
    }


def _cell(framework, cell):
    domain, level, stage = names_of(framework, cell.at) if cell.at else ("", "", "")
    return {
        "domain": domain or None,
        "level": level_number(level, domain, framework),
        "stage": stage or None,
        "overall": rating_of(framework, cell.overall).replace("Not", "not") or None,
        "findings": [_finding(framework, one) for one in cell.findings],
    }


def level_number(level, domain, framework):
    """A level's number in its domain, from 1; None where there are no levels."""
    levels = next((one.levels for one in framework.domains if framework.said(one.name, "en") == domain), ())
    names = [framework.said(one.name, "en") for one in levels]
    return names.index(level) + 1 if level in names else None


def _finding(framework, finding):
    return {
        "colour": finding.colour.replace("_", " ") or None,
        "text": finding.text,
        "actions": [_action(framework, finding, one) for one in finding.actions],
    }


def _action(framework, finding, action):
    return {
        "kind": KINDS.get(finding.colour),
        "text": action.text,
        "leads": [{"name": one.name, "agency": one.agency} for one in action.leads],
        "due_text": action.due or None,
        "see": [" ".join(part for part in names_of(framework, at)[1:] if part) for at in action.see],
        "pointer": action.pointer,
    }
