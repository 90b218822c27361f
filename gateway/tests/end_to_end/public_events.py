"""`proto/asyncapi.yaml` as a reader of the broker would use it."""

import jsonschema
import yaml
from running import ROOT


def demand_as_described(messages):
    """Each message has the headers that the contract describes for its subject; the broker's own are no part of it."""
    contract = yaml.safe_load((ROOT / "proto" / "asyncapi.yaml").read_text())
    described = {channel["address"]: name for name, channel in contract["channels"].items()}
    for message in messages:
        headers = {name: value for name, value in message.headers if not name.startswith("Nats-")}
        validator(contract, described[message.subject]).validate(headers)


def validator(contract, message):
    schema = contract["components"]["messages"][message]["headers"]
    # `#/components/...` is then found in the schema itself. A header that is not described is a fault too.
    whole = {**schema, "components": contract["components"], "unevaluatedProperties": False}
    return jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker())
