"""Every table of the product, so that migrations, lints and sweeping tests see them all."""

from app.company.model import Choice, DayOverride
from app.events import Event
from app.files import File
from app.imports.model import Import, ImportRow
from app.lists.model import SavedView
from app.notices.model import Notice
from app.people.model import Placement, Team
from app.pipeline.accounts.model import Account, Contact
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import Deal, DealLine, Pipeline, Stage, StageChange
from app.pipeline.orders.model import Order, OrderLine, Receipt
from app.pipeline.products.model import Product
from app.remarks.model import Remark
from app.reports.model import Report, ReportSchedule
from app.search.model import SearchDocument, SearchGram
from app.tasks.calendar.model import CalendarFeed
from app.tasks.model import Criterion, GradeBand, Task, TaskLink, TaskRules
from app.tasks.planning.model import TaskSeries, TaskTemplate
from app.web.once import Submission
from tenants.model import Member, Model, OutboxRow, SignIn, Tenant, Throttle, Timetable, Token, User

__all__ = [
    "Account", "CalendarFeed", "Choice", "Contact", "Criterion", "DayOverride", "Deal", "DealLine", "Event", "File",
    "FollowUp", "GradeBand", "Import", "ImportRow", "Member", "Model", "Notice", "Order", "OrderLine", "OutboxRow",
    "Pipeline", "Placement", "Product", "Receipt", "Remark", "Report", "ReportSchedule", "SavedView", "SearchDocument",
    "SearchGram", "SignIn", "Stage", "StageChange", "Submission", "Task", "TaskLink", "TaskRules", "TaskSeries",
    "TaskTemplate", "Team", "Tenant", "Throttle", "Timetable", "Token", "User",
]  # fmt: skip
