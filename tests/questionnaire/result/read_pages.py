"""Reads a result page as a person does, and looks for what must not stand there."""

import re
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
    "fr": r"était|ont changé|dernier texte que nous avons trouvé|vérifié le|lue? le|depuis le",
    "en": r"\bwas\b|changed on|latest text that we found|checked on|read on|since",
    "ar": r"كان|تغي|آخر نص وجدناه|تم التحقق|قُرئ|منذ",
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


class Page(HTMLParser):
    """The visible text of a page in blocks, and the rows of its tables of costs."""

    def __init__(self, page):
        super().__init__()
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
            if said in text and not given and not re.search(OVER[language], text):
                found.append(text)
    return found


def contradictions(page):
    """Return what a French page says of the price that its own lines do not say."""
    found = []
    for rows in page.tables:
        lines, total = rows[1:], ""
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
