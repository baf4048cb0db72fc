"""What the installation is told by its environment. Read once, checked once, said in a sentence when wrong."""

from __future__ import annotations

import os
from dataclasses import dataclass

DATABASES = ("DATABASE_URL_APP",)


class Misconfigured(RuntimeError):
    """The environment lacks something or holds something unusable."""


@dataclass(frozen=True)
class Settings:
    """The installation's settings; `README.md` lists the variables they come from."""

    environment: str  # development, test or production
    secret_key: str
    former_keys: tuple[str, ...]
    address: str  # public base address, without a slash at its end
    smtp_url: str
    mail_from: str
    redis_url: str
    language: str  # for visitors whose browser says nothing we know
    proxies: int  # how many proxies stand before the web processes

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    @property
    def is_development(self) -> bool:
        return self.environment == "development"


def load() -> Settings:
    """Settings from the environment. Raises Misconfigured with the name of what is missing."""
    environment = os.environ.get("DEALWRIGHT_ENV", "production")
    for name in (*DATABASES, "REDIS_URL", "SECRET_KEY"):
        if not os.environ.get(name):
            raise Misconfigured(f"{name} is not set; README.md lists what the product needs to run")
    secret = os.environ["SECRET_KEY"]
    if environment == "production" and len(secret) < 32:
        raise Misconfigured("SECRET_KEY is shorter than 32 characters")
    return Settings(
        environment=environment,
        secret_key=secret,
        former_keys=tuple(filter(None, os.environ.get("SECRET_KEY_FORMER", "").split(","))),
        address=os.environ.get("DEALWRIGHT_URL", "http://127.0.0.1:8000").rstrip("/"),
        smtp_url=os.environ.get("SMTP_URL", "smtp://127.0.0.1:25"),
        mail_from=os.environ.get("MAIL_FROM", "Dealwright <no-reply@dealwright.example>"),
        redis_url=os.environ["REDIS_URL"],
        language=os.environ.get("DEALWRIGHT_LANG", "en"),
        proxies=int(os.environ.get("DEALWRIGHT_PROXIES", "0")),
    )
