"""The command line's front door: finds the wings' commands, loads only the one called, and speaks of errors plainly."""

import os
import sys
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Literal

import click

from ruelle.catalog.errors import Failure, RuelleError
from ruelle.catalog.language import language_of

GROUP = "ruelle.commands"
INTERRUPTED = 130
"""The exit code of what Ctrl-C stopped: 128 and the number of the signal."""

_ABOUT = {
    "account": ("Gérer les comptes", "Manage the accounts"),
    "addresses": ("Importer les adresses de la commune (BAL)", "Import the town's addresses (BAL)"),
    "answer": ("Répondre à une question en attente", "Answer a question that waits"),
    "capture": ("Recueillir photos, vidéos et traces", "Take in pictures, videos and tracks"),
    "cancel": ("Abandonner un trajet", "Give a drive up"),
    "detect": ("Chercher visages et plaques dans des images", "Look for faces and plates in pictures"),
    "erasures": ("Montrer ce qui a été effacé", "Show what was erased"),
    "journal": ("Montrer qui a regardé sans flou", "Show who looked without the blur"),
    "models": ("Préparer les modèles de détection", "Prepare the detection models"),
    "purge": ("Effacer les originaux dont la durée est échue", "Erase the originals whose time is up"),
    "requests": ("Montrer et décider les demandes des habitants", "Show and decide what residents ask for"),
    "review": ("Montrer les images à vérifier, tirer un échantillon", "Show what is to be checked, draw a sample"),
    "sample": ("Fabriquer des données d’essai", "Make sample data"),
    "serve": ("Servir les pages et l’API", "Serve the pages and the API"),
    "status": ("Montrer où en est le travail", "Show how far the work has come"),
    "up": ("Servir et traiter, ensemble", "Serve and work, together"),
    "visibility": ("Dire qui peut voir un trajet", "Say who may see a drive"),
    "work": ("Anonymiser et publier ce qui a été recueilli", "Anonymise and publish what was taken in"),
}


class Commands(click.Group):
    """The commands of all wings, by entry points; the list says what each does without loading any."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of the commands that are installed."""
        return sorted(_installed())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, loaded now."""
        found = _installed().get(cmd_name)
        command: click.Command | None = None if found is None else found.load()
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands in the reader's language."""
        french = (ctx.params.get("language") or language_of(os.environ)) == "fr"
        about = [(name, _ABOUT.get(name, ("", ""))[0 if french else 1]) for name in self.list_commands(ctx)]
        with formatter.section("Commandes" if french else "Commands"):
            formatter.write_dl(about)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click has it
        """Run the command; an expected error becomes a sentence and the exit code of its class."""
        try:
            return super().invoke(ctx)
        except RuelleError as error:
            language = ctx.obj.language if ctx.obj else ctx.params.get("language") or language_of(os.environ)
            complain(error.failure, language)
            return ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            return ctx.exit(INTERRUPTED)


def complain(failure: Failure, language: Literal["fr", "en"]) -> None:
    """Print a failure and its remedy on the error stream."""
    from ruelle.catalog.sentences import sentence

    said = sentence(failure, language)
    problem, remedy = ("Problème", "Remède") if language == "fr" else ("Problem", "Remedy")
    print(f"{problem}{_COLON[language]}{said.problem}", file=sys.stderr)
    print(f"{remedy}{_COLON[language]}{said.remedy}", file=sys.stderr)


_COLON = {"fr": "\N{NO-BREAK SPACE}: ", "en": ": "}


def _installed() -> dict[str, EntryPoint]:
    return {found.name: found for found in entry_points(group=GROUP)}
