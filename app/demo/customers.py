"""The demo's part of customers: companies with people in them, and what can be sold to them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select

from app.demo.story import Customer, Seller, Story
from app.people.names import name_key
from app.pipeline.accounts.model import Account, Contact
from app.pipeline.products.model import Product
from app.search import index
from app.search.index import Entry
from tenants.context import db
from tenants.owned import new_id

CUSTOMERS = 150
REMOVED = (Contact, Account, Product)
#: Pointers that would go with a customer, at records that are somebody's own.
KEEP = (Contact.account_id,)


def tell(story: Story) -> None:
    """Write products, customers and contacts."""
    _products(story)
    rows = [_customer(story, number) for number in range(max(12, round(CUSTOMERS * story.size)))]
    accounts, contacts = [account for account, _ in rows], [contact for _, contact in rows]
    db.execute(insert(Account), accounts)
    db.execute(insert(Contact), contacts)
    index.put_many(
        [Entry("account", row["id"], row["name"], owner_id=row["owner_id"]) for row in accounts]
        + [Entry("contact", one["id"], one["name"], account["name"], extra=one["phone"]) for account, one in rows]
    )


def _products(story: Story) -> None:
    from app.money import minor_digits

    units = 10 ** minor_digits(story.words.currency)
    known = dict(db.execute(select(Product.name_key, Product.id)).all())
    for name, line, price in story.words.products:
        row = {
            "id": known.get(name_key(name)) or new_id(), "name": name, "name_key": name_key(name),
            "line_id": story.choices["product_line"].get(line), "price_minor": price * units,
            "import_id": story.import_id,
        }  # fmt: skip
        if name_key(name) not in known:
            db.execute(insert(Product), [row])
            index.put_many([Entry("product", row["id"], name, line)])
        story.products.append(row)


def _customer(story: Story, number: int) -> tuple[dict, dict]:
    dice, words = story.dice, story.words
    seller = story.sellers[number % len(story.sellers)]
    region = _region_name(story, seller)
    trade, industry = dice.choice(words.trades)
    name = _fresh_name(story, region, trade)
    since = story.today - timedelta(days=dice.randrange(60, 365 * story.years + 200))
    account: dict[str, Any] = {
        "id": new_id(), "name": name, "name_key": name_key(name), "owner_id": seller.id,
        "region_id": seller.region_id or story.choices["region"].get(region),
        "industry_id": story.choices["industry"].get(industry), "employees": dice.choice((30, 80, 120, 200, 650)),
        "customer_type": "key" if dice.random() < 0.12 else None, "location": _place_in(story, region, name),
        "import_id": story.import_id, "created_at": story.at(since), "updated_at": story.at(since),
    }  # fmt: skip
    contact = _contact(story, account)
    weight = 3.0 if account["customer_type"] == "key" else dice.uniform(0.4, 1.6)
    story.customers.append(Customer(account["id"], name, seller, account["region_id"], contact["id"], weight))
    return account, contact


def _contact(story: Story, account: dict) -> dict:
    dice, words = story.dice, story.words
    first, last = dice.choice(words.given), dice.choice(words.surnames)
    name = f"{last}{first}" if not words.joint else f"{first} {last}"
    return {
        "id": new_id(), "account_id": account["id"], "name": name, "name_key": name_key(name),
        "title": dice.choice(words.titles), "phone": _phone(story),
        "import_id": story.import_id,
    }  # fmt: skip


def _phone(story: Story) -> str:
    """A number nobody has: the ranges kept free for stories."""
    number = story.dice.randrange(10_000)
    return f"01632 960{number % 1000:03d}" if story.words.joint else f"1390000{number:04d}"


def _region_name(story: Story, seller: Seller) -> str:
    names = {choice_id: name for name, choice_id in story.choices["region"].items()}
    name = names.get(seller.region_id) if seller.region_id else None
    return name if name in story.words.places else story.dice.choice(list(story.words.places))


def _place_in(story: Story, region: str, name: str) -> str:
    return next((place for place in story.words.places[region] if name.startswith(place)), region)


def _fresh_name(story: Story, region: str, trade: str) -> str:
    taken = {customer.name for customer in story.customers}
    marks = "恒德明瑞华新远盛科安中天" if not story.words.joint else "ABCDEFGHJKLM"
    for _ in range(500):
        place = story.dice.choice(story.words.places[region])
        mark = story.dice.choice(marks) + story.dice.choice(marks) if not story.words.joint else ""
        name = f"{place}{mark}{trade}" if not story.words.joint else f"{place} {trade}"
        if name not in taken:
            return name
    return f"{name} {len(taken)}"
