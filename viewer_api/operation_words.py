"""The few sentences of the operators' page that are made on the server, in French and English."""

from collections.abc import Mapping

from ruelle.catalog.language import Language

OPERATION_WORDS: Mapping[Language, Mapping[str, str]] = {
    "fr": {
        "shift": "Décaler de {offset} et reprendre",
        "as_it_is": "Ne pas décaler et reprendre",
        "picture": "{campaign} : une image",
        "pictures": "{campaign} : {count} images",
        "others_ready": "Les {count} autres images sont prêtes.",
        "originals_kept": "Les originaux sont gardés sous scellés.",
        "files_kept": "Les fichiers envoyés sont gardés.",
        "published_stays": "Ce qui est publié le reste.",
        "disk": "Disque",
        "erasure": "Effacement",
        "answer": "Répondre",
        "retry": "Reprendre",
        "cancel": "Abandonner",
        "publish": "Rendre public",
        "unpublish": "Réserver aux agents",
        "erase": "Effacer",
    },
    "en": {
        "shift": "Shift by {offset} and resume",
        "as_it_is": "Do not shift, and resume",
        "picture": "{campaign}: one picture",
        "pictures": "{campaign}: {count} pictures",
        "others_ready": "The {count} other pictures are ready.",
        "originals_kept": "The originals are kept under seal.",
        "files_kept": "The files sent are kept.",
        "published_stays": "What is published stays.",
        "disk": "Disk",
        "erasure": "Erasure",
        "answer": "Answer",
        "retry": "Retry",
        "cancel": "Give up",
        "publish": "Show to everybody",
        "unpublish": "Keep for staff",
        "erase": "Erase",
    },
}

_UNITS = ((3600.0, "h"), (60.0, "min"))


def offset_words(offset_s: float, language: Language) -> str:
    """A clock offset as people say it, with its sign.

    >>> offset_words(-7200, "fr"), offset_words(2.94, "en"), offset_words(2.94, "fr")
    ('−2\\u202fh', '+2.9\\u202fs', '+2,9\\u202fs')
    """
    number, unit = offset_s, "s"
    for seconds, name in _UNITS:
        if abs(offset_s) >= seconds and abs(offset_s) % seconds == 0:
            number, unit = offset_s / seconds, name
            break
    text = f"{number:+.1f}".removesuffix(".0").replace("-", "−")
    return f"{text.replace('.', ',') if language == 'fr' else text}\N{NARROW NO-BREAK SPACE}{unit}"
