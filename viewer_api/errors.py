"""The one table from errors to answers: a status, a code, and a sentence in the reader's language."""

import logging

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ruelle.catalog.errors import Failure, RuelleError
from ruelle.catalog.language import Language
from ruelle.catalog.sentences import sentence
from ruelle.viewer_api.answers import JsonAnswer
from ruelle.viewer_api.desk import desk

_LOG = logging.getLogger(__name__)
_CODES = {404: "page-unknown", 405: "method-unknown"}


def language(request: Request) -> Language:
    """French or English, whichever the reader would rather have; the town's language without a preference."""
    accepted = []
    for part in request.headers.get("accept-language", "").split(","):
        tag, _, quality = part.strip().partition(";q=")
        if tag[:2].lower() in ("fr", "en"):
            accepted.append((_weight(quality), tag[:2].lower()))
    best = max(accepted, key=lambda pair: pair[0], default=(0.0, ""))[1]
    return "fr" if best == "fr" else "en" if best == "en" else desk(request).settings.language


def answer(request: Request, status: int, failure: Failure) -> Response:
    """The JSON body of an error: `code`, `message` and `remedy`."""
    told = sentence(failure, language(request))
    body = {"code": failure.code, "message": told.problem, "remedy": told.remedy}
    return JsonAnswer(body, status, {"Vary": "Accept-Language", "Cache-Control": "no-store"})


def add_error_handlers(app: FastAPI) -> None:
    """Teach an application to answer every error with a sentence."""
    app.add_exception_handler(RuelleError, _known)
    app.add_exception_handler(RequestValidationError, _bad_parameter)
    app.add_exception_handler(HTTPException, _of_framework)
    app.add_exception_handler(Exception, _unforeseen)


def _weight(quality: str) -> float:
    try:
        return float(quality or 1)
    except ValueError:
        return 0.0


def _known(request: Request, error: Exception) -> Response:
    assert isinstance(error, RuelleError)
    if error.http_status >= 500:
        _LOG.error("%s: %s %s", request.url.path, error.failure.code, dict(error.failure.details))
    return answer(request, error.http_status, error.failure)


def _bad_parameter(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    places = (".".join(str(part) for part in problem["loc"][1:]) or "body" for problem in error.errors())
    return answer(request, 400, Failure("bad-parameter", {"parameter": next(places, "")}))


def _of_framework(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return answer(request, error.status_code, Failure(_CODES.get(error.status_code, "request-refused")))


def _unforeseen(request: Request, error: Exception) -> Response:
    _LOG.error("%s", request.url.path, exc_info=error)
    return answer(request, 500, Failure("unforeseen"))
