"""What the company sells."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.company.model import Choice
from tenants.model import Model
from tenants.owned import Owned, owned_relationship


class Product(Owned, Model):
    """Something one can put on a deal's lines, with its list price."""

    __tablename__ = "products"
    event_kind = "product"
    belongs_to = {"line_id": "choices", "import_id": "imports"}
    constraints = (UniqueConstraint("tenant_id", "name_key", name="uq_products_name"),)

    name: Mapped[str]
    name_key: Mapped[str]
    code: Mapped[str | None]
    line_id: Mapped[UUID | None]
    price_minor: Mapped[int | None]
    import_id: Mapped[UUID | None]
    archived_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    line: Mapped[Choice | None] = owned_relationship("Product.line_id", "Choice")

    __mapper_args__ = {"version_id_col": version}

    @property
    def event_name(self) -> str:
        return self.name
