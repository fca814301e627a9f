import pytest
from playwright.sync_api import expect
from tests.documents.inboxes import *
from tests.documents.test_inbox_staging import as_finding, as_action, join
pytestmark = pytest.mark.django_db(transaction=True)

def test_shots(page, phone, live, signed_in, anwen, accessible):
    inbox = inbox_with(by=anwen)
    signed_in(page, anwen); signed_in(phone, anwen)
    base = f"{live}/{anwen.partnership.slug}"
    page.goto(f"{base}/reviews/{inbox.review.public_id}/inbox/"); page.screenshot(path="/tmp/s-list.png", full_page=True); accessible(page)
    phone.goto(f"{base}/reviews/{inbox.review.public_id}/inbox/"); phone.screenshot(path="/tmp/s-list-phone.png", full_page=True)
    page.goto(f"{base}/inbox/{inbox.document.public_id}/"); page.screenshot(path="/tmp/s-inbox0.png", full_page=True); accessible(page)
    join(inbox, "Nobody", "so these"); as_finding(inbox, "Nobody"); as_action(inbox, "Brief", under=inbox.piece("Nobody"))
    as_finding(inbox, "Chairs", cell=2, colour="green"); as_finding(inbox, "Some", cell=2, colour="amber")
    from system_review.documents.services import inbox as services
    p=inbox.piece("page 1"); services.set_aside(passage=p, seen=1, by=anwen, at=NOW)
    page.goto(f"{base}/inbox/{inbox.document.public_id}/"); page.screenshot(path="/tmp/s-inbox.png", full_page=True); accessible(page)
    phone.goto(f"{base}/inbox/{inbox.document.public_id}/"); phone.screenshot(path="/tmp/s-inbox-phone.png", full_page=True); accessible(phone)
