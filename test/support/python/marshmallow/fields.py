"""Stand-in: of all fields only the one whose name generated code mentions."""
from decimal import Decimal

__all__ = ["Decimal"]
