"""A JSON Schema of the Compose Specification, for the keys that our compose file uses and no others."""

from typing import Any

Schema = dict[str, Any]

DURATION: Schema = {"type": "string", "pattern": r"^([0-9]+(h|m|s|ms|us))+$"}
SCALAR: Schema = {"type": ["string", "number", "boolean", "null"]}
NAMES: Schema = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
COMMAND: Schema = {"type": "array", "items": {"type": "string"}, "minItems": 1}
PORT: Schema = {"type": "string", "pattern": r"^127\.0\.0\.1:(\d+|\$\{\w+:-\d+\}):\d+$"}
MOUNT: Schema = {"type": "string", "pattern": r"^([\w.-]+|\$\{\w+:-[^}]+\}):/[^:]+(:ro)?$"}
IMAGE: Schema = {"type": "string", "pattern": r"^[a-z0-9./-]+(:[\w.-]+)?$", "not": {"pattern": ":latest$"}}

HEALTHCHECK: Schema = {
    "type": "object",
    "properties": {
        "test": {
            "type": "array",
            "prefixItems": [{"enum": ["CMD", "CMD-SHELL"]}],
            "items": {"type": "string"},
            "minItems": 2,
        },
        "interval": DURATION,
        "timeout": DURATION,
        "retries": {"type": "integer", "minimum": 1},
        "start_period": DURATION,
    },
    "required": ["test", "interval", "timeout", "retries"],
    "additionalProperties": False,
}
ENV_FILE: Schema = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"path": {"type": "string"}, "required": {"type": "boolean"}},
        "required": ["path"],
        "additionalProperties": False,
    },
}
DEPENDS_ON: Schema = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "properties": {
            "condition": {"enum": ["service_started", "service_healthy", "service_completed_successfully"]}
        },
        "required": ["condition"],
        "additionalProperties": False,
    },
}
SERVICE: Schema = {
    "type": "object",
    "properties": {
        "build": {"type": "string"},
        "cap_drop": NAMES,
        "command": COMMAND,
        "depends_on": DEPENDS_ON,
        "env_file": ENV_FILE,
        "environment": {"type": "object", "additionalProperties": SCALAR},
        "healthcheck": HEALTHCHECK,
        "image": IMAGE,
        "ports": {"type": "array", "items": PORT, "uniqueItems": True},
        "profiles": NAMES,
        "read_only": {"type": "boolean"},
        "restart": {"enum": ["no", "always", "on-failure", "unless-stopped"]},
        "security_opt": NAMES,
        "tmpfs": NAMES,
        "volumes": {"type": "array", "items": MOUNT, "uniqueItems": True},
    },
    "anyOf": [{"required": ["image"]}, {"required": ["build"]}],
    "additionalProperties": False,
}
COMPOSE: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {
        "name": {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]*$"},
        "services": {
            "type": "object",
            "patternProperties": {r"^[\w.-]+$": SERVICE},
            "additionalProperties": False,
        },
        "volumes": {"type": "object", "additionalProperties": {"type": ["object", "null"]}},
    },
    "required": ["services"],
    "additionalProperties": False,
}
