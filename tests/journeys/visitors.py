"""People who use the product: one with a mouse, one with the keyboard alone, one without JavaScript.

All three say the same sentences (`presses`, `writes`, `chooses`, `sees`), so that a journey is written once. Each
press, each field written and each choice counts as one interaction.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from tests.browser import inaccessible

MOST_TABS = 250  # as many presses of Tab as anything may be away; a page in which focus is trapped needs more

HIDDEN_FOCUS = """(e) => {
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return "has no ring";
  const spots = [[.5, .5], [.1, .5], [.5, .2], [.9, .8], [.5, .95]];
  const shows = spots.some(([x, y]) => {
    const at = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    return at && (e === at || e.contains(at) || at.contains(e) && at !== document.body && at.matches("label, summary"));
  });
  return shows ? "" : "is covered or outside the window";
}"""


@dataclass
class Visitor:
    """Somebody at a window with a mouse."""

    page: Page
    looks_closely: bool = False  # checks that each page is accessible
    interactions: int = 0
    place: Locator | None = field(default=None)  # the part of the page that the next sentences are about

    def opens(self, address: str) -> None:
        """Follow an address, such as the printed link."""
        self.interactions += 1
        self.page.goto(address)
        self.checks()

    def at(self, selector: str, *, saying: str = "") -> Visitor:
        """Turn to a part of the page: `mona.at("li", saying="Nobody asks").presses("Move")`. "" is the whole page."""
        self.place = self.page.locator(selector).filter(has_text=saying).first if selector else None
        return self

    @property
    def here(self) -> Locator:
        """The part of the page in question."""
        return self.place or self.page.locator("body")

    def presses(self, words: str, *, whole: bool = True) -> None:
        """Press a link or a button, or open what is folded away."""
        control = self.here.get_by_role("link", name=words, exact=whole)
        control = control.or_(self.here.get_by_role("button", name=words, exact=whole))
        control = control.or_(self.here.locator("summary", has_text=words))
        self.act(control.first)

    def writes(self, label: str, text: str) -> None:
        """Fill in a field."""
        self.interactions += 1
        self.enter(self.here.get_by_label(label, exact=True).first, text)

    def chooses(self, label: str) -> None:
        """Choose one of several."""
        self.interactions += 1
        self.pick(self.here.get_by_role("radio", name=label, exact=True).first)

    def sees(self, words: str) -> None:
        """The words stand on the page, or in the part in question."""
        expect(self.here.get_by_text(words).first).to_be_visible()

    def act(self, control: Locator) -> None:
        """One press."""
        self.interactions += 1
        control.click()

    def enter(self, box: Locator, text: str) -> None:
        """Text into a field."""
        box.fill(text)

    def pick(self, radio: Locator) -> None:
        """One radio button."""
        radio.check()

    def checks(self) -> None:
        """Look for what would shut somebody out."""
        if self.looks_closely:
            assert inaccessible(self.page, with_contrast=False) == []

    def is_back_at(self, anchor: str) -> None:
        """Where one goes on reading after saving: by mouse it is enough that it is in sight."""
        expect(self.page.locator(f"#{anchor}")).to_be_in_viewport()

    def is_offered_undo(self) -> None:
        """After a step that can be undone, reading goes on at the line that says so, which is in sight."""
        expect(self.page.locator("#notice")).to_be_focused()
        expect(self.page.locator("#notice")).to_be_in_viewport()


@dataclass
class WithoutScript(Visitor):
    """Somebody whose browser runs no JavaScript: every form is a page."""


@dataclass
class ByKeyboard(Visitor):
    """Somebody who has no mouse: Tab, arrows, Space, Enter and Escape alone. Focus must be seen at every step."""

    tabs: int = 0

    def act(self, control: Locator) -> None:
        self.reach(control)
        self.interactions += 1
        self.page.keyboard.press("Enter")

    def enter(self, box: Locator, text: str) -> None:
        self.reach(box)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)

    def pick(self, radio: Locator) -> None:
        """Tab leads to the group, to its chosen button or its first; the arrows choose within it."""
        group = self.page.locator(f"input[type=radio][name='{radio.get_attribute('name')}']")
        self.reach(group, radio)
        for _ in range(group.count()):
            if radio.is_checked():
                return
            self.page.keyboard.press("Space" if radio.evaluate("e => e === document.activeElement") else "ArrowDown")
        raise AssertionError("the arrows do not lead to the choice")

    def reach(self, *targets: Locator) -> None:
        """Press Tab until one of these has the focus, which is seen on the way."""
        expect(targets[0].first).to_be_visible()
        for _ in range(MOST_TABS):
            if any(target.evaluate_all("all => all.includes(document.activeElement)") for target in targets):
                return
            self.page.keyboard.press("Tab")
            self.tabs += 1
            self.focus_is_seen()
        raise AssertionError(f"Tab does not lead to {targets[0]}")

    def focus_is_seen(self) -> None:
        """What has the focus has a ring and is not covered. Past the last element Tab leaves the page for a moment."""
        hidden = self.page.evaluate(
            f"document.activeElement === document.body ? '' : ({HIDDEN_FOCUS})(document.activeElement)"
        )
        assert not hidden, f"{self.focused()} {hidden}"

    def focused(self) -> str:
        """What has the focus."""
        return str(self.page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))

    def is_back_at(self, anchor: str) -> None:
        """The focus is where one goes on, or the next Tab leads into it."""
        inside = f"#{anchor}:focus, #{anchor}:focus-within"
        if not self.page.locator(inside).count():
            self.page.keyboard.press("Tab")
        expect(self.page.locator(inside)).to_have_count(1)

    def is_offered_undo(self) -> None:
        """The next Tab is Undo."""
        super().is_offered_undo()
        self.page.keyboard.press("Tab")
        expect(self.page.locator("#notice").get_by_role("button", name="Undo")).to_be_focused()
