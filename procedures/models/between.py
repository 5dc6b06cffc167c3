"""Between two cards: papers, who asks for them, letters, the words of sites, their doors."""

from django.db import models

from .base import National, Ordered, Preparable, Sourced, key_field
from .fields import CodesField, ConditionField, SynonymsField
from .translated import Translated


class PaperVerdict(models.TextChoices):
    YES = "oui", "oui"
    IF = "si", "oui, à une condition"
    IN_PRINCIPLE = "principe", "en principe oui"
    NO = "non", "non"
    UNKNOWN = "inconnu", "à vérifier"


def verdict_field(label):
    return models.CharField(label, max_length=10, choices=PaperVerdict)


def article_field():
    return models.CharField(
        "article", max_length=200, blank=True, default="", help_text="« CESEDA R. 431-15-1 »."
    )


class ProofAsker(Translated, Ordered, Preparable, Sourced, National):
    key = key_field(unique=True)
    title = models.CharField("nom", max_length=300)
    text = models.TextField("ce qu'il faut savoir", help_text="Pour la personne, en deux phrases.")
    icon = models.CharField("dessin", max_length=30, blank=True, default="")

    class Meta(Ordered.Meta):
        verbose_name = "organisme qui demande un papier"
        verbose_name_plural = "organismes qui demandent un papier"

    def __str__(self):
        return str(self.title or self.key)


class ProofAskerRule(Translated, Ordered, Sourced, National):
    asker = models.ForeignKey(
        ProofAsker, verbose_name="organisme", on_delete=models.CASCADE, related_name="rules"
    )
    text = models.TextField("ce qu'il peut ou doit faire")

    class Meta(Ordered.Meta):
        verbose_name = "règle de l'organisme"
        verbose_name_plural = "règles de l'organisme"

    def __str__(self):
        return str(self.text)


class ProvisionalPaper(Translated, Ordered, Preparable, Sourced, National):
    key = key_field(unique=True)
    title = models.CharField("titre", max_length=300)
    when = ConditionField(
        "qui le tient ou l'attend",
        help_text="La réponse de ces personnes mène à sa page. Vide : aucune.",
    )
    given = models.TextField("qui le donne, et quand")
    shown_with = models.TextField("à montrer avec", blank=True)
    proves = models.TextField("ce qu'il prouve")
    stay = verdict_field("rester en France")
    stay_note = models.TextField("précision sur le séjour")
    stay_article = article_field()
    work = verdict_field("travailler")
    work_note = models.TextField("précision sur le travail")
    work_article = article_field()
    travel = verdict_field("sortir et revenir")
    travel_note = models.TextField("précision sur le voyage")
    lasts = models.TextField("jusqu'à quand")
    limits = models.TextField("ce qu'il ne fait pas")
    ending = models.TextField("s'il finit bientôt, ou s'il manque", blank=True)
    letter = models.CharField("lettre à écrire alors", max_length=100, blank=True, default="")

    class Meta(Ordered.Meta):
        verbose_name = "papier provisoire"
        verbose_name_plural = "papiers provisoires"

    def __str__(self):
        return str(self.title or self.key)


class PaperUse(Translated, Ordered, Sourced, National):
    provisional_paper = models.ForeignKey(
        ProvisionalPaper,
        verbose_name="papier provisoire",
        on_delete=models.CASCADE,
        related_name="uses",
    )
    asker = models.CharField("organisme", max_length=100)
    verdict = verdict_field("accepté")
    text = models.TextField("ce que dit la loi de ce papier")

    class Meta(Ordered.Meta):
        verbose_name = "réponse pour un organisme"
        verbose_name_plural = "réponses pour les organismes"

    def __str__(self):
        return str(self.text)


class Letter(Translated, Ordered, Preparable, Sourced, National):
    key = key_field(unique=True)
    title = models.CharField("titre", max_length=300)
    addressee = models.TextField("à qui")
    way = models.TextField("comment l'envoyer")
    timing = models.TextField("quand l'envoyer")
    starts = models.TextField("ce qu'elle déclenche")
    enclosures = models.TextField("copies à joindre", blank=True, help_text="Une par ligne.")
    meaning = models.TextField("ce que dit la lettre, en mots simples")
    warning = models.TextField("attention", blank=True)
    body = models.TextField(
        "texte de la lettre",
        help_text=(
            "En français pour tous. [nom] : ce que la personne écrit dans le champ « nom ». "
            "[nom: une phrase.] : une phrase à garder ou non. Des champs de sorte « une phrase "
            "parmi celles qui se suivent » font un choix : une seule est gardée."
        ),
    )

    class Meta(Ordered.Meta):
        verbose_name = "lettre"
        verbose_name_plural = "lettres"

    def __str__(self):
        return str(self.title or self.key)


class LetterField(Translated, Ordered, National):
    class Kind(models.TextChoices):
        LINE = "ligne", "une ligne"
        LINES = "lignes", "plusieurs lignes"
        DAY = "jour", "un jour"
        SENTENCE = "phrase", "une phrase à garder ou non"
        CHOICE = "choix", "une phrase parmi celles qui se suivent"

    letter = models.ForeignKey(
        Letter, verbose_name="lettre", on_delete=models.CASCADE, related_name="fields"
    )
    key = key_field()
    kind = models.CharField("sorte", max_length=10, choices=Kind)
    label = models.CharField("question", max_length=300)
    hint = models.CharField("aide", max_length=300, blank=True)

    class Meta(Ordered.Meta):
        verbose_name = "champ de la lettre"
        verbose_name_plural = "champs de la lettre"

    def __str__(self):
        return str(self.label)


class SiteWording(Translated, Ordered, Preparable, Sourced, National):
    class Service(models.TextChoices):
        ANEF = "anef_sejour", "titre de séjour (ANEF)"
        NATURALISATION = "anef_naturalisation", "nationalité (ANEF)"
        FORMS = "demarche_numerique", "démarche numérique"
        NATALI = "natali", "NATALI"
        VISAS = "france_visas", "France-Visas et visa long séjour"
        MAIL = "courrier", "lettre ou courriel"

    class Urgency(models.TextChoices):
        TODAY = "aujourdhui", "agir aujourd'hui"
        SOON = "bientot", "agir bientôt"
        WAIT = "attendre", "attendre"
        GOOD = "bien", "bonne nouvelle"

    key = key_field(unique=True)
    service = models.CharField("site", max_length=30, choices=Service)
    words = models.CharField("mots du site", max_length=200)
    typed = SynonymsField("comme les gens l'écrivent")
    urgency = models.CharField("urgence", max_length=20, choices=Urgency)
    common = models.BooleanField("souvent lu", default=False, help_text="Proposé sans chercher.")
    meaning = models.TextField("ce que cela veut dire")
    acts = models.TextField("quoi faire", help_text="Une chose par ligne, trois au plus.")
    delay = models.TextField("avant quel jour", blank=True)
    avoid = models.TextField("à ne pas faire", blank=True)
    letter = models.CharField("lettre à écrire", max_length=100, blank=True, default="")

    class Meta(Ordered.Meta):
        verbose_name = "mot d'un site"
        verbose_name_plural = "mots des sites"

    def __str__(self):
        return str(self.words or self.key)


class OnlineService(Translated, Ordered, Preparable, Sourced, National):
    key = key_field(unique=True)
    title = models.CharField("nom", max_length=300)
    kinds = CodesField(
        "façons de déposer", help_text="Celles qui ne nomment pas un autre site, partout en France."
    )
    url = models.URLField("lien", max_length=1000, blank=True)
    files = models.TextField(
        "formats et taille des fichiers",
        blank=True,
        help_text="Vide : le public lit « non publié ».",
    )
    letter = models.CharField("lettre à écrire", max_length=100, blank=True, default="")

    class Meta(Ordered.Meta):
        verbose_name = "site de dépôt"
        verbose_name_plural = "sites de dépôt"

    def __str__(self):
        return str(self.title or self.key)


class ServiceNeed(Translated, Ordered, National):
    online_service = models.ForeignKey(
        OnlineService, verbose_name="site de dépôt", on_delete=models.CASCADE, related_name="needs"
    )
    title = models.CharField("ce qu'il faut", max_length=300)
    text = models.TextField("précision", blank=True)
    question = models.CharField(
        "question de qui ne l'a pas",
        max_length=300,
        blank=True,
        help_text="Vide : « Vous ne l'avez pas ? ».",
    )
    without = models.TextField("quoi faire sans")
    icon = models.CharField("dessin", max_length=30, blank=True, default="")
    optional = models.BooleanField("pas obligatoire", default=False)

    class Meta(Ordered.Meta):
        verbose_name = "chose demandée pour entrer"
        verbose_name_plural = "choses demandées pour entrer"

    def __str__(self):
        return str(self.title)


class ServiceWay(Translated, Ordered, National):
    online_service = models.ForeignKey(
        OnlineService, verbose_name="site de dépôt", on_delete=models.CASCADE, related_name="ways"
    )
    title = models.CharField("quoi faire", max_length=300)
    text = models.TextField("précision", blank=True)

    class Meta(Ordered.Meta):
        verbose_name = "autre voie"
        verbose_name_plural = "autres voies, dans l'ordre"

    def __str__(self):
        return str(self.title)
