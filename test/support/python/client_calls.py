"""Calls a running host with the generated classes. Arguments: address, password, a name that nobody has yet."""
import datetime
import json
import sys

from dtos import *
from servicestack import JsonServiceClient, WebServiceException

url, password, name = sys.argv[1:]
client = JsonServiceClient(url)


def sign_in(user_name: str):
    client.bearer_token = None
    request = Authenticate(provider="credentials", user_name=user_name, password=password)
    client.bearer_token = client.post(request).bearer_token


sign_in("admin@missive.test")
created = client.post(CreateCustomer(firstname="Nora", lastname="Native", phone="0701234567", email=f"{name}@native.test"))
updated = client.put(UpdateCustomer(id=created.id, firstname="Norma"))
page = client.get(CustomerQuery(customer_id=created.id, include="Total"))
refusal = None
try:
    client.put(UpdateCustomer(id=created.id, email="no address"))
except WebServiceException as error:
    refusal = error

sign_in("tax@missive.test")
account = Account(index=0, user_name=name, email=f"{name}@native.test", profile_url="https://native.test/p")
customer = Customer(index=0, name=f"{name} AB", type=CustomerType.EXTERNAL, accounts=[account])
batch = client.post(BatchRegisterCustomers(customers=[customer]))
registered = batch[0].customer
customers = client.get(RetrieveAllCustomers(take=1))

print(json.dumps({
    "created": type(created).__name__,
    "isDate": isinstance(created.created, datetime.datetime),
    "updated": updated.firstname,
    "page": [type(row).__name__ for row in page.results],
    "total": page.total,
    "refusal": [refusal.status, refusal.response_status.error_code, [error.field_name for error in refusal.response_status.errors]],
    "batch": [type(item).__name__ for item in batch],
    "registered": [registered.name, registered.type.name, registered.id > 0],
    "account": [type(item).__name__ for item in registered.accounts],
    "customers": [type(row).__name__ for row in customers.results],
}))
