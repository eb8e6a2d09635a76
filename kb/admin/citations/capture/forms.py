"""What is typed on the screens of capture."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from citations.enums import CslType, RowDecision, SourceClass
from citations.models import ImportRow
from citations.services.capture import MOST_BYTES, MOST_ENTRIES
from kb.admin.citations.names import HELP as NAMES_HELP
from kb.admin.citations.names import NamesField

LIMITS = f"At most {MOST_BYTES / 1e6:.0f} MB and {MOST_ENTRIES:,} records at once."
UNSAID = [("", "as it is")]


class CaptureForm(forms.Form):
    """What somebody pastes or uploads."""

    pasted = forms.CharField(
        label="Paste here",
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 14, "cols": 80, "class": "vLargeTextField"}),
        help_text=(
            "DOIs, arXiv ids, PMIDs, ISBNs and web addresses, one on each line and "
            "mixed as you like; or BibTeX, RIS or CSL-JSON. Which, shows by itself."
        ),
    )
    file = forms.FileField(
        label="or upload a file",
        required=False,
        allow_empty_file=True,
        help_text=f"BibTeX, RIS, CSL-JSON, or a list as text. {LIMITS}",
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the one or the other; a file that is too big is not even read."""
        typed = super().clean() or {}
        file, text = typed.get("file"), typed.get("pasted", "").strip()
        if bool(file) == bool(text) and not self.errors:
            both = (
                "Paste or upload, not both at once." if file else "Nothing was brought."
            )
            raise forms.ValidationError(f"{both} Paste records, or choose a file.")
        if isinstance(file, UploadedFile) and (file.size or 0) > MOST_BYTES:
            size = f"{(file.size or 0) / 1e6:,.1f} MB"
            raise forms.ValidationError(f"This file is {size}. {LIMITS} Split it.")
        return typed

    def given(self) -> tuple[bytes | str, str]:
        """Return what was brought, and what to call it."""
        file = self.cleaned_data["file"]
        if file:
            return file.read(), str(file.name)
        return self.cleaned_data["pasted"], ""


class BulkForm(forms.Form):
    """What is to happen with several rows."""

    decision = forms.ChoiceField(
        label="Decision", required=False, choices=[*UNSAID, *RowDecision.choices]
    )
    source_class = forms.ChoiceField(
        label="Class", required=False, choices=[*UNSAID, *SourceClass.choices]
    )
    primary = forms.ChoiceField(
        label="Primary", required=False, choices=[*UNSAID, ("yes", "yes"), ("no", "no")]
    )
    scope = forms.ChoiceField(
        label="For",
        choices=[("chosen", "the rows chosen"), ("listed", "all rows of this list")],
    )


class RowForm(forms.Form):
    """One row: what shall happen, and as what it would be written."""

    decision = forms.ChoiceField(label="Decision", choices=RowDecision.choices)
    title = forms.CharField(
        label="Title", required=False, widget=forms.Textarea({"rows": 2, "cols": 80})
    )
    author = NamesField(label="Authors", required=False, help_text=NAMES_HELP)
    issued = forms.CharField(
        label="Issued", required=False, help_text="YYYY, YYYY-MM or YYYY-MM-DD."
    )
    csl_type = forms.ChoiceField(label="CSL type", choices=CslType.choices)
    container_title = forms.CharField(
        label="Appeared in", required=False, help_text="Journal, book or site."
    )
    publisher = forms.CharField(label="Publisher", required=False)
    doi = forms.CharField(label="DOI", required=False)
    arxiv = forms.CharField(label="arXiv id", required=False)
    pmid = forms.CharField(label="PMID", required=False)
    isbn = forms.CharField(label="ISBN", required=False)
    url = forms.CharField(label="Web address", required=False)
    key = forms.CharField(
        label="Key",
        required=False,
        help_text="In every address, for ever. Of our making.",
    )
    source_class = forms.ChoiceField(
        label="Class", required=False, choices=[("", "not said"), *SourceClass.choices]
    )
    primary = forms.BooleanField(
        label="Primary: its numbers were made here", required=False
    )

    FIELDS = (
        *("title", "author", "issued", "csl_type", "container_title", "publisher"),
        *("doi", "arxiv", "pmid", "isbn", "url"),
    )
    OWN = ("decision", "key", "source_class", "primary")

    @classmethod
    def shown(cls, row: ImportRow) -> dict[str, Any]:
        """Return what the form shows of a row."""
        held = {name: row.fields.get(name, "") for name in cls.FIELDS}
        held["csl_type"] = held["csl_type"] or "document"
        return held | {name: getattr(row, name) for name in cls.OWN}

    def put(self, row: ImportRow) -> None:
        """Put what was typed into a row."""
        typed = {name: self.cleaned_data[name] for name in self.FIELDS}
        before = {name: row.fields.get(name, "") or "" for name in self.FIELDS}
        before["csl_type"] = before["csl_type"] or "document"
        before["author"] = before["author"] or []
        if typed != before:
            rest = {k: v for k, v in row.fields.items() if k not in self.FIELDS}
            row.fields = rest | {name: value for name, value in typed.items() if value}
        for name in self.OWN:
            setattr(row, name, self.cleaned_data[name])
