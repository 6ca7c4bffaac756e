"""Whether a goal says what changes, or what is done: a small list of words in each language, in whatever form.

A goal states a change ("fewer feel lonely"); "run a meeting place" is an activity. The list is only there to ask
once, kindly: what it does not know passes.
"""

from domain import lemmas, words

# Beginnings of folded words end with a dash; others are whole words in base form.
DOING = """
jarjest- yllapi- ylla-pito- perust- koulut- tarjo- toteutt- toteutu- julkais- kokoon- laadi- rakennamme rakentaa
rakentaminen kaynnist- tuota- tuottaminen pidamme pitaa pitaminen teemme tehda tekeminen luomme luoda luominen
vetaa vedamme ohjata ohjaamme pyorit- emanno- isanno- levit- jaamme jakaa valmistamme palkata palkkaamme rekrytoi-
tiedot- kampanj- vapaaehtoiskoulut- retk- kerho- tapahtum- luento- luennoi- neuvonta neuvonnan
ordna anordna- arrangera- organisera- driva driver drivande- utbild- erbjuda erbjuder erbjudande- genomfor- starta
startar grunda grundar bygga bygger producera- publicera- halla haller hallande- leda leder skapa skapar utveckla-
rekryter- anstalla anstaller sprida sprider informera- bjuda bjuder ge ger underhalla underhaller dela delar
uppratta- upprattar- kampanj-
organis- organiz- arrange- run runs running hold holds holding offer- provid- deliver- train trains training publish-
create- creating set setting build builds building launch- produce- producing host hosts hosting recruit- hire- make
makes making establish- maintain- distribut- spread spreads campaign- teach teaches teaching lead leads open opens
opening start starts starting give gives write writes visit visits
"""
CHANGING = """
vahen- lisaant- paran- vahvist- kasv- kohent- helpott- kokevat kokee kokemus osaa osaavat osata uskalt- jaksa- voi
voivat saavat saa tuntee tuntevat tunne loyta- loyde- selviyty- selvia- parjaa- muuttu- harvempi harvemmat yha
oppi- oppivat luotta- rohkaistu- osallistu- paase- paasevat ymmart- tietavat tietaa viihty-
minskar minska minskat okar oka okat forbattra- starks starkt starker kanner kanna kansla blir bli battre farre mindre
klarar klara kan kunna vagar vaga vet hittar lar trivs mar orkar far deltar forstar litar upplever vaxer
less fewer better feel feels improv- increas- decreas- reduc- able can know knows learn learns grow grows cope copes
find finds dare dares understand- trust trusts stronger healthier happier becom- gain gains experienc- manage manages
"""


def _listed(said: str) -> tuple[frozenset[str], tuple[str, ...]]:
    entries = said.split()
    whole = frozenset(entry for entry in entries if not entry.endswith("-"))
    return whole, tuple(entry.removesuffix("-").replace("-", "") for entry in entries if entry.endswith("-"))


_DOING, _CHANGING = _listed(DOING), _listed(CHANGING)


def sounds_like_activity(goal: str) -> bool:
    """It says what is done, and nothing of what changes."""
    forms = [_forms(word) for word in goal.split()]
    return any(_is_of(_DOING, one) for one in forms) and not any(_is_of(_CHANGING, one) for one in forms)


def _forms(word: str) -> frozenset[str]:
    folded = words.fold(word)
    return frozenset({folded, *(words.fold(form) for form in lemmas.of(word.lower().strip(".,;:!?()\"'")))})


def _is_of(listed: tuple[frozenset[str], tuple[str, ...]], forms: frozenset[str]) -> bool:
    whole, beginnings = listed
    return any(form in whole or form.startswith(beginnings) for form in forms)
