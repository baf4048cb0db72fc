"""One real record of Acme for every parameter in every address. A route with a parameter nobody knows here is red.

Sam, who sells in another team than Bob, owns what is owned; so that Bob's way there must end too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from werkzeug.routing import Rule

from app import files, outbox
from app.clock import now
from app.company.model import DayOverride
from app.files import File
from app.lists.model import SavedView
from app.notices.model import Notice
from app.people import recognition
from app.people.model import Team
from app.people.names import name_key
from app.pipeline.accounts.model import Account
from app.pipeline.imports import uploads
from app.pipeline.opportunities.listing import bulk
from app.pipeline.opportunities.model import LOST, OPEN, WON, Deal, DealLine, Pipeline, Stage
from app.pipeline.orders.model import Receipt
from app.reports.model import Report
from tenants.context import at_the_doorway, db, door
from tenants.model import Member, OutboxRow, SignIn
from tenants.owned import new_id
from tenants.roles import Role
from tests import factories
from tests.world import Person, World, add_person

_PARAMETER = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")


@dataclass
class Scene:
    """Records made when first asked for; one scene serves one address."""

    world: World
    owner: Person | None = None
    made: dict[str, Any] = field(default_factory=dict)

    @property
    def seller(self) -> Person:
        return self.owner or self.world.sam

    def of(self, name: str, make: Callable[[], Any]) -> Any:
        """The scene's own `name`, made inside the company by `make` the first time."""
        if name not in self.made:
            with self.seller.company.inside(self.seller):
                self.made[name] = make()
        return self.made[name]

    def make_everything(self) -> None:
        """One of each record."""
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                getattr(self, name)

    @cached_property
    def colleague(self) -> UUID:
        added = add_person(self.seller.company, f"colleague{factories.number()}", Role.SELLER, new_id().hex[-10:])
        return added.member_id

    @cached_property
    def former_colleague(self) -> UUID:
        member = self.colleague
        with self.seller.company.inside():
            db.execute(update(Member).where(Member.id == member).values(state="deactivated"))
        del self.__dict__["colleague"]
        return member

    @cached_property
    def invited(self) -> UUID:
        return self.of("invited", lambda: _member("invited"))

    @cached_property
    def placeholder(self) -> UUID:
        return self.of("placeholder", lambda: _member("placeholder"))

    @cached_property
    def region(self) -> UUID:
        return self.of("region", lambda: factories.a_choice("region").id)

    @cached_property
    def team(self) -> UUID:
        region = self.region
        return self.of("team", lambda: _team(region))

    @cached_property
    def account(self) -> UUID:
        return self.of("account", lambda: factories.an_account(owner_id=self.seller.member_id).id)

    @cached_property
    def contact(self) -> UUID:
        account = self.account
        return self.of("contact", lambda: _contact_of(account))

    @cached_property
    def product(self) -> UUID:
        return self.of("product", lambda: factories.a_product().id)

    @cached_property
    def deal(self) -> UUID:
        account, contact = self.account, self.contact
        return self.of(
            "deal",
            lambda: factories.a_deal(self.seller.member_id, account_id=account, contact_id=contact).id,
        )

    @cached_property
    def follow_up(self) -> UUID:
        deal = self.deal
        return self.of("follow_up", lambda: _follow_up_of(deal, self.seller.member_id))

    @cached_property
    def deal_file(self) -> UUID:
        return self._file("deal", self.deal)

    @cached_property
    def account_file(self) -> UUID:
        return self._file("account", self.account)

    def _file(self, kind: str, subject_id: UUID) -> UUID:
        return self.of(
            f"{kind} file",
            lambda: factories.added(
                File(
                    by_id=self.seller.member_id, subject_kind=kind, subject_id=subject_id, name="quote.txt", size=5,
                    media_type="text/plain", storage_key=files.keep("files", b"quote", ".txt"),
                )
            ).id,
        )  # fmt: skip

    @cached_property
    def deal_line(self) -> UUID:
        deal, product = self.deal, self.product
        return self.of("deal line", lambda: factories.added(DealLine(deal_id=deal, product_id=product, quantity=1)).id)

    @cached_property
    def deal_view(self) -> UUID:
        return self._view("deals", "state=open")

    @cached_property
    def account_view(self) -> UUID:
        return self._view("accounts", "archived=1")

    @cached_property
    def order_view(self) -> UUID:
        return self._view("orders", "source=pipeline")

    def _view(self, area: str, query: str) -> UUID:
        made = {"owner_id": self.seller.member_id, "area": area, "name": "Mine", "query": query}
        return self.of(f"{area} view", lambda: factories.added(SavedView(**made)).id)

    @cached_property
    def changes(self) -> UUID:
        """A change of several deals at once, that can be undone."""
        deal = self.deal
        return self.of("changes", lambda: _change_of(deal))

    @cached_property
    def receipt(self) -> UUID:
        order = self.order
        paid = {"order_id": order, "received_on": now().date(), "amount_minor": 100}
        return self.of("receipt", lambda: factories.added(Receipt(**paid)).id)

    @cached_property
    def report(self) -> UUID:
        return self.of("report", lambda: _report(self.seller.member_id))

    @cached_property
    def notice(self) -> UUID:
        told = {"member_id": self.seller.member_id, "kind": "assigned", "key": f"key {factories.number()}"}
        return self.of("notice", lambda: factories.added(Notice(**told, subject_kind="deal", subject_id=new_id())).id)

    @cached_property
    def failed_work(self) -> UUID:
        return self.of("failed work", _failed_work)

    @cached_property
    def day_override(self) -> UUID:
        day = now().date() + timedelta(days=factories.number())
        return self.of("day", lambda: factories.added(DayOverride(day=day, works=False, name="Founders' day")).id)

    @cached_property
    def channel(self) -> UUID:
        return self.of("channel", lambda: factories.a_choice("channel").id)

    @cached_property
    def pipeline(self) -> UUID:
        return self.of("pipeline", _pipeline)

    @cached_property
    def stage(self) -> UUID:
        pipeline = self.pipeline
        return self.of("stage", lambda: _stage_with_a_deal(pipeline, self.seller.member_id))

    @cached_property
    def upload(self) -> UUID:
        return self.of("upload", _upload)

    @cached_property
    def order(self) -> UUID:
        account, deal, owner = self.account, self.deal, self.seller.member_id
        return self.of("order", lambda: factories.an_order(account_id=account, deal_id=deal, owner_id=owner).id)


def _member(state: str) -> UUID:
    name = f"Colleague {factories.number()}"
    email = None if state == "placeholder" else f"{new_id().hex}@acme.example"
    return factories.added(Member(name=name, name_key=name_key(name), email=email, role=Role.SELLER, state=state)).id


def _team(region_id: UUID) -> UUID:
    return factories.added(Team(name=f"Team {factories.number()}", region_id=region_id)).id


def _acting() -> Member:
    return db.scalars(select(Member).where(Member.id == door().member_id)).one()


def _change_of(deal_id: UUID) -> UUID:
    values = {"expected_on": now().date() + timedelta(days=30)}
    outcome = bulk.change_all([deal_id], values, None, by=_acting(), at=now())
    assert outcome.changed == 1
    return outcome.batch


def _report(for_id: UUID) -> UUID:
    monday = now().date() - timedelta(days=now().weekday() + 7)
    kept = {"pdf_key": files.keep("reports", b"%PDF-", ".pdf"), "xlsx_key": files.keep("reports", b"PK", ".xlsx")}
    made = Report(
        kind="weekly", for_id=for_id, language="en", period_start=monday, period_end=monday + timedelta(days=6),
        state="ready", progress=100, made_at=now(), pdf_size=5, xlsx_size=2, **kept,
    )  # fmt: skip
    return factories.added(made).id


def _failed_work() -> UUID:
    row_id = outbox.later("people.mail_invitation", subject_id=new_id())
    db.execute(update(OutboxRow).where(OutboxRow.id == row_id).values(failed_at=now(), error="OSError"))
    return row_id


def _pipeline() -> UUID:
    name = f"Pipeline {factories.number()}"
    made = factories.added(Pipeline(name=name, name_key=name_key(name), position=factories.number()))
    for position, (word, kind) in enumerate((("One", OPEN), ("Two", OPEN), ("Won", WON), ("Lost", LOST))):
        stage = Stage(pipeline_id=made.id, name=word, name_key=name_key(word), kind=kind, position=position)
        factories.added(stage)
    return made.id


def _stage_with_a_deal(pipeline_id: UUID, owner_id: UUID) -> UUID:
    second = select(Stage).where(Stage.pipeline_id == pipeline_id, Stage.position == 1)
    stage = db.scalars(second).one()
    factories.a_deal(owner_id, stage=stage)
    return stage.id


def _upload() -> UUID:
    content = f"Customer,Website\nHengyuan {factories.number()},hengyuan.example\n".encode()
    return uploads.accept(content, "customers.csv", by=_acting(), kind="accounts").id


def _sign_in_of(person: Person) -> UUID:
    with at_the_doorway(user_id=person.user_id) as doorway:
        credential = recognition.begin(doorway, person.user_id, ip="127.0.0.1", agent="a phone", at=now())
        digest = recognition.digest(credential.partition(".")[2])
        return doorway.scalars(select(SignIn.id).where(SignIn.digest == digest)).one()


def _contact_of(account_id: UUID) -> UUID:
    return factories.a_contact(_get(Account, account_id)).id


def _follow_up_of(deal_id: UUID, by_id: UUID) -> UUID:
    return factories.a_follow_up(_get(Deal, deal_id), by_id).id


def _get(cls: type[Any], record_id: UUID) -> Any:
    return db.get_one(cls, (door().tenant_id, record_id))


Maker = Callable[[Scene], Any]

#: (the word before it in the address, parameter) -> what to put there.
PARAMETERS: dict[tuple[str, str], Maker] = {
    ("", "tenant_slug"): lambda scene: scene.seller.company.slug,
    ("assets", "name"): lambda scene: "app.css",
    ("static", "filename"): lambda scene: "icons/none.svg",
    ("reset", "secret"): lambda scene: "no-such-secret",
    ("address", "secret"): lambda scene: "no-such-secret",
    ("sign-ins", "id"): lambda scene: _sign_in_of(scene.seller),
    ("people", "id"): lambda scene: scene.colleague,
    ("members.reactivate", "id"): lambda scene: scene.former_colleague,
    ("invitations", "id"): lambda scene: scene.invited,
    ("teams", "id"): lambda scene: scene.team,
    ("invitation", "secret"): lambda scene: "no-such-secret",
    ("customers", "id"): lambda scene: scene.account,
    ("accounts", "id"): lambda scene: scene.account,
    ("accounts.download", "file_id"): lambda scene: scene.account_file,
    ("accounts.detach", "file_id"): lambda scene: scene.account_file,
    ("customers", "suffix"): lambda scene: "csv",
    ("deals", "id"): lambda scene: scene.deal,
    ("deals", "suffix"): lambda scene: "json",
    ("files", "file_id"): lambda scene: scene.deal_file,
    ("lines", "line_id"): lambda scene: scene.deal_line,
    ("accounts.fact", "name"): lambda scene: "name",
    ("accounts.change_fact", "name"): lambda scene: "name",
    ("facts", "name"): lambda scene: "title",
    ("stages", "id"): lambda scene: scene.stage,
    ("deals/views", "id"): lambda scene: scene.deal_view,
    ("customers/views", "id"): lambda scene: scene.account_view,
    ("orders/views", "id"): lambda scene: scene.order_view,
    ("changes", "id"): lambda scene: scene.changes,
    ("follow-ups", "id"): lambda scene: scene.follow_up,
    ("orders", "id"): lambda scene: scene.order,
    ("orders", "suffix"): lambda scene: "csv",
    ("receipts", "receipt_id"): lambda scene: scene.receipt,
    ("products", "id"): lambda scene: scene.product,
    ("products", "suffix"): lambda scene: "xlsx",
    ("reports", "id"): lambda scene: scene.report,
    ("reports", "form"): lambda scene: "xlsx",
    ("notices", "id"): lambda scene: scene.notice,
    ("jobs", "id"): lambda scene: scene.failed_work,
    ("settings", "suffix"): lambda scene: "csv",
    ("calendar", "id"): lambda scene: scene.day_override,
    ("lists", "kind"): lambda scene: "channel",
    ("lists", "id"): lambda scene: scene.channel,
    ("place", "step"): lambda scene: "down",
    ("customers/people", "id"): lambda scene: scene.contact,
    ("imports", "id"): lambda scene: scene.upload,
    ("imports", "suffix"): lambda scene: "csv",
    ("templates", "kind"): lambda scene: "accounts",
    ("templates", "suffix"): lambda scene: "csv",
    ("pipelines", "id"): lambda scene: scene.pipeline,
}


#: Parameters whose record is its owner's: who sees only his own gets no further with another's.
PRIVATE = {
    ("deals", "id"),
    ("accounts", "id"),
    ("customers", "id"),
    ("customers/people", "id"),
    ("follow-ups", "id"),
    ("orders", "id"),
    ("deals/views", "id"),
    ("customers/views", "id"),
    ("orders/views", "id"),
    ("changes", "id"),
    ("notices", "id"),
    ("reports", "id"),
    ("imports", "id"),
}


def parameters(rule: Rule) -> list[tuple[str, str]]:
    """The parameters of an address, each under the key by which `PARAMETERS` knows it.

    A parameter is known for one endpoint, for the two words before it, or for the word before it; the last otherwise.
    """
    found, before = [], ["", ""]
    for part in rule.rule.strip("/").split("/"):
        names = _PARAMETER.findall(part)
        for name in names:
            keys = [(rule.endpoint, name), ("/".join(before), name), (before[1], name)]
            found.append(next((key for key in keys if key in PARAMETERS), keys[-1]))
        if not names:
            before = [before[1], part]
    return found


def is_known(rule: Rule) -> bool:
    """Whether every parameter of the address can be filled."""
    return all(key in PARAMETERS for key in parameters(rule))


def address(rule: Rule, scene: Scene) -> str:
    """The address of `rule`, filled with records of `scene`."""
    values = {key[1]: PARAMETERS[key](scene) for key in parameters(rule)}
    built = rule.build(values, append_unknown=False)
    assert built, f"{rule.rule} cannot be built from {values}"
    return built[1]
