"""What a finding rests on, down to the primary sources, as an answer shows it."""

from typing import Any

from rest_framework import serializers

from citations.enums import LocatorLabel
from kb.api.shapes.chain import StepAnswer
from kb.api.shapes.findings import SHOWN, TAKEN

PUBLIC = [*SHOWN, *TAKEN]


class RestsOnPlaceAnswer(serializers.Serializer[Any]):
    """A place that a finding cites, and the way from its source to the primary one."""

    key = serializers.CharField(help_text="Key of the citation.")
    label = serializers.ChoiceField(  # type: ignore[assignment]
        choices=LocatorLabel.choices
    )
    locator = serializers.CharField(allow_null=True)
    chain = StepAnswer(many=True)
    roots = serializers.ListField(
        child=serializers.CharField(),
        help_text="Keys of the primary studies that the source stands for.",
    )


class RestsOnAnswer(serializers.Serializer[Any]):
    """The chain of references of a finding: places, their sources, what is behind."""

    key = serializers.CharField()
    version = serializers.IntegerField(help_text="The version that readers had.")
    url = serializers.CharField()
    state = serializers.ChoiceField(choices=PUBLIC)
    as_of = serializers.CharField(
        allow_null=True, help_text="The time that was asked for."
    )
    citations = RestsOnPlaceAnswer(many=True)
