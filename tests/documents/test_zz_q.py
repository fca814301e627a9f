import time
from tests.documents.test_inbox_pages import *
def test_q(as_, anwen):
    for n in (5, 500):
        text = "\n\n".join(f"Piece {number} of a long text. " * 6 for number in range(n))
        inbox = inbox_with(text, by=anwen)
        as_finding(inbox, "Piece 0 "); as_action(inbox, "Piece 1 ", under=inbox.piece("Piece 0 "))
        client = as_(anwen); client.get(address(inbox))
        t=time.process_time(); r = client.get(address(inbox)); print("TIME", n, time.process_time()-t, len(r.content))
    for q in r.queries: print(q["sql"][:2], re.sub(r"SELECT .* FROM", "SELECT … FROM", q["sql"])[:230], q["time"])
    import cProfile, pstats
    p=cProfile.Profile(); p.enable(); client.get(address(inbox)); p.disable(); pstats.Stats(p).sort_stats("cumtime").print_stats(45)
