def test_x(page, live, signed_in, mona):
    signed_in(page, mona)
    seen = []
    page.on("request", lambda r: r.method == "POST" and seen.append(r.all_headers()))
    page.goto(live + "/new/")
    page.fill("#id_partnership", "Northmoor")
    page.click("text=Begin")
    page.wait_for_load_state()
    print(page.url, page.title(), seen)
