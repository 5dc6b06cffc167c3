"""Small fiches in the form of the official ones, and folders and archives of them."""

import zipfile

FICHE = """<?xml version="1.0" encoding="UTF-8"?>
<Publication xmlns:dc="http://purl.org/dc/elements/1.1/" ID="{number}"
    type="Fiche d'information" spUrl="https://www.service-public.fr/particuliers/vosdroits/{number}">
<dc:title>{title}</dc:title><dc:date>modified {modified}</dc:date>
<dc:identifier>{number}</dc:identifier>
<SurTitre>{label}</SurTitre><FilDAriane><Niveau ID="N1">{label}</Niveau></FilDAriane>
<Introduction><Texte><Paragraphe>La carte permet de travailler.</Paragraphe></Texte></Introduction>
<Texte><Chapitre><Titre><Paragraphe>Conditions</Paragraphe></Titre>{body}
<OuSAdresser ID="R2"><Titre>{label}</Titre><PivotLocal>prefecture</PivotLocal></OuSAdresser>
</Chapitre></Texte>
<QuestionReponse ID="F1">{label}</QuestionReponse></Publication>"""
BODY = (
    "<Paragraphe>Vous devez avoir <Valeur>615 €</Valeur> par mois. Vous devez vivre en France."
    "</Paragraphe><BlocCas><Cas><Titre>Vous êtes algérien</Titre>"
    "<Paragraphe>Un accord particulier s'applique.</Paragraphe></Cas></BlocCas>"
)


def make_fiche(number="F2209", body=BODY, modified="2026-01-10", label="Fiche", title="La carte"):
    return FICHE.format(number=number, body=body, modified=modified, label=label, title=title)


def make_folder(folder, **files):
    """Write fiches, each under its number: their content, or nothing for the usual one."""
    folder.mkdir(exist_ok=True)
    for number, content in files.items():
        (folder / f"{number}.xml").write_text(content or make_fiche(number), encoding="utf-8")
    return folder


def make_archive(path, **files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, content in files.items():
            archive.writestr(f"vosdroits/{number}.xml", content or make_fiche(number))
    return path
