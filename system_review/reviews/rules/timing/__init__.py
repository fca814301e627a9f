"""Time in words: `understand` reads them, `next_due` counts recurrences on, `day_remark` points out days off. Pure.

due = understand("in three months' time", base=date(2027, 4, 20))
due.on == date(2027, 7, 20) and due.sure
"""

from __future__ import annotations

from system_review.reviews.rules.calendar_days import day_remark, next_working_day
from system_review.reviews.rules.timing.due import Choice, Due, Repeats, next_due
from system_review.reviews.rules.timing.reading import understand

__all__ = ["Choice", "Due", "Repeats", "day_remark", "next_due", "next_working_day", "understand"]
