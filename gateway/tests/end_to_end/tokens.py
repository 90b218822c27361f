"""Tokens signed with the keys of a folder, as a program of ours would sign them, or as a forger would."""

import json
import time
import uuid

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

ROLES = ("participant", "committee", "leadership", "juror", "operator", "plenary")
PROGRAMS = ("registration", "submission", "scoring", "announcement", "gateway")


class Tokens:
    def __init__(self, fest):
        keys = fest.data / "keys"
        self.private = {program: read_key(keys / f"{program}.pem") for program in PROGRAMS}
        trusted = json.loads((keys / "trusted.json").read_text())["keys"]
        self.ids = {key["iss"]: key["kid"] for key in trusted}

    def person(self, *roles):
        """Somebody with these roles and no others; the example's people all have the role participant too."""
        claims = {"sub": str(uuid.uuid4()), "roles": roles, "plenary": ["diskom-fest-2024"] if "plenary" in roles else []}
        return self.sign("registration", "at+jwt", aud="fest", **claims)

    def service(self, program, audience, **changed):
        return self.sign(program, "service+jwt", aud=audience, **changed)

    def sign(self, program, kind, key=None, kid=None, **claims):
        claims = {"iss": program, "exp": int(time.time()) + 60, **claims}
        header = {"typ": kind, "kid": kid or self.ids[program]}
        return jwt.encode(claims, key or self.private[program], algorithm="EdDSA", headers=header)

    def forged(self, audience):
        """Tokens that say what a good one says, and do not hold."""
        stranger = Ed25519PrivateKey.generate()
        other = next(program for program in PROGRAMS if program not in ("announcement", audience))
        return {
            "for another audience": self.service("announcement", other),
            "expired": self.service("announcement", audience, exp=int(time.time()) - 60),
            "by an unknown key": self.sign("announcement", "service+jwt", stranger, "stranger", aud=audience),
            "by a stranger under a known key": self.sign("announcement", "service+jwt", stranger, aud=audience),
            "in another's name": self.sign("gateway", "service+jwt", iss="announcement", aud=audience),
            "of another kind": self.sign("announcement", "arrival+jwt", aud=audience),
            "of a person, signed by a service": self.sign("gateway", "at+jwt", aud="fest", sub=str(uuid.uuid4()), roles=ROLES, plenary=[]),
            "no token": "nonsense",
        }


def read_key(path):
    return load_pem_private_key(path.read_bytes(), password=None)
