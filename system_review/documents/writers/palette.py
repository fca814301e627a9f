"""The colours of documents, as six hexadecimal digits. Pure.

Red, amber and green belong to ratings; each is deep on its tint (at least 4.5:1) and stands beside its word. `BRIGHT`
is for rules, which carry no words; `WASH` lies under a column of findings.
"""

from __future__ import annotations

INK, SOFT, HAIR, LINE, GROUND, BAR = "16202B", "4A5868", "D5DBE1", "B4BEC8", "F5F6F4", "12304A"
DEEP = {"red": "B0231B", "amber": "8A5600", "green": "17663A", "not_yet_known": SOFT}
BRIGHT = {**DEEP, "amber": "D98A00"}
TINT = {"red": "FBE9E7", "amber": "FFF3D4", "green": "E3F2E7", "not_yet_known": "FFFFFF"}
WASH = {"red": "FEF8F7", "amber": "FFFDF8", "green": "F8FCF9", "not_yet_known": "FFFFFF"}
