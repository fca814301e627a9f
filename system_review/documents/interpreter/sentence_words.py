"""English words by which a sentence shows what it is: a task, or a statement of how things are. Data only."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# A sentence that begins with one of these asks for something to be done.
IMPERATIVES = _set(
    "read thank walk print mark weigh count sit enter obtain minute rota shadow order cost rework settle swap lend "
    "test paint repaint reopen close pay hire post put rewrite let set leave add agree drop end feed tell ring phone "
    "email achieve act adapt address adopt advertise advise align allocate amend analyse analyze appoint apply "
    "approach approve arrange ascertain ask assess assign attend audit benchmark book brief bring build calculate "
    "call capture carry cascade challenge change chase check circulate clarify co-design co-ordinate co-produce "
    "collate collect combine commission communicate compare compile complete conduct confirm connect consider consult "
    "contact continue convene coordinate create decide define deliver demonstrate deploy describe design determine "
    "develop devise dip-sample direct discuss display disseminate distribute document draft draw drive embed "
    "encourage engage enhance ensure escalate establish evaluate examine expand explore extend facilitate fill "
    "finalise finalize find finish fix follow formalise fund gain gather get give go grow guarantee hear help hold "
    "host identify implement improve include incorporate increase induct inform initiate insert instigate instruct "
    "integrate introduce invest investigate invite involve issue join keep launch lay lead learn liaise link list "
    "listen lobby look maintain make manage map measure meet merge mobilise model modify monitor move name negotiate "
    "nominate notify offer open organise organize outline oversee pair participate pilot pick place plan prepare "
    "present prioritise produce progress promote propose protect provide publicise publish pull purchase pursue raise "
    "re-audit re-check re-issue re-run re-sample re-survey reach recruit redesign redraft reduce refer refine reflect "
    "refresh reinforce reissue relaunch remind renew repeat replace report request require research resolve resource "
    "respond revise revisit reword review roll rotate run sample scale schedule scope seek select send share shorten "
    "show sign simplify source speak specify sponsor spread standardise start state stop strengthen submit summarise "
    "supply support survey sustain tackle tailor take talk target task teach track train translate transfer trial try "
    "turn undertake update upload use validate verify visit widen work write choose secure retain remove signpost "
    "procure tighten streamline consolidate co-develop co-create co-write co-deliver debrief deepen earmark enable "
    "equip foster install mitigate quantify recommend reconvene rectify refocus reorganise repurpose resume rethink "
    "retrain re-establish ring-fence showcase socialise utilise articulate commence devote diarise diversify "
    "familiarise formulate harmonise maximise minimise realign reassess redirect revamp scrutinise sharpen upskill"
)
# Of these, words that a statement may begin with too: "Training has …", "Work is under way", "Use is patchy".
ALSO_NOUNS = _set(
    "read walk print mark count minute rota shadow order post pay hire let set end phone email add act address "
    "approach audit brief build call capture cascade challenge change check contact cost design display document "
    "draft drive feed find fix fund gain help hold host issue lead link list look map measure model monitor move "
    "name offer open pilot place plan present process progress report request research resource review roll run "
    "sample scale schedule scope show source sponsor spread start state stop supply support survey target task test "
    "track train transfer trial try turn update use visit work"
)
# What may stand before an imperative.
BEFORE_IMPERATIVE = _set("please then also next first finally to and now jointly urgently formally quickly fully")

# Words anywhere in a sentence by which it asks for something.
NEEDS = tuple(
    tuple(line.split())
    for line in """
    are also required
    are needed
    are required
    could help us
    is also needed
    is also required
    is needed
    is required
    it is proposed
    may help us
    must be
    need to be
    needs to be
    should be
    there is a need
    to be agreed
    to be arranged
    to be completed
    to be considered
    to be delivered
    to be developed
    to be held
    to be identified
    to be reviewed
    to be shared
    to be updated
    we aim to
    we are going to
    we are to
    we could
    we intend to
    we must
    we need to
    we plan to
    we should
    we want to
    we will
    will be required
    will help us
    would help
    """.strip().splitlines()
)
NEEDS_BY_FIRST: dict[str, list[tuple[str, ...]]] = {}
for _need in NEEDS:
    NEEDS_BY_FIRST.setdefault(_need[0], []).append(_need)

ARTICLES = _set(
    "the a an all each every any our their its these this those that whether how what who which with for to into on "
    "of and at from in by new further more existing current between across out up down forward where why when if"
)
# Verbs of a statement.
STATE_VERBS = _set(
    "is are was were has have had does do did isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't "
    "didn't remains remain can cannot can't could may might seems seem appears appear shows show showed varies vary "
    "depends depend exists exist lacks lack sits sit feels feel feature features featured became becomes become "
    "told said says say knows know knew takes found hold holds uses used"
)
# Words at the begin of a sentence that take up the one before.
TAKES_UP = _set("this these that those it its they them their such he she who which also")
