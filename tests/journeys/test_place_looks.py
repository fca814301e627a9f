from __future__ import annotations

from _house import ROOT


def test_x(page, window, live, signed_in, mona, example):
    signed_in(page, mona)
    tel = window(width=375, height=812, phone=True)
    signed_in(tel, mona)
    s = example.partnership.slug
    out = ROOT / "var" / "looks"
    for p, size in ((page, "desk"), (tel, "phone")):
        for name, sel in (
            ("rate", "#stage-assessment .side a[hx-boost]"),
            ("change", "#stage-referral .amber .said a[hx-boost]"),
            ("addf", "#stage-referral .band.amber > .links a"),
            ("adda", "#stage-referral .amber .plan > .links a"),
            ("changea", "#stage-referral .amber .plan .who a"),
        ):
            p.goto(live + f"/{s}/reviews/{example.public_id}/sheet/target/level-1/")
            p.locator(sel).first.click()
            p.wait_for_selector("[data-place] [data-edit]")
            if name == "adda":
                p.fill("#id_due_words", "by end of Q2 2027")
                p.keyboard.press("Tab")
                p.wait_for_timeout(600)
            box = p.locator("section.stage:has([data-edit])").bounding_box()
            p.locator("section.stage:has([data-edit])").screenshot(path=out / f"in-{name}-{size}.png")
