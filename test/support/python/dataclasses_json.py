"""Stand-in: the decorator that states the letter case, and what a field says of its own name."""
import dataclasses
from enum import Enum


class LetterCase(Enum):
    CAMEL = "camel"


class Undefined(Enum):
    EXCLUDE = "exclude"


def dataclass_json(letter_case=None, undefined=None):
    def decorate(cls):
        if not dataclasses.is_dataclass(cls):
            raise TypeError(f"{cls.__name__} is no data class")
        cls.__letter_case__ = letter_case
        return cls

    return decorate


def config(field_name=None):
    return {"field_name": field_name}
