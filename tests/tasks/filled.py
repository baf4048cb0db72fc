"""What a browser would send of a form as it stands on the page, texts and choices too."""

from __future__ import annotations

from html.parser import HTMLParser


class _Filled(HTMLParser):
    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside, self.values = form_id, False, {}
        self._text = self._select = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") == self.form_id
        elif self.inside:
            self._found(tag, given)

    def _found(self, tag, given):
        if tag == "input" and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self._add(given.get("name"), given.get("value", ""))
        elif tag == "textarea":
            self._text = given["name"]
            self.values[self._text] = ""
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and self._select and ("selected" in given or self._select not in self.values):
            self.values[self._select] = given.get("value", "")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._text = None
        elif tag == "select":
            self._select = None
        elif tag == "form":
            self.inside = False

    def handle_data(self, data):
        if self._text:
            self.values[self._text] += data

    def _add(self, name, value):
        if name:
            self.values.setdefault(name, []).append(value)


def filled(page: str, form_id: str) -> dict[str, object]:
    """The values of the form with that id."""
    reader = _Filled(form_id)
    reader.feed(page)
    assert reader.values, f"no form {form_id} on the page"
    return {name: value for name, value in reader.values.items() if name != "csrf_token"}
