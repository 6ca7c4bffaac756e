"""A goal says what changes: fifteen goals pass in each language, fifteen activities are questioned."""

import pytest

from domain.programme.workbooks.goals import sounds_like_activity

GOALS = {
    "fi": """
        Ikäihmisten yksinäisyys vähenee
        Yhä harvempi kokee olevansa yksin
        Omaishoitajat jaksavat arjessa paremmin
        Nuoret löytävät oman paikkansa harrastuksissa
        Osallistujien usko omiin kykyihin vahvistuu
        Järjestämme ryhmiä, jotta yksinäisyys vähenee
        Perheiden arki helpottuu vuoden aikana
        Maahanmuuttajanaiset uskaltavat käyttää suomen kieltä
        Velkaantuneiden tilanne paranee pysyvästi
        Kaatumispelko vähenee yli 75-vuotiailla
        Vertaistuen saaneet luottavat tulevaisuuteen
        Päihteistä toipuvat selviävät arjestaan ilman tukea
        Kuntalaiset tietävät, mistä saa apua
        Yksin asuvilla on joku, jolle soittaa
        Vapaaehtoisten hyvinvointi kasvaa
    """,
    "sv": """
        Ensamheten bland äldre minskar
        Färre äldre känner sig ensamma
        Närståendevårdarna orkar bättre i vardagen
        Unga hittar sin plats i fritidsverksamheten
        Deltagarnas tro på sig själva stärks
        Vi ordnar grupper så att ensamheten minskar
        Familjernas vardag blir lättare under året
        Invandrarkvinnor vågar använda svenska
        Skuldsatta får en bättre ekonomi
        Rädslan för att falla minskar hos dem över 75
        De som fått kamratstöd litar på framtiden
        De som återhämtar sig klarar sin vardag
        Kommuninvånarna vet var det finns hjälp
        Ensamboende har någon att ringa
        De frivilliga mår bättre
    """,
    "en": """
        Loneliness among older people decreases
        Fewer older people feel lonely
        Carers cope better with their everyday life
        Young people find a hobby of their own
        The participants trust themselves more
        We run groups so that fewer people feel alone
        Everyday life becomes easier for families
        Immigrant women dare to speak the language
        People in debt gain control of their money
        The fear of falling is reduced among those over 75
        Those who got peer support are more hopeful
        People in recovery manage without support
        Residents know where to find help
        Everybody who lives alone has somebody to call
        The volunteers are healthier than before
    """,
}
ACTIVITIES = {
    "fi": """
        Järjestää kohtaamispaikka
        Ylläpidämme avointa olohuonetta
        Kohtaamispaikan ylläpito
        Koulutamme 20 vapaaehtoista
        Vapaaehtoisten kouluttaminen
        Tarjota keskusteluapua kolmena iltana viikossa
        Ryhmien järjestäminen kahdella paikkakunnalla
        Julkaisemme oppaan omaisille
        Toteutetaan kiertue kymmenessä kunnassa
        Perustaa viisi uutta vertaisryhmää
        Tehdä verkkosivut
        Pidämme kerhoa torstaisin
        Tuotamme selkokielistä aineistoa
        Rekrytoimme uusia tukihenkilöitä
        Luentoja ja retkiä jäsenille
    """,
    "sv": """
        Ordna träffar
        Vi ordnar träffar för äldre
        Anordna en mötesplats
        Driva ett öppet vardagsrum
        Vi utbildar 20 frivilliga
        Utbildning av frivilliga
        Erbjuda samtalsstöd tre kvällar i veckan
        Vi publicerar en guide för anhöriga
        Genomföra en turné i tio kommuner
        Starta fem nya kamratgrupper
        Producera lättläst material
        Rekrytera nya stödpersoner
        Arrangera föreläsningar för medlemmarna
        Hålla en klubb på torsdagar
        Informera om föreningens verksamhet
    """,
    "en": """
        Run a meeting place
        We run an open living room
        Organise weekly gatherings
        Train 20 volunteers
        Training of volunteers
        Offer support by phone three nights a week
        Arrange groups in two towns
        Publish a guide for families
        Deliver a tour of ten municipalities
        Set up five new peer groups
        Make a website
        Hold a club on Thursdays
        Produce plain-language material
        Recruit new support persons
        Provide lectures for members
    """,
}


def each(said: dict[str, str]) -> list[str]:
    """Fifteen in each language."""
    found = [line.strip() for lines in said.values() for line in lines.strip().splitlines()]
    assert len(found) == 45
    return found


@pytest.mark.parametrize("goal", each(GOALS))
def test_a_change_passes(goal: str) -> None:
    assert not sounds_like_activity(goal)


@pytest.mark.parametrize("activity", each(ACTIVITIES))
def test_an_activity_is_questioned(activity: str) -> None:
    assert sounds_like_activity(activity)
