"""How a refusal is told to whoever asked."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, OperationalError

REFUSED = (
    ValidationError,
    PermissionDenied,
    DataError,
    IntegrityError,
    OperationalError,
)
NOT_REPEATED = {"csrfmiddlewaretoken", "_save", "_addanother", "_continue"}


def sentences(error: Exception) -> list[str]:
    """Return what to tell a person about a refusal."""
    match error:
        case ValidationError():
            return list(error.messages)
        case DataError():
            return ["A value is out of range or not text that can be stored."]
        case OperationalError():
            return ["Somebody else is writing the same rows: save again."]
        case IntegrityError():
            told = getattr(error.__cause__, "diag", None)
            return [getattr(told, "message_primary", None) or str(error.args[0])]
    return [str(error) or "Your role does not let you do this."]
