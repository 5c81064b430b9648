"""Pages made here, and the readable part of the viewer's page."""

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import escape

from ruelle.catalog.database.rows import ItemRow
from ruelle.catalog.language import Language
from ruelle.catalog.settings import Settings
from ruelle.viewer_api.links import PREFIX, Links, pack_version
from ruelle.viewer_api.words import WORDS, day

TITLE, HEAD, LIST = "<!--ruelle:title-->", "<!--ruelle:head-->", "<!--ruelle:list-->"
"""Where the viewer's page leaves room for what is readable without a script."""


def place(row: ItemRow, words: dict[str, str]) -> str:
    """Where an item stands, in words."""
    street = row.street or words["unnamed"]
    return f"{street}, {words['at_number']} {row.house_number}" if row.house_number else street


def render(template: str, settings: Settings, language: Language, **values: object) -> str:
    """A template with the town's name and colours, in a language."""
    shared = {"town": settings.town_name, "accent": settings.accent, "language": language, "words": WORDS[language]}
    return _TEMPLATES.get_template(template).render(**shared, **values)


def fill_viewer_page(
    page: str, settings: Settings, language: Language, *, row: ItemRow | None, **values: object
) -> str:
    """The viewer's page with title, description, still picture and list of streets."""
    words = WORDS[language]
    title = f"{place(row, dict(words))} · {settings.town_name}" if row else f"{words['streets']} · {settings.town_name}"
    description = words["description"].format(town=settings.town_name)
    readable = render("still.html", settings, language, row=row, **values)
    head = render("head.html", settings, language, row=row, description=description)
    return fill_page(page, language, title=title, readable=readable).replace(HEAD, head)


def fill_page(page: str, language: Language, *, title: str, readable: str) -> str:
    """A page of the viewer with its title and what can be read in it without a script."""
    filled = page.replace('lang="fr"', f'lang="{language}"', 1)
    return filled.replace(TITLE, str(escape(title))).replace(LIST, readable)


def _file(part: str) -> Callable[[ItemRow], str]:
    def address(row: ItemRow) -> str:
        return f"{Links(PREFIX).picture(row.id)}/{part}.jpg?v={pack_version(row.pack_key)}"

    return address


_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
)
_TEMPLATES.globals |= {
    "day": day,
    "place": place,
    "thumb": _file("thumb"),
    "sd": _file("sd"),
    "preview": _file("preview"),
}
