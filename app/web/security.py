"""What every answer says to the browser, and which requests are not believed."""

from __future__ import annotations

import re
import secrets

from flask import Flask, Response, abort, g, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app.web.addresses import split

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " font-src 'self'; manifest-src 'self'; frame-ancestors 'none'; object-src 'none'; base-uri 'none';"
    " form-action 'self' https://checkout.stripe.com https://billing.stripe.com"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
#: What an answer depends on besides its address.
VARIES = ("HX-Request", "HX-Target", "Cookie", "Accept-Language")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
csrf = CSRFProtect()


def install(app: Flask) -> None:
    """Headers on every answer, cookies that stay home, and two checks against forged requests."""
    chosen = app.config["SETTINGS"]
    app.config.update(
        SESSION_COOKIE_NAME="__Host-dealwright" if chosen.is_production else "dealwright",
        SESSION_COOKIE_SECURE=chosen.is_production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # the origin is checked below, for plain http in development too
    )
    if chosen.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=chosen.proxies, x_proto=chosen.proxies)  # type: ignore[method-assign]
    app.before_request(_name_the_request)
    app.before_request(_refuse_foreign_sites)
    csrf.init_app(app)
    app.after_request(_say_headers)


def _name_the_request() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if re.fullmatch(r"[A-Za-z0-9-]{8,64}", given) else secrets.token_hex(8)


def _refuse_foreign_sites() -> None:
    """Refuse a write that another site's page started: by fetch metadata, else by its origin."""
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        if site not in ("same-origin", "none"):
            abort(403)
    elif origin is not None and split(origin).netloc != request.host:
        abort(403)


def _say_headers(response: Response) -> Response:
    said = {name.lower() for name, _value in response.headers}
    for name, value in HEADERS.items():
        if name.lower() not in said:
            response.headers.add(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    response.headers["X-Request-Id"] = g.get("request_id", "")
    if "vary" in said:
        response.vary.update(VARIES)
    else:
        response.headers.add("Vary", ", ".join(VARIES))
    return response


def local_path(wish: str | None) -> str | None:
    """`wish` when it is a path on this site, else None: nobody is led elsewhere by a link's parameter."""
    if not wish or not wish.startswith("/") or wish.startswith(("//", "/\\")) or re.search(r"[\x00-\x1f\\]", wish):
        return None
    return wish
