"""A manager who never saw the product signs up, invites, brings the pipeline in, works it, gets the week's report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.clock import today_in
from tenants.owned import new_id
from tests.journeys.hands import carry


@dataclass(frozen=True)
class Story:
    """What one types, and what the file says; the fourth row asks for a day that never comes."""

    company: str
    name: str
    stages: tuple[str, str]
    customer: str
    colleague: str
    headings: str
    rows: tuple[str, ...]
    encoding: str

    @property
    def titles(self) -> list[str]:
        return [re.split("[;,]", row)[0] for row in self.rows]

    @property
    def file(self) -> dict[str, object]:
        text = "\r\n".join((self.headings, *self.rows))
        return {"name": "pipeline.csv", "mimeType": "text/csv", "buffer": text.encode(self.encoding)}


STORIES = {
    "en": Story(
        "Northgate Pumps", "Ada Marsh", ("Contacted", "Qualified"), "Hengda Valves", "Lena Ortiz",
        "Deal;Customer;Amount;Stage;Owner;Expected close;Next step;Next step date",
        (
            "Pumps for hall 3;Hengda Valves;38,000;Contacted;Ada Marsh;2027-03-01;Send the drawings;2026-12-15",
            "Spare parts 2027;Brook Mills;12,500.50;Qualified;Lena Ortiz;2027-02-01;;",
            "Service contract;Brook Mills;9,000;Proposal;Lena Ortiz;2027-02-15;;",
            "Filters;Dunmore;4,000;Contacted;Ada Marsh;2027-02-31;;",
        ),
        "utf-8",
    ),
    "zh": Story(
        "北门泵业有限公司", "马建国", ("初步接触", "需求确认"), "恒达阀门", "李娜",
        "商机名称,客户名称,金额,阶段,负责人,预计成交日期,下一步,下一步日期",
        (
            "三号车间水泵,恒达阀门,380000,初步接触,马建国,2027-03-01,把图纸发给王工,2026-12-15",
            "2027年备件,河畔纺织,12.5万,需求确认,李娜,2027-02-01,,",
            "维保合同,河畔纺织,90000,方案报价,李娜,2027-02-15,,",
            "滤芯,敦莫尔,40000,初步接触,马建国,2027-02-31,,",
        ),
        "gb18030",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_from_sign_up_to_the_week_s_report(window, live, language):
    story, email = STORIES[language], f"{new_id().hex}@northgate.example"
    eyes = window(language)

    signs_up(eyes, story, email)
    confirms(eyes, live.mailbox.wait_for(email)[0])
    invited = invites_two(eyes, story)
    joins(window(language), live.mailbox.wait_for(invited)[0], story)
    brings_the_pipeline_in(eyes, story)
    moves_a_deal(eyes, story)
    logs_a_contact(eyes, story)
    gets_the_report(eyes, email)


def signs_up(eyes, story: Story, email: str) -> None:
    page = eyes.open("/")
    page.get_by_role("link", name=eyes.say("Sign up")).first.click()
    for label, typed in (
        ("Company", story.company), ("Your name", story.name), ("E-mail", email),
        ("Password", "a pump is a pump is a pump"),
    ):  # fmt: skip
        page.get_by_label(eyes.say(label), exact=True).fill(typed)
    eyes.check()
    page.get_by_role("button", name=eyes.say("Sign up")).click()

    expect(page.get_by_role("heading", name=eyes.say("Today"), level=1)).to_be_visible()
    expect(page.get_by_role("navigation", name=eyes.say("Main"), exact=True)).to_contain_text(story.company)
    eyes.check()


def confirms(eyes, letter: EmailMessage) -> None:
    page, asked = eyes.page, eyes.say("Please confirm your address: we sent a link to %(email)s.", email=letter["To"])
    expect(page.get_by_text(asked)).to_be_visible()

    page.goto(link_in(letter))

    eyes.check()
    page.get_by_role("button", name=eyes.say("Yes, confirm it")).click()
    expect(page.get_by_text(eyes.say("Thank you. Your address is confirmed."))).to_be_visible()
    eyes.check()
    expect(page.get_by_role("heading", name=eyes.say("Today"), level=1)).to_be_visible()
    expect(page.get_by_text(asked)).to_have_count(0)


def invites_two(eyes, story: Story) -> str:
    """Paste a list of two; returns the address of the first."""
    page, first = eyes.page, f"{new_id().hex}@northgate.example"
    page.get_by_role("link", name=eyes.say("Invite"), exact=True).click()
    eyes.check()
    both = f"{story.colleague} <{first}>\n{new_id().hex}@northgate.example"
    page.get_by_role("region", name=eyes.say("A whole list")).get_by_role("textbox").fill(both)
    page.get_by_role("button", name=eyes.say("Send the invitations")).click()

    expect(page.get_by_role("row", name=re.compile(story.colleague))).to_be_visible()
    eyes.check()
    return first


def joins(eyes, letter: EmailMessage, story: Story) -> None:
    """The colleague, who has no account, comes in by the letter."""
    page: Page = eyes.page
    page.goto(link_in(letter))
    expect(page.get_by_role("heading", name=eyes.say("Join %(company)s", company=story.company))).to_be_visible()
    eyes.check()
    expect(page.get_by_label(eyes.say("Your name"))).to_have_value(story.colleague)
    page.get_by_label(eyes.say("Password")).fill("valves are not for ever")
    page.get_by_role("button", name=eyes.say("Join %(company)s", company=story.company)).click()

    expect(page.get_by_role("heading", name=eyes.say("Today"), level=1)).to_be_visible()
    eyes.check()


def brings_the_pipeline_in(eyes, story: Story) -> None:
    page: Page = eyes.page
    page.get_by_role("link", name=eyes.say("Today")).first.click()
    page.get_by_role("main").get_by_role("link", name=eyes.say("Import")).click()
    page.get_by_label(eyes.say("CSV or XLSX file")).set_input_files(files=[story.file])  # type: ignore[list-item]
    page.get_by_role("button", name=eyes.say("Upload and look at it")).click()

    expect(page.get_by_label(eyes.say("Kind of list"))).to_have_value("deals")
    amount = eyes.say("%(column)s becomes", column=re.split("[;,]", story.headings)[2])
    expect(page.get_by_label(amount).locator("option:checked")).to_have_text(eyes.say("Amount"))
    eyes.check()
    page.get_by_role("button", name=eyes.say("Go on with %(rows)s rows", rows=4)).click()
    eyes.check()
    if page.get_by_role("button", name=eyes.say("Preview")).count():
        page.get_by_role("button", name=eyes.say("Preview")).first.click()

    expect(page.get_by_role("row").filter(has_text=re.compile("[“「]2027-02-31[”」]"))).to_be_visible()
    eyes.check()
    page.get_by_role("button", name=eyes.say_many("Import %(n)s row", "Import %(n)s rows", 3, n=3)).click()

    left_out = eyes.say_many("%(n)s row did not come in", "%(n)s rows did not come in", 1, n=1)
    bad = page.get_by_role("region", name=left_out)
    expect(bad).to_be_visible(timeout=30_000)
    eyes.check()
    with page.expect_download() as waiting:
        bad.get_by_role("link", name="CSV").click()
    kept = Path(waiting.value.path()).read_text("utf-8-sig")
    assert story.titles[3] in kept
    assert story.titles[0] not in kept


def moves_a_deal(eyes, story: Story) -> None:
    page: Page = eyes.page
    page.get_by_role("link", name=eyes.say("Deals")).first.click()
    here, there = (page.get_by_role("region", name=stage, exact=True) for stage in story.stages)
    carry(page, here.get_by_role("article", name=story.customer), there)

    expect(there.get_by_role("article", name=story.customer)).to_be_visible()
    told = eyes.say("%(name)s is now in “%(stage)s”.", name=story.titles[0], stage=story.stages[1])
    expect(page.get_by_role("status").filter(has_text=told)).to_be_visible()
    eyes.check()


def logs_a_contact(eyes, story: Story) -> None:
    page: Page = eyes.page
    page.get_by_role("article", name=story.customer).get_by_role("link", name=story.customer, exact=True).click()
    page.get_by_label(eyes.say("What the customer said")).fill("They want it before the fair.")
    page.get_by_role("textbox", name=eyes.say("Next step"), exact=True).fill("Send Mr Wang two dates")
    page.get_by_label(eyes.say("By when")).fill("2026-12-20")
    page.get_by_role("button", name=eyes.say("Save the follow-up")).click()

    expect(page.get_by_role("region", name=eyes.say("What happened"))).to_contain_text("before the fair")
    eyes.check()


def gets_the_report(eyes, email: str) -> None:
    page: Page = eyes.page
    page.get_by_role("link", name=eyes.say("Reports")).first.click()
    page.get_by_label(eyes.say("A day of the week")).fill(today_in("Asia/Shanghai").isoformat())
    page.get_by_role("button", name=eyes.say("Make the report")).click()

    for form, beginning in (("PDF", b"%PDF"), ("XLSX", b"PK")):
        ready = page.get_by_role("link", name=form)
        expect(ready).to_be_visible(timeout=30_000)
        with page.expect_download() as waiting:
            ready.click()
        assert Path(waiting.value.path()).read_bytes().startswith(beginning)
    eyes.check()
    page.get_by_role("button", name=eyes.say("Send to me")).click()
    told = eyes.say("It is on its way to %(email)s.", email=email)
    expect(page.get_by_role("status").filter(has_text=told)).to_be_visible()
    letter = eyes.live.mailbox.wait_for(email, such_as=lambda each: any(each.iter_attachments()))[0]
    files = {part.get_filename().rpartition(".")[2] for part in letter.iter_attachments()}
    assert files == {"pdf", "xlsx"}
    eyes.check()


def link_in(letter: EmailMessage) -> str:
    """The address a letter wants to be opened."""
    plain = letter.get_body(("plain",))
    assert plain
    found = re.search(r"https?://\S+", plain.get_content())
    assert found
    return found.group()
