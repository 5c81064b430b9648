"""What wraps every answer: security headers, a default for caches, and a ceiling on what may be sent in."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_CEILING_BYTES = 1 << 20


def content_security_policy(basemap: str | None) -> str:
    """Everything from this host alone, but the base map from where the operator put it."""
    elsewhere = "".join(f" {origin}" for origin in _origins(basemap))
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            "worker-src 'self' blob:",
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob:{elsewhere}",
            f"connect-src 'self'{elsewhere}",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


def _origins(basemap: str | None) -> Iterable[str]:
    url = urlsplit(basemap or "")
    if url.scheme in ("http", "https") and url.netloc:
        yield f"{url.scheme}://{url.netloc}"


class Headings:
    """Adds the headers that every answer carries, where the answer has not set them itself."""

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self._app = app
        self._headers = {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "Cache-Control": "private, no-cache",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ASGI asks."""

        async def send_headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_headed if scope["type"] == "http" else send)


class BodyCeiling:
    """Cuts off a request whose body is larger than anything that the API takes."""

    def __init__(self, app: ASGIApp, ceiling_bytes: int = BODY_CEILING_BYTES) -> None:
        self._app = app
        self._ceiling_bytes = ceiling_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ASGI asks."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isdecimal() or int(announced) > self._ceiling_bytes:
            await send({"type": "http.response.start", "status": 413, "headers": [(b"connection", b"close")]})
            await send({"type": "http.response.body"})
            return
        received = 0

        async def receive_some() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            return message if received <= self._ceiling_bytes else {"type": "http.disconnect"}

        await self._app(scope, receive_some, send)
