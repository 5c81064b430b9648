"""The words of the pages for residents' requests, in French and English."""

from collections.abc import Mapping

from ruelle.catalog.language import Language

ASKING: Mapping[Language, Mapping[str, str]] = {
    "fr": {
        "title": "Demander un floutage",
        "lead": "Dites ce qui doit être flouté dans cette image. Un agent de la commune regardera votre demande.",
        "at_once": "L’endroit choisi est flouté dès l’envoi, le temps de l’examen. L’image reste en ligne.",
        "kind": "Que faut-il flouter\N{NARROW NO-BREAK SPACE}?",
        "where": "Où, dans l’image\N{NARROW NO-BREAK SPACE}?",
        "anywhere": "Je ne sais pas le montrer, je l’explique ci-dessous",
        "cell": "Case",
        "note": "Explication (facultative, 1\N{NARROW NO-BREAK SPACE}000 lettres au plus)",
        "email": "Adresse électronique (facultative)",
        "email_use": "Elle sert seulement à vous répondre, et elle est effacée {days} jours après la décision.",
        "send": "Envoyer la demande",
        "back": "Revenir à l’image",
    },
    "en": {
        "title": "Ask for a blur",
        "lead": "Say what should be blurred in this picture. Somebody at the town hall will look at your request.",
        "at_once": "The place you choose is blurred as soon as you send, until then. The picture stays online.",
        "kind": "What should be blurred?",
        "where": "Where in the picture?",
        "anywhere": "I cannot show it, I explain it below",
        "cell": "Cell",
        "note": "Explanation (optional, at most 1,000 letters)",
        "email": "E-mail address (optional)",
        "email_use": "It serves to answer you and nothing else, and is erased {days} days after the decision.",
        "send": "Send the request",
        "back": "Back to the picture",
    },
}

KINDS: Mapping[Language, Mapping[str, str]] = {
    "fr": {"face": "Un visage", "plate": "Une plaque", "house": "Une maison", "other": "Autre chose"},
    "en": {"face": "A face", "plate": "A licence plate", "house": "A house", "other": "Something else"},
}

FOLLOWING: Mapping[Language, Mapping[str, str]] = {
    "fr": {
        "title": "Votre demande de floutage",
        "sent": "Envoyée le",
        "decided": "Décidée le",
        "open": "En attente",
        "open_next": "La zone est floutée pendant l’examen. Un agent de la commune va la regarder.",
        "unplaced_next": "Un agent de la commune va regarder l’image et votre explication.",
        "confirmed": "Acceptée",
        "confirmed_next": "Le flou est définitif.",
        "lifted": "Refusée",
        "lifted_next": "Le flou a été levé\N{NARROW NO-BREAK SPACE}: rien n’est reconnaissable à cet endroit. "
        "Si vous n’êtes pas d’accord, écrivez à la mairie.",
        "withdrawn": "Retirée",
        "withdrawn_next": "Vous avez retiré cette demande. Votre message et votre adresse sont effacés.",
        "keep_link": "Gardez l’adresse de cette page\N{NARROW NO-BREAK SPACE}: elle est la seule façon de suivre votre "
        "demande. Ne la donnez à personne.",
        "withdraw": "Retirer la demande",
        "withdraw_means": "Votre message et votre adresse sont effacés, et le flou provisoire est levé.",
        "erase": "Effacer mon message et mon adresse",
        "erase_means": "La décision ne change pas.",
        "picture": "Voir l’image",
        "contact": "Écrire à la mairie",
    },
    "en": {
        "title": "Your request for a blur",
        "sent": "Sent on",
        "decided": "Decided on",
        "open": "Waiting",
        "open_next": "The place is blurred in the meantime. Somebody at the town hall will look at it.",
        "unplaced_next": "Somebody at the town hall will look at the picture and at your explanation.",
        "confirmed": "Accepted",
        "confirmed_next": "The blur is there to stay.",
        "lifted": "Declined",
        "lifted_next": "The blur has been lifted: nothing can be recognised at this place. "
        "If you disagree, write to the town hall.",
        "withdrawn": "Taken back",
        "withdrawn_next": "You took this request back. Your message and your address have been erased.",
        "keep_link": "Keep the address of this page: it is the only way to follow your request. Give it to nobody.",
        "withdraw": "Take the request back",
        "withdraw_means": "Your message and your address are erased, and the provisional blur is lifted.",
        "erase": "Erase my message and my address",
        "erase_means": "The decision does not change.",
        "picture": "See the picture",
        "contact": "Write to the town hall",
    },
}
