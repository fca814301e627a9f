"""What is drawn once and kept is kept for each language by itself, and never shows another page's words."""

from __future__ import annotations

from dataclasses import replace

from django.template import Context, Template
from django.utils import translation

from system_review.ui.parts import Frame, Head, Link, Tab

FRAME = "{% load ui i18n %}{% unchanging %}{% translate 'April' %}{% endunchanging %}"
HEAD = "{% load ui %}{{ frame|bar }}{{ head|crumbs }}{{ head|head }}"
PAGE = Head("A review", crumbs=(Link("Reviews", "/"), Link("A review")), tabs=(Tab("Overview", "/over/", True),))


def test_what_every_page_shows_is_drawn_for_each_language() -> None:
    template = Template(FRAME)

    english = [template.render(Context()) for _ in range(2)]
    with translation.override("cy"):
        welsh = [template.render(Context()) for _ in range(2)]

    assert english == ["April"] * 2
    assert welsh == ["Ebrill"] * 2


def test_each_page_has_its_own_head() -> None:
    pages = [PAGE, replace(PAGE, title="Another <review>"), replace(PAGE, tabs=(Tab("Overview", "/over/", True, 3),))]
    template = Template(HEAD)

    drawn = [template.render(Context({"frame": Frame("Eastmere"), "head": page})) for page in pages for _ in range(2)]

    assert len(set(drawn)) == 3
    assert drawn[::2] == drawn[1::2]
    assert "Another &lt;review&gt;" in drawn[2]
    assert '<span class="count">3</span>' in drawn[4]


def test_a_page_without_frame_and_head_has_a_bar_with_the_way_home() -> None:
    assert '<a class="product" href="/">System Review</a>' in Template(HEAD).render(Context())
