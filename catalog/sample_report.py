"""The report of a campaign's sample: as a document, and in sentences."""

from typing import Any

from ruelle.catalog.language import Language
from ruelle.catalog.sampling import Interval, SampleReport


def document(report: SampleReport) -> dict[str, Any]:
    """The report for programs."""
    return {
        "asked": report.asked,
        "drawn": report.drawn,
        "checked": report.checked,
        "missed_zones": report.tally.missed,
        "found_zones": report.tally.found,
        "false_zones": report.tally.false,
        "recall": _share(report.recall),
        "clean_pictures": _share(report.clean),
    }


def lines(report: SampleReport, language: Language) -> list[str]:
    """The report for people."""
    tally, say = report.tally, _FRENCH if language == "fr" else _ENGLISH
    told = [say["drawn"].format(campaign=report.campaign, drawn=report.drawn, checked=report.checked)]
    if report.clean is None:
        return [*told, say["nothing"]]
    if report.recall is not None:
        found = say["found"].format(found=tally.found, all=tally.found + tally.missed)
        told.append(found + _in_words(report.recall, language))
    clean = say["clean"].format(clean=tally.clean, checked=report.checked)
    return [*told, clean + _in_words(report.clean, language), say["false"].format(false=tally.false), say["means"]]


def _share(share: Interval | None) -> dict[str, float] | None:
    if share is None:
        return None
    return {"estimate": share.estimate, "low": share.low, "high": share.high, "confidence": share.confidence}


def _in_words(share: Interval, language: Language) -> str:
    estimate, low, high = (f"{100 * part:.1f}" for part in (share.estimate, share.low, share.high))
    if language == "en":
        return (
            f", that is {estimate} % (between {low} and {high} %, with a confidence of {100 * share.confidence:.0f} %)."
        )
    estimate, low, high = (number.replace(".", ",") for number in (estimate, low, high))
    return (
        f", soit {estimate}{_THIN}% (entre {low} et {high}{_THIN}%, avec une confiance de "
        f"{100 * share.confidence:.0f}{_THIN}%)."
    )


_THIN = "\N{NARROW NO-BREAK SPACE}"
_FRENCH = {
    "drawn": "{campaign} : {drawn} images tirées au sort, {checked} vérifiées par une personne.",
    "nothing": "L’estimation viendra avec la première image vérifiée.",
    "found": "Visages et plaques floutés par la machine : {found} sur {all}",
    "clean": "Images sans aucun oubli : {clean} sur {checked}",
    "false": "Zones floutées à tort : {false}.",
    "means": "L’intervalle sur les zones les suppose indépendantes ; celui sur les images ne suppose rien de tel.",
}
_ENGLISH = {
    "drawn": "{campaign}: {drawn} pictures drawn by lot, {checked} checked by a person.",
    "nothing": "The estimate will come with the first picture checked.",
    "found": "Faces and plates blurred by the machine: {found} of {all}",
    "clean": "Pictures in which nothing was missed: {clean} of {checked}",
    "false": "Zones blurred in error: {false}.",
    "means": "The interval over zones takes them to be independent; the one over pictures does not.",
}
