"""Words that tell a name from a role, an agency, or a word that is none of them. Data only, all in lower case."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _phrases(lines: str) -> frozenset[tuple[str, ...]]:
    """Each line as its words."""
    return frozenset(tuple(line.split()) for line in lines.strip().splitlines())


RANKS = _set(
    "pc pcso wpc tdc dc ps ds di dci dsi dsupt dcs acc dcc cc insp inspector sgt sergeant supt superintendent ch "
    "det detective chief constable acting t/dci a/insp dr prof professor cllr councillor mr mrs ms miss mx sir dame "
    "lord lady rev revd reverend fr sr sister judge hhj cdr commander capt captain lt major sheikh imam rabbi"
)
PARTICLES = _set(
    "van der den de da das do dos del della di du la le el al ap ab ferch bin ibn bint abu von zu ter ten y e mac mc st"
)

# A word with which a role is told, wherever in the phrase it stands.
ROLE_NOUNS = _set(
    "manager managers head heads lead leads director directors chair chairs chairperson officer officers nurse "
    "nurses coordinator co-ordinator coordinators co-ordinators worker workers commissioner commissioners "
    "headteacher headteachers teacher teachers advisor adviser advisors advisers supervisor supervisors deputy "
    "principal practitioner practitioners consultant consultants psychologist psychologists doctor doctors gp gps "
    "midwife midwives visitor visitors administrator administrators analyst analysts champion champions spoc iro "
    "iros dsl dsls dcs pswl psw dpo caldicott guardian trainer trainers facilitator secretary treasurer executive "
    "leader leaders superintendent inspector sergeant representative representatives reviewer reviewers auditor "
    "auditors lado independent-chair governor governors mentor mentors therapist partner-lead associate registrar "
    "solicitor ceo cio coo cfo dch ddcs scrutineer sponsor holder holders paediatrician"
)
# Words that a phrase about a role may also hold.
ROLE_WORDS = _set(
    "of for the and service services senior assistant designated named interim acting deputy business independent "
    "safeguarding principal social team area district locality strategic operational group clinical quality "
    "assurance practice learning development early help youth justice school schools education health police "
    "exploitation missing children's children adults families family partnership partnerships board community "
    "safety front door virtual contextual executive operations data performance commissioning case policy "
    "participation"
)
# The word with which an agency's name ends, or that alone makes it one.
AGENCY_NOUNS = _set(
    "service services team teams council trust board partnership police constabulary college colleges school "
    "schools academy hub unit agency agencies panel panels department departments authority authorities group "
    "groups charity network forum committee nursery university federation foundation directorate hospital surgery "
    "practice office project alliance consortium command sector provider providers commissioning safety body personnel"
)
AGENCIES = _phrases(
    """
    police
    heddlu
    gwasanaethau plant
    gwasanaethau cymdeithasol
    cyfiawnder ieuenctid
    bwrdd iechyd
    addysg
    tai
    health
    education
    housing
    probation
    social care
    children's social care
    children's services
    adult social care
    adults services
    youth justice
    youth offending
    youth work
    youth services
    early help
    children families
    families
    adults families
    public health
    community safety
    licensing
    transport
    trading standards
    legal
    commissioning
    voluntary sector
    local authority
    ambulance
    fire and rescue
    safeguarding partnership
    safeguarding in education
    school nursing
    health visiting
    human resources
    business support
    workforce development
    learning and development
    quality assurance
    performance
    front door
    nhs
    icb
    ccg
    lscp
    lscb
    mash
    mace
    mae
    mats
    camhs
    csc
    asc
    yjs
    yot
    yos
    vru
    vrp
    ls
    la
    cmhs
    sencos
    send
    eps
    cps
    nps
    dwp
    cafcass
    rsl
    vcs
    vcse
    cvs
    hr
    qa
    l&d
    ict
    it
    sab
    csp
    ofsted
    british transport police
    nspcc
    """
)
# Abbreviations of the field that are nobody's initials.
ABBREVIATIONS = _set(
    "cp cin lac cla cic efh efr roth cse cce csa che vawg da dv hsb fgc fgm ncmp cs srt rag ra ir eh ehm ehcp ehc "
    "pex nrm nfa s47 s17 s11 jtai ilacs wt mapp mappa marac marf mdt mfh msa ssa spoc dsl psw iro lado dpia gdpr "
    "ict it hr qa uk eu us gp pcso ks2 ks3 ks4 dbs nvq cpd rj asb pspo cctv ta tac taf tbc tbd tba na n/a asap eta "
    "fyi am pm id sla kpi kpis smart sop sops ppt pdf ok vs ltd plc tv pe rse pshe ast sw swe sws rshp kcsie wtsc"
)
# Words that may stand where a lead would, and mean nobody.
NOBODY = _phrases(
    """
    all
    all agencies
    all partners
    all to note
    all members
    all staff
    all services
    everyone
    everybody
    anyone
    anybody
    nobody
    noone
    no one
    none
    no lead
    not known
    not stated
    not applicable
    unknown
    unassigned
    unallocated
    vacant
    vacancy
    various
    multiple
    multi-agency
    partners
    partnership
    agencies
    agency
    team
    teams
    service
    services
    group
    members
    staff
    someone
    somebody
    them
    us
    we
    you
    they
    tbc
    tba
    tbd
    n/a
    na
    ongoing
    on-going
    complete
    completed
    done
    in progress
    not started
    outstanding
    overdue
    pending
    closed
    open
    to be agreed
    to be confirmed
    to be decided
    to be determined
    to be identified
    to be allocated
    as above
    see above
    see below
    ditto
    same
    same as above
    lead
    leads
    owner
    name
    who
    whom
    yes
    no
    """
)
TIME_WORDS = _set(
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur "
    "thurs fri sat sun spring summer autumn winter easter christmas q1 q2 q3 q4 today tomorrow immediately "
    "immediate asap now soon weekly monthly quarterly termly annually yearly daily fortnightly week weeks month "
    "months quarter year years term terms day days ongoing on-going deadline date due by until before after from "
    "during within end timescale urgent continuous continuing"
)
# What words about time begin with where they stand behind a name: "next liaison meeting", "all briefings".
TIME_BEGINS = _set(
    "next each every from by before after until within over all once mid early late during following straight already"
)
# Capitalised words at the begin of a sentence, or within it, that are not names of people.
NO_NAMES = _set(
    "a about above access across action actions activities activity add additional address adult adults after again "
    "agree agreed all also amber amend an analysis and another any approach approaches appropriate april are area "
    "areas arrange as ask assess assessment assessments at attend attendance audit audits august awareness based be "
    "because been before begin being below best better between bi-monthly board both briefing briefings build "
    "business but by can carers case cases challenge change changes check child children children's clear clinical "
    "colleagues commission commissioning committee communication communications communities community complete "
    "complex conference conferences confirm consider consistency contact context contexts contextual continue "
    "contribute council current currently data date deadline december decide decision decisions define deliver "
    "design detached develop development did different dip-sample dip-sampling directory discuss discussion "
    "discussions do document documents domain draft draw due during each early education embed engage engagement "
    "ensure entire escalate escalation establish evaluate evaluation event every everyone evidence example existing "
    "exploitation explore extend external families family february feed feedback finalise find finding findings "
    "first focus follow for form forms formal framework from front full further gaps gather get give go good "
    "governance green group groups guidance has have health heat-mapping help here high hold home hours housing how "
    "however hub i identify if impact implement implementation improve in include incorporate increase independent "
    "individual induction inform information initial input instead intervention interventions into introduce "
    "introducing investigate involve is issue issues it its january join joint july june justice keep key launch "
    "law lead leaders leadership leads learning led legal less level liaise life limited line link links list local "
    "locality location locations log longer look looked-after low maintain make management managers map mapping "
    "maps march may measure measures meet meeting meetings member members minutes model monitor monitoring monthly "
    "more most move multi-agency national needs need neighbourhood network new next no not note notes november now "
    "number objective october of off offer officers on once one ongoing only open operational options or order "
    "other others our out outcome outcomes outreach over overall own owner ownership paper papers parent parenting "
    "parents part participation partner partners partnership partnerships pathway pathways peer peers people "
    "performance pick pilot pilots place places plan planning plans please police policies policy position practice "
    "practitioners prepare present prevention primary priority procedure procedures process processes produce "
    "professional professionals programme progress project promote propose protocol protocols provide provider "
    "providers provision public publish put quality quarterly question questions raise rating re re-audit recent "
    "recommend recommendation record recording records recruit recruitment red refer referral referrals refresh "
    "regular remind repeat report reporting reports request require required research resource resources response "
    "responses responsible result results retain return review reviews revise risk roll role roll-out run safe "
    "safeguarding safety sample sampling school schools scope scoping scrutiny section secondary see seek send "
    "senior september service services session sessions set setting share sheet should since single site small "
    "social some staff stage standard standards start statutory still strategic strategies strategy street "
    "strengthen structure structures sub-group subgroup summary supervision supplier suppliers support survey "
    "sustain system systems take target targets task team teams template templates termly test tests that the their "
    "them theme themes then there these they things third this those three threshold thresholds through time times "
    "timescale title to together tool toolkit tools top track trackers training transport trial trialled two under "
    "undertake until update updated updates urgent use using value values via views visit voice wales we website "
    "weekly weighting welfare well what when where whether which while who whole wider will with within work "
    "workers workforce working workshop workshops would write year yearly yes yet you young your youth zone north "
    "south east west central northern southern eastern western county city borough town england scotland ireland "
    "britain british english welsh scottish irish snapchat tiktok instagram whatsapp facebook google microsoft zoom "
    "outlook excel word sharepoint mosaic liquidlogic ofsted barnardo's nspcc parliament government act covid "
    "covid-19 islam christian muslim hello dear hi regards thanks thank kind yours sincerely many skills inclusion "
    "wellbeing improvement culture leisure environment regeneration homelessness protection transformation "
    "integration innovation inequality equality diversity slow able unable likely unlikely ready hard easy free "
    "keen happy unclear clearly welcome texts capitals vocabulary sources sampled mapped piloted delivered "
    "completed outstanding closed pending started none various unknown tbc tba n/a total page appendix table figure "
    "version confidential official sensitive restricted road park avenue lane square centre station mall college "
    "academy university hospital church mosque library market bus train rail shop shops cafe takeaway"
)
# Ends of words that people's names hardly have and nouns often do.
NOUN_ENDS = (
    "tion",
    "tions",
    "ment",
    "ments",
    "ness",
    "ship",
    "ships",
    "ings",
    "ists",
    "ances",
    "ences",
    "ities",
    "ility",
    "ology",
    "workers",
)
GROUP_ENDS = ("ers", "ors", "ians", "ants")
# Words of NO_NAMES, TIME_WORDS and the like that people are called too.
NAMES_TOO = _set(
    "april may june august will mark hope faith grace joy rose dawn page dean chase young north west south park "
    "lane law street case day best field key small long short cross church hall wales england booth first link good "
    "nurse head coach principal moss summer autumn winter friday noon post ward sharp little white black green "
    "brown gray grey amber read mason parsons bishop banks woods brook rivers marsh price cook baker carter french "
    "english welsh ireland scott sage miles harkness furness guinness mcguinness"
)
# Of these, first names; and words that end the names of places.
FIRST_NAMES_TOO = _set(
    "april may june august will mark hope faith grace joy rose dawn page dean chase summer autumn scott miles "
    "carter mason amber read price cook moss"
)
PLACE_NOUNS = _set(
    "park lane street church hall cross woods brook rivers marsh hill station wales england road avenue close "
    "gardens green square bridge fields centre arcade quay docks estate precinct parade common way walk court house "
    "heath meadow meadows beach pier castle library skatepark playground mall plaza tower towers island bay river"
)
NOBODY_WORDS = frozenset(phrase[0] for phrase in NOBODY if len(phrase) == 1) | frozenset(
    ("all", "no", "as", "see", "same")
)
