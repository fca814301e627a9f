from __future__ import annotations
import os, re, time
from pathlib import Path
from _house import ROOT

def test_x(page, window, live, signed_in, mona, example):
    from system_review.reviews.models import Action, Finding
    t=time.time()
    signed_in(page, mona)
    tel = window(width=375, height=812, phone=True); signed_in(tel, mona)
    f = Finding.unscoped.filter(review=example, colour="amber").first()
    a = f.review and Action.unscoped.filter(review=example).order_by("pk")[2]
    c = f.cell
    s = example.partnership.slug
    r = f"/{s}/reviews/{example.public_id}"
    paths = dict(first="/", new="/new/", home=f"/{s}/", about=r+"/about/", history=r+"/history/", archive=r+"/archive/",
      sheet=r+"/sheet/", rating=f"/{s}/cells/{c.public_id}/rating/", newf=f"/{s}/cells/{c.public_id}/new-finding/",
      finding=f"/{s}/findings/{f.public_id}/", moves=f"/{s}/findings/{f.public_id}/moves/", colour=f"/{s}/findings/{f.public_id}/colour/",
      newa=f"/{s}/findings/{f.public_id}/new-action/", action=f"/{s}/actions/{a.public_id}/", progress=f"/{s}/actions/{a.public_id}/progress/",
      ahist=f"/{s}/actions/{a.public_id}/history/", me="/me/", rhist=f"/{s}/cells/{c.public_id}/history/", fhist=f"/{s}/findings/{f.public_id}/history/")
    out = ROOT/"var"/"looks"; out.mkdir(parents=True, exist_ok=True)
    print("setup", time.time()-t)
    only = os.environ.get("ONLY","").split()
    for name, path in paths.items():
        if only and name not in only: continue
        for p, size in ((page, "desk"), (tel, "phone")):
            t=time.time()
            p.goto(live+path)
            p.screenshot(path=out/f"{name}-{size}.png", full_page=True)
        print(name, round(time.time()-t,2), p.evaluate("[document.scrollingElement.scrollWidth, innerWidth]"))
