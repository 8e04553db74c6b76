"""Stand-in of the client package: markers, types of the library, and a client that speaks JSON."""
import base64
import dataclasses
import datetime
import decimal
import enum
import json
import re
import typing
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Dict, Generic, List, Optional, TypeVar

from dataclasses_json import LetterCase, Undefined, dataclass_json

T = TypeVar("T")
A = TypeVar("A")
B = TypeVar("B")


class IReturn(Generic[T]):
    pass


class IReturnVoid:
    pass


class IGet:
    pass


class IPost:
    pass


class IPut:
    pass


class IDelete:
    pass


class IPatch:
    pass


class IMeta:
    pass


class IHasSessionId:
    pass


class IHasBearerToken:
    pass


class IHasVersion:
    pass


class ICreateDb(Generic[T]):
    pass


class IUpdateDb(Generic[T]):
    pass


class IPatchDb(Generic[T]):
    pass


class IDeleteDb(Generic[T]):
    pass


class ISaveDb(Generic[T]):
    pass


def dto(cls):
    return dataclass_json(letter_case=LetterCase.CAMEL, undefined=Undefined.EXCLUDE)(dataclass(cls))


@dto
class ResponseError:
    error_code: Optional[str] = None
    field_name: Optional[str] = None
    message: Optional[str] = None
    meta: Optional[Dict[str, str]] = None


@dto
class ResponseStatus:
    error_code: Optional[str] = None
    message: Optional[str] = None
    stack_trace: Optional[str] = None
    errors: Optional[List[ResponseError]] = None
    meta: Optional[Dict[str, str]] = None


@dto
class EmptyResponse:
    response_status: Optional[ResponseStatus] = None


@dto
class QueryBase:
    skip: Optional[int] = None
    take: Optional[int] = None
    order_by: Optional[str] = None
    order_by_desc: Optional[str] = None
    include: Optional[str] = None
    fields: Optional[str] = None
    meta: Optional[Dict[str, str]] = None


@dto
class QueryDb(Generic[T], QueryBase):
    pass


@dto
class QueryDb2(Generic[A, B], QueryBase):
    pass


@dto
class QueryResponse(Generic[T]):
    offset: int = 0
    total: int = 0
    results: Optional[List[T]] = None
    meta: Optional[Dict[str, str]] = None
    response_status: Optional[ResponseStatus] = None


class WebServiceException(Exception):
    def __init__(self, status: int, response_status: ResponseStatus):
        super().__init__(f"{status} {response_status.error_code}: {response_status.message}")
        self.status = status
        self.response_status = response_status


class JsonServiceClient:
    def __init__(self, base_url: str):
        self.base_url = base_url
        self.bearer_token: Optional[str] = None

    def get(self, request):
        return self.send("GET", request)

    def post(self, request):
        return self.send("POST", request)

    def put(self, request):
        return self.send("PUT", request)

    def delete(self, request):
        return self.send("DELETE", request)

    def send(self, method: str, request):
        url = f"{self.base_url}/api/{type(request).__name__}"
        members = to_wire(request)
        body = None
        if method in ("GET", "DELETE"):
            texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in members.items()}
            url += "?" + urllib.parse.urlencode(texts)
        else:
            body = json.dumps(members).encode()
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        if self.bearer_token is not None:
            headers["Authorization"] = f"Bearer {self.bearer_token}"
        call = urllib.request.Request(url, data=body, headers=headers, method=method)
        try:
            with urllib.request.urlopen(call, timeout=20) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            raise as_service_exception(error) from None
        returned = response_type_of(type(request))
        return from_wire(json.loads(text), returned) if text and returned is not None else None


def as_service_exception(error) -> WebServiceException:
    answer = from_wire(json.loads(error.read()), EmptyResponse)
    return WebServiceException(error.code, answer.response_status or ResponseStatus())


def response_type_of(cls):
    """The argument of IReturn of the class or its nearest base; None for IReturnVoid."""
    for owner in cls.__mro__:
        for base in owner.__dict__.get("__orig_bases__", ()):
            if typing.get_origin(base) is IReturn:
                return resolved(typing.get_args(base)[0], owner)
    return None


def resolved(hint, owner):
    """A type with the names in quotes looked up where its class was declared."""
    holder = type("Holder", (), {"__annotations__": {"hint": hint}, "__module__": owner.__module__})
    return typing.get_type_hints(holder)["hint"]


def wire_name(field) -> str:
    stated = field.metadata.get("field_name")
    if stated is not None:
        return stated
    first, *rest = field.name.split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)


def to_wire(value):
    if dataclasses.is_dataclass(value):
        members = ((wire_name(field), getattr(value, field.name)) for field in dataclasses.fields(value))
        return {name: to_wire(member) for name, member in members if member is not None}
    if isinstance(value, dict):
        return {key: to_wire(item) for key, item in value.items()}
    if isinstance(value, list):
        return [to_wire(item) for item in value]
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime.datetime):
        return value.isoformat() + ("" if value.tzinfo else "Z")
    if isinstance(value, datetime.timedelta):
        return f"PT{value.total_seconds():g}S"
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def from_wire(value, hint, arguments=None):
    """A JSON value as the type that a member states; `arguments` are those of the generic type around it."""
    if isinstance(hint, TypeVar):
        hint = (arguments or {}).get(hint)
    if value is None or hint is None:
        return value
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Union:
        return from_wire(value, next(arg for arg in args if arg is not type(None)), arguments)
    if origin is list:
        return [from_wire(item, args[0], arguments) for item in value]
    if origin is dict:
        return {key: from_wire(item, args[1], arguments) for key, item in value.items()}
    cls = origin or hint
    if dataclasses.is_dataclass(cls):
        return read_dto(value, cls, dict(zip(getattr(cls, "__parameters__", ()), args)))
    if isinstance(cls, type) and issubclass(cls, enum.Enum):
        return read_enum(value, cls)
    if cls is datetime.datetime:
        return datetime.datetime.fromisoformat(value)
    if cls is datetime.timedelta:
        return read_duration(value)
    if cls is decimal.Decimal:
        return decimal.Decimal(str(value))
    return base64.b64decode(value) if cls is bytes else value


def read_dto(value, cls, arguments):
    if not isinstance(value, dict):
        raise TypeError(f"{cls.__name__} cannot be read from {type(value).__name__}")
    # Hosts write names in the case that is theirs; the client reads any.
    found = {name.lower(): member for name, member in value.items()}
    hints = typing.get_type_hints(cls)
    members = {}
    for field in dataclasses.fields(cls):
        name = wire_name(field).lower()
        if name in found:
            members[field.name] = from_wire(found[name], hints[field.name], arguments)
    return cls(**members)


def read_enum(value, cls):
    same = [member for member in cls if value == member.value or str(value).lower() == member.name.replace("_", "").lower()]
    if not same:
        raise ValueError(f"{value!r} is no {cls.__name__}")
    return same[0]


def read_duration(text: str) -> datetime.timedelta:
    found = re.fullmatch(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?", text)
    if found is None:
        raise ValueError(f"{text!r} is no duration")
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return datetime.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
