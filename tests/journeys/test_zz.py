import time
from tests.journeys import looking
from tests.journeys.test_every_page import *
del test_other_settings_leave_nothing_unreadable
orig=looking.inaccessible
def timed(page):
    t=time.time(); r=orig(page); print(round(time.time()-t,2), page.evaluate("document.querySelectorAll('*').length"), page.url[-60:]); 
    if page.url.endswith("/plan/") and page.viewport_size["width"]==375: page.screenshot(path="var/looks/plan-phone.png", clip=dict(x=0,y=0,width=375,height=1500), full_page=True)
    return r
looking.inaccessible=timed
