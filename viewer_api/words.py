"""The words of the pages that work without a script, in French and English."""

from collections.abc import Mapping
from datetime import datetime

from ruelle.catalog.language import Language

MONTHS: Mapping[Language, str] = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}

WORDS: Mapping[Language, Mapping[str, str]] = {
    "fr": {
        "streets": "Les rues en images",
        "all_streets": "Toutes les rues",
        "no_pictures": "Aucune image n’est publiée pour l’instant.",
        "unnamed": "Voie sans nom",
        "picture": "image",
        "pictures": "images",
        "latest": "dernière prise de vue :",
        "at_number": "à hauteur du",
        "taken": "Vue du",
        "by_number": "Toutes les positions",
        "along": "À hauteur du",
        "number": "n°",
        "report": "Signaler ou demander un floutage",
        "unknown_picture": "Cette image n’existe pas, ou n’est pas publique. Choisissez une rue dans la liste.",
        "log_in": "Se connecter",
        "log_out": "Se déconnecter",
        "logged_in_as": "Connecté en tant que",
        "name": "Nom",
        "password": "Mot de passe",
        "api": "Les adresses de l’API",
        "description": "Les rues de {town} en images à 360°.",
        "operations": "Exploitation",
        "jobs": "Travaux",
        "no_jobs": "Aucun travail.",
        "jobs_open": "Travaux en cours",
        "to_review": "Images à vérifier",
        "open_requests": "Signalements en attente",
        "disk_room": "Place libre sur le disque",
        "gigabytes": "Go",
        "failures": "À traiter",
        "step_receive": "Réception",
        "step_place": "Position",
        "step_anonymise": "Floutage",
        "step_review": "Vérification",
        "step_publish": "Publication",
        "state_uploading": "envoi en cours",
        "state_queued": "dans la file",
        "state_running": "en cours",
        "state_waiting": "en attente d’une réponse",
        "state_done": "terminé",
        "state_failed": "arrêté",
        "state_cancelled": "abandonné",
    },
    "en": {
        "streets": "The streets in pictures",
        "all_streets": "All streets",
        "no_pictures": "No picture has been published yet.",
        "unnamed": "Unnamed road",
        "picture": "picture",
        "pictures": "pictures",
        "latest": "last taken:",
        "at_number": "near number",
        "taken": "Taken on",
        "by_number": "All positions",
        "along": "Near",
        "number": "no.",
        "report": "Report or ask for blurring",
        "unknown_picture": "This picture does not exist, or is not public. Choose a street from the list.",
        "log_in": "Log in",
        "log_out": "Log out",
        "logged_in_as": "Logged in as",
        "name": "Name",
        "password": "Password",
        "api": "The addresses of the API",
        "description": "The streets of {town} in 360° pictures.",
        "operations": "Operations",
        "jobs": "Jobs",
        "no_jobs": "No job.",
        "jobs_open": "Jobs in progress",
        "to_review": "Pictures to check",
        "open_requests": "Requests waiting",
        "disk_room": "Free room on the disk",
        "gigabytes": "GB",
        "failures": "To do",
        "step_receive": "Receiving",
        "step_place": "Placing",
        "step_anonymise": "Blurring",
        "step_review": "Checking",
        "step_publish": "Publishing",
        "state_uploading": "being sent",
        "state_queued": "in the queue",
        "state_running": "running",
        "state_waiting": "waiting for an answer",
        "state_done": "done",
        "state_failed": "stopped",
        "state_cancelled": "given up",
    },
}


def day(at: datetime, language: Language) -> str:
    """A date in words.

    >>> day(datetime(2026, 4, 1), "fr"), day(datetime(2026, 4, 14), "en")
    ('1er avril 2026', '14 April 2026')
    """
    number = "1er" if at.day == 1 and language == "fr" else str(at.day)
    return f"{number} {MONTHS[language].split()[at.month - 1]} {at.year}"
