"""A form of the admin, filled in as a browser would: from what its page shows."""

from http import HTTPStatus
from typing import Any, TypeAlias

from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.forms import BaseForm, CheckboxInput, MultiWidget
from django.test import Client
from django.urls import reverse

Answer: TypeAlias = Any
"""What the test client returns, with the context of its page."""


def signed_in(person: User) -> Client:
    """Return a client in which ``person``, who may enter the admin, is signed in."""
    User.objects.filter(pk=person.pk).update(is_staff=True)
    client = Client()
    client.force_login(person)
    return client


def address(name: str, *args: Any) -> str:
    """Return the address of a screen: ``kb_finding_add``."""
    return reverse(f"admin:{name}", args=args)


class Screen:
    """A page with a form. ``typed`` is what a browser would send for it."""

    def __init__(self, client: Client, name: str, *args: Any) -> None:
        self.client = client
        self.address = address(name, *args)
        self.page: Answer = client.get(self.address)
        assert self.page.status_code == HTTPStatus.OK, self.page
        self.typed: dict[str, Any] = {}
        self.blank: dict[str, dict[str, Any]] = {}
        self.typed |= _read(self.page.context["adminform"].form)
        if (seen := self.page.context.get("seen")) is not None:
            self.typed["_seen"] = seen
        if self.page.context.get("asks_why"):
            self.typed["_why"] = "It was mistyped."
        for part in self.page.context["inline_admin_formsets"]:
            self.typed |= _read(part.formset.management_form)
            self.blank[part.formset.prefix] = _read(part.formset.empty_form)
            for form in part.formset.forms:
                self.typed |= _read(form)

    def add(self, prefix: str, **fields: Any) -> "Screen":
        """Fill in one more part in the inline ``prefix``."""
        total = f"{prefix}-TOTAL_FORMS"
        number = int(self.typed[total])
        self.typed[total] = str(number + 1)
        self.typed |= {
            name.replace("__prefix__", str(number)): value
            for name, value in self.blank[prefix].items()
        }
        self.typed |= {f"{prefix}-{number}-{name}": _(v) for name, v in fields.items()}
        return self

    def save(self, **fields: Any) -> Answer:
        """Send the form with ``fields`` typed over."""
        self.typed |= {name: _(value) for name, value in fields.items()}
        return self.client.post(self.address, self.typed | {"_save": "Save"})


def _read(form: BaseForm) -> dict[str, Any]:
    """Return what a browser would send for a form that nobody touched."""
    sent: dict[str, Any] = {}
    for field in form:
        widget, value = field.field.widget, field.value()
        if isinstance(widget, CheckboxInput):
            sent |= {field.html_name: "on"} if value else {}
        elif isinstance(widget, MultiWidget):
            for number, part in enumerate(widget.decompress(value) or []):
                sent[f"{field.html_name}_{number}"] = _(part)
        else:
            sent[field.html_name] = _(widget.format_value(value))
    return sent


def _(value: Any) -> Any:
    """Return a value as a form sends it: a row by its number, nothing as no text."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return "" if value is None else getattr(value, "pk", value)


def told(answer: Answer) -> list[str]:
    """Return every sentence that a page tells: errors of its form, and messages."""
    context = answer.context or {}
    groups = [
        [group] if isinstance(group, str) else group
        for group in context.get("errors") or []
    ]
    errors = [str(error) for group in groups for error in group]
    return [*errors, *map(str, get_messages(answer.wsgi_request))]


def refused(answer: Answer, rule: str) -> None:
    """Assert that nothing was saved, that the form is back, and that it names a rule.

    The sentence ends with the rule's id.
    """
    assert answer.status_code == HTTPStatus.OK, told(answer)
    sentences = told(answer)
    assert any(text.endswith(f"[{rule}]") for text in sentences), sentences


def saved(answer: Answer) -> None:
    """Assert that the form was saved, and say what it told if not."""
    assert answer.status_code == HTTPStatus.FOUND, told(answer)
