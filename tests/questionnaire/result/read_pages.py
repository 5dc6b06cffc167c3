"""Reads a result page as a person does, and looks for what must not stand there."""

import re
from datetime import date
from html import unescape
from html.parser import HTMLParser

from questionnaire.result.formats import day as written

# --- words, in the order in which they are taken out: what is left must not name a consulate

FRENCH = (
    r"n'(allez|écrivez) pas [^.?!]*",
    r"ne (les )?demandez (jamais|rien) [^.?!]*",
    r"jamais au consulat",
    r"consulat ou l'ambassade de france",
    r"(l'ambassade ou le )?(consulat|ambassade) de france",
    r"le consulat qui l'a donné",  # a visa
    # The European whose family asks: nobody who fled.
    r"cette personne la demande aux autorités de son pays, ou à son consulat en france",
    r"pays d'origine sûr",
)
HARMLESS = {
    "fr": FRENCH,
    "en": (
        *FRENCH,
        r"do not (go|write) to [^.?!]*",
        r"do not ask for anything [^.?!]*",
        r"ask nothing [^.?!]*",
        r"never (ask|go) [^.?!]*",
        r"(french|this french|that french) (consulate|embassy)( or (consulate|embassy))?",
        r"the consulate that gave it",
        r"this person asks the authorities of their country for it, or its consulate in france",
        r"safe country of origin",
    ),
    "ar": (
        *FRENCH,
        r"لا (تذهب|تكتب|تطلب)[^.؟!]*",
        r"(ال)?(قنصلية|سفارة) (ال)?فرنس\w+( أو (قنصليتها|سفارتها))?",
        r"القنصلية التي أعطتها",
        r"يطلبها هذا الشخص من سلطات بلده، أو من قنصليته في فرنسا",
    ),
}
SENDS_AWAY = {
    "fr": r"consulat|consulaire|ambassade|autorités de (votre|leur|son) pays|pays d'origine",
    "en": r"consula|embass|authorities of (your|their) country|country of origin|home country",
    "ar": r"قنصل|سفار|سلطات بلد|البلد الأصلي|بلدك الأصلي",
}
OVER = {
    "fr": r"était|passé|ont changé|dernier texte que nous avons|vérifié le|lue? le|depuis le",
    "en": r"\bwas\b|passed|changed on|latest text that we found|checked on|read on|since",
    "ar": r"كان|انقضى|تغي|آخر نص وجدناه|تم التحقق|قُرئ|منذ",
}
HELD = {"fr": "Date de fin", "en": "End date", "ar": "تاريخ الانتهاء"}
# The stamp that a step asks for.
STAMP = re.compile(r"timbre (?:fiscal )?(?:de|du montant indiqué) ?\(?(\d[\d ,]* ?€)")
NOTHING_TO_PAY = re.compile(r"^vous ne payez rien\b|[.!] vous ne payez rien[.!]")


def sends_away(text, language):
    """Return the sentences of a block that send somebody to a consulate."""
    plain = " ".join(text.replace("’", "'").casefold().split())
    found = []
    for sentence in re.split(r"(?<=[.?!؟]) ", plain):
        left = sentence
        for phrase in HARMLESS[language]:
            left = re.sub(phrase, " ", left)
        if re.search(SENDS_AWAY[language], left):
            found.append(sentence)
    return found


# --- the page as blocks of text

BLOCKS = {
    *("p", "li", "dd", "dt", "div", "td", "th", "tr", "section", "summary", "caption", "ul", "ol"),
    *(
        "h1",
        "h2",
        "h3",
        "h4",
        "details",
        "table",
        "form",
        "nav",
        "aside",
        "header",
        "footer",
        "main",
    ),
}
UNREAD = {"head", "script", "style", "template"}


# A key of the catalogue, or a value of the program that no template words; no address, no @.
CODE = re.compile(r"(?<![\w/.@#?=&-])[a-z]+_[a-z0-9_]+\b(?!@)|\bCaseNames\b|<[A-Z]\w+ object")


class Page(HTMLParser):
    """The visible text of a page in blocks, and the rows of its tables of costs."""

    def __init__(self, page):
        super().__init__()
        self.source = page
        self._texts, self._hidden, self._table = [""], 0, False
        # Of each table: [(what, how much)], the total last.
        self.tables = []
        self.feed(page)
        self.blocks = [" ".join(text.split()) for text in self._texts if text.strip()]

    def handle_starttag(self, tag, attrs):
        self._hidden += tag in UNREAD
        if tag in BLOCKS:
            self._texts.append("")
        if tag == "table" and ("class", "costs") in attrs:
            self._table = True
            self.tables.append([])
        if tag == "tr" and self._table:
            self.tables[-1].append(["", ""])
        self._amount = tag == "td" or (self._table and tag == "bdi")

    def handle_endtag(self, tag):
        self._hidden -= tag in UNREAD
        if tag in BLOCKS:
            self._texts.append("")
        if tag == "table":
            self._table = False

    def handle_data(self, data):
        if self._hidden:
            return
        self._texts[-1] += data
        if self._table and self.tables[-1]:
            self.tables[-1][-1][self._amount] += data


def dead_lines(blocks, days, language):
    """Return the blocks that give a day of the past as one to keep to."""
    found = []
    for day in days:
        said = " ".join(written(day, language).split())
        for text in blocks:
            # Alone it is an answer that the person gave; on the counter's sheet, the end of the
            # document that they hold.
            given = text == said or re.search(HELD[language], text)
            if said in text and not given and not re.search(OVER[language], text.casefold()):
                found.append(text)
    return found


# --- the cards of a page: where to go, and the last days

NOT_KNOWN = r"nous ne connaissons pas la façon de déposer|la façon de déposer dépend d'une réponse"
WHERE = re.compile(r"Où</dt>\s*<dd(?P<kind>[^>]*)>(?P<said>.*?)</dd>", re.DOTALL)
CARD = re.compile(r'<section class="answer .*?</section>', re.DOTALL)
# The place to which the section « Où et comment faire » says that nobody knows how to go.
DENIED = "préfecture"
# Who receives a procedure and is no préfecture.
COURTS = ("Au tribunal", "À la Cour", "À la commission", "Au sous-directeur", "Au ministre")
MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
          "octobre", "novembre", "décembre"]  # fmt: skip
DATE = re.compile(rf"(\d{{1,2}})(?:er)? ({'|'.join(MONTHS)}) (\d{{4}})")
# Words that make a day a last one, right before it.
LAST = re.compile(
    r"(au plus tard|dernier jour\w*|avant|jusqu'au|d'ici au?|au|s'arrête|finit) (le |:)?\s*$"
)


def denied_places(page):
    """Return where a French page sends, in bold, while it says below that nobody knows how."""
    if not any(re.search(NOT_KNOWN, straight(text)) for text in page.blocks):
        return []
    found = WHERE.findall(page.source)
    return [said for kind, said in found if "unsure" not in kind and DENIED in said.split("<")[0]]


def wrong_doors(page):
    """Return the courts to which a French page sends, while it says below to ask the préfecture.

    A second procedure may be filed there: a page is read whose every card sends to a court.
    """
    said = [one.split("<")[0].strip() for _kind, one in WHERE.findall(page.source)]
    if not said or not all(one.startswith(COURTS) for one in said):
        return []
    asks = re.compile(rf"{NOT_KNOWN}|^la préfecture : adresse et téléphone|prix à confirmer")
    return [one for one in map(straight, page.blocks) if asks.search(one)]


def straight(text):
    return text.replace("’", "'").casefold()


def last_days_off_the_card(page, today):
    """Return the last days to come that a French page says, and that stand on none of its cards."""
    cards = " ".join(straight(text(one)) for one in CARD.findall(page.source))
    on_cards = {"".join(one) for one in DATE.findall(cards)}
    found = []
    for block in map(straight, page.blocks):
        for one in DATE.finditer(block):
            day = date(int(one[3]), MONTHS.index(one[2]) + 1, int(one[1]))
            said = "".join(one.groups())
            if day >= today and said not in on_cards and LAST.search(block[: one.start()]):
                found.append(block)
    return found


def days_on_no_card(page, days):
    """Return the last days that stand on no card of a French page."""
    cards = " ".join(text(one) for one in CARD.findall(page.source))
    return [one for one in days if " ".join(written(one, "fr").split()) not in cards]


def cards_of_two_minds(page):
    """Return the cards of a French page that say a delay both passed and to come."""
    cards = [text(one) for one in CARD.findall(page.source)]
    return [one for one in cards if "Dernier jour pour déposer" in one and "Délai passé" in one]


def cards_that_wait(page):
    """Return the cards of a French page that give no day and do not tell to act before it."""
    cards = [text(one) for one in CARD.findall(page.source)]
    return [one for one in cards if "Date à calculer" in one]


def text(markup):
    """Return the words of a piece of HTML."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def contradictions(page):
    """Return what a French page says of the price that its own lines do not say."""
    found = []
    for rows in page.tables:
        lines, total = [*rows], ""
        if lines and lines[-1][0].strip() == "Total à payer":
            total = lines.pop()[1]
        sure = [amounts(much) for what, much in lines if not re.search("peut.être", what)]
        if total and all(sure):
            # « 350 €, parfois 650 € »: the first is what is sure.
            said = amounts(total.split(", parfois")[0])
            added = sum(one[0] for one in sure)
            if said != [added]:
                found.append((total, rows))
            if added:
                found += [text for text in page.blocks if NOTHING_TO_PAY.search(text.casefold())]
    listed = {one for rows in page.tables for row in rows for text in row for one in amounts(text)}
    for text in page.blocks if listed else []:
        for stamp in STAMP.findall(text.casefold()):
            if not set(amounts(stamp)) <= listed:
                found.append(text)
    return found


def amounts(text):
    """Return the sums of money of a French text: « gratuit » is nothing to pay."""
    said = text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    if said.strip() == "gratuit":
        return [0]
    found = re.findall(r"(\d[\d ]*(?:,\d+)?) ?€", said)
    return [float(one.replace(" ", "").replace(",", ".")) for one in found]


def codes(page):
    """Return the texts of a page in which a code word stands."""
    return [text for text in page.blocks if CODE.search(text)]


# Who does something at the end of a title, by the word that begins their line.
BODIES = ("France Travail", "Caisse d'allocations familiales", "Assurance maladie", "Employeur")


def bodies_left_out(page):
    """Return the bodies of which a French page does not say what they do when a title ends."""
    blocks = [text.replace("’", "'") for text in page.blocks]
    return [one for one in BODIES if not any(text.startswith(one) for text in blocks)]


EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
EUROPEANS = {*EU.split(" "), "CH", "IS", "LI", "NO"}


def title_ends_soon(answers, day):
    """Tell whether an own title ends within 120 days: a right of Europeans has no end."""
    end = answers.get("expiry_date")
    return (
        end is not None
        and 0 <= (end - day).days <= 120
        and answers.get("residence") == "france"
        and answers.get("beneficiary") == "moi"
        and answers.get("nationality") not in EUROPEANS
        and answers.get("current_document")
        not in (None, "carte_ue", "attestation_demande_asile", "visa_court_sejour")
    )


# {the document that one holds: the paper to whose page the answer leads}
PAPERS_HELD = {
    "recepisse": "recepisse_renouvellement",
    "aps": "aps",
    "attestation_demande_asile": "attestation_demande_asile",
}


def papers_not_linked(answers, page):
    """Return the provisional paper that somebody holds, if the answer does not lead to its page."""
    held = PAPERS_HELD.get(answers.get("current_document"))
    own = answers.get("residence") == "france" and answers.get("beneficiary") == "moi"
    europeans = answers.get("nationality") in EUROPEANS
    europeans |= answers.get("current_document") == "carte_ue"
    linked = f"/fr/papiers/{held}/" in page.source
    return [held] if held and own and not europeans and not linked else []
