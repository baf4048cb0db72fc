"""How a caught letter looks: the list, one letter, and its HTML for the sandbox."""

import html
import re
from datetime import UTC, datetime
from email.message import EmailMessage

from worker.mailbox.letters import Letters, numbered_parts, text_of

WORDS = {
    "zh": {
        "title": "邮件",
        "empty": "还没有邮件。",
        "from": "发件人",
        "to": "收件人",
        "parts": "附件",
        "back": "全部邮件",
    },
    "en": {
        "title": "Mail",
        "empty": "No mail yet.",
        "from": "From",
        "to": "To",
        "parts": "Attachments",
        "back": "All mail",
    },
}
STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; color-scheme: light dark;
  margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
table { border-collapse: collapse; width: 100% } td { border-top: 1px solid #8884; padding: .5rem .75rem .5rem 0 }
td:last-child { white-space: nowrap; text-align: right; opacity: .7 } pre { white-space: pre-wrap; font: inherit }
iframe { width: 100%; height: 40rem; border: 1px solid #8884; background: #fff } dt { opacity: .7 }
dd { margin: 0 0 .5rem }
"""


def listing(letters: Letters, words: dict[str, str]) -> str:
    rows = "".join(row(name, letter) for name in letters.names() if (letter := letters.letter(name)) is not None)
    table = f"<table>{rows}</table>" if rows else f"<p>{words['empty']}</p>"
    return document(words["title"], f"<h1>{words['title']}</h1>{table}", '<meta http-equiv="refresh" content="10">')


def row(name: str, letter: EmailMessage) -> str:
    caught = datetime.fromtimestamp(int(name[:20]) / 1e9, UTC).astimezone()
    subject = html.escape(str(letter["Subject"] or "-"))
    to = html.escape(str(letter["To"] or letter["X-Envelope-To"]))
    return f'<tr><td><a href="/{name}">{subject}</a></td><td>{to}</td><td>{caught:%Y-%m-%d %H:%M:%S}</td></tr>'


def page_of(name: str, letter: EmailMessage, words: dict[str, str]) -> str:
    subject = html.escape(str(letter["Subject"] or "-"))
    head = "".join(
        f"<dt>{words[key]}</dt><dd>{html.escape(str(value))}</dd>"
        for key, value in (("from", letter["From"]), ("to", letter["To"] or letter["X-Envelope-To"]))
    )
    body = ""
    if letter.get_body(("html",)) is not None:
        sandbox = "allow-popups allow-popups-to-escape-sandbox"
        body += f'<iframe title="HTML" sandbox="{sandbox}" src="/{name}/html"></iframe>'
    if (plain := letter.get_body(("plain",))) is not None:
        body += f"<pre>{linked(text_of(plain))}</pre>"
    parts = "".join(
        f'<li><a href="/{name}/parts/{number}">{html.escape(part.get_filename() or part.get_content_type())}</a></li>'
        for number, part in numbered_parts(letter)
    )
    body += f"<h2>{words['parts']}</h2><ul>{parts}</ul>" if parts else ""
    back = f'<p><a href="/">{words["back"]}</a> · <a href="/{name}/source">.eml</a></p>'
    return document(subject, f"{back}<h1>{subject}</h1><dl>{head}</dl>{body}")


def html_of(name: str, letter: EmailMessage) -> str:
    """The letter's own HTML: links open outside, and pictures it carries are shown."""
    body = letter.get_body(("html",))
    text = text_of(body) if body is not None else ""
    for number, part in numbered_parts(letter):
        if part["Content-ID"]:
            text = text.replace(f"cid:{str(part['Content-ID']).strip('<>')}", f"/{name}/parts/{number}")
    return f'<!doctype html><base target="_blank">{text}'


def linked(text: str) -> str:
    return re.sub(r"https?://[^\s<>&\"']+(?:&amp;[^\s<>&\"']+)*", r'<a href="\g<0>">\g<0></a>', html.escape(text))


def document(title: str, body: str, head: str = "") -> str:
    return f'<!doctype html><meta charset="utf-8"><title>{title}</title>{head}<style>{STYLE}</style>{body}'
