"""What an authenticator app shows: TOTP as RFC 6238 has it, so that nobody's code of ours vouches for itself."""

import base64
import hmac
import struct
import time

STEP_SECONDS = 30


def now():
    """The thirty seconds that it is in."""
    return int(time.time()) // STEP_SECONDS


def code(secret, step):
    """Of a secret in base32, at a step."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", step), "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


class App:
    """An app on somebody's phone. A code is good once, so it never shows one that it showed before."""

    def __init__(self, secret):
        self.secret = secret
        self.last = 0

    def code(self):
        """A step either side is taken too: three are there at once, then one every thirty seconds."""
        self.last = max(self.last + 1, now() - 1)
        assert self.last <= now() + 1, "no code is left for now"
        return code(self.secret, self.last)


def set_up(api):
    """The app of whoever is logged in, and their recovery codes."""
    own = "/accounts/current/second-factor"
    app = App(api.post(own, {"password": api.password})["secret"])
    return app, api.post(f"{own}/confirm", {"code": app.code()})["recovery_codes"]
