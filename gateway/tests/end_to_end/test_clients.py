"""A program of another system, with an OAuth library of other people's making: it finds its way by the metadata alone."""

import datetime

import contract
import grpc
import jwt
import pytest
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session

IMPORT = "/fest.submission.v1.LaporService/ImportLaporCounts"
FREEZE = "/fest.submission.v1.LaporService/FreezeSnapshot"


@pytest.fixture(autouse=True)
def on_loopback(monkeypatch):
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")


@pytest.fixture(scope="module")
def operator(fest):
    return fest.api(fest.person("operator"))


@pytest.fixture(scope="module")
def metadata(fest):
    return fest.api().http.get(f"{fest.url}/.well-known/oauth-authorization-server", timeout=60).json()


def let_in(operator, name, quota=600):
    until = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=90)
    wish = {
        "name": name, "system": "Satu Data Bekasi", "contact": "satudata@contoh.bekasikab.go.id",
        "scopes": ["lapor.import"], "quota": quota, "valid_until": until.isoformat(), "reason": "Nota dinas 12/2026",
    }
    made = operator.post("/api-clients", wish)
    return made["api_client"], made["secret"]


def session(metadata, client, secret, method="client_secret_basic", scope="lapor.import"):
    session = OAuth2Session(client["id"], secret, scope=scope, token_endpoint_auth_method=method)
    session.fetch_token(metadata["token_endpoint"], grant_type="client_credentials")
    return session


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
def test_a_library_gets_a_token_and_its_keys_prove_it(operator, metadata, method):
    client, secret = let_in(operator, f"By {method}")
    assert method in metadata["token_endpoint_auth_methods_supported"]
    token = session(metadata, client, secret, method).token
    assert (token["token_type"], token["scope"]) == ("Bearer", "lapor.import")
    assert 0 < token["expires_in"] <= 300
    key = jwt.PyJWKClient(metadata["jwks_uri"]).get_signing_key_from_jwt(token["access_token"])
    claims = jwt.decode(token["access_token"], key, algorithms=["EdDSA"], audience="fest")
    assert (claims["client_id"], claims["roles"]) == (client["id"], ["integration"])


def test_a_token_opens_what_its_scope_says_by_http_and_by_grpc(fest, operator, metadata):
    client, secret = let_in(operator, "Pengirim LAPOR")
    program = session(metadata, client, secret)
    category = fest.api().categories()["lapor-kecamatan"]["id"]
    address = f"{fest.url}/api/v1/categories/{category}"
    sent = program.post(f"{address}/lapor-counts", data="nonsense", headers={"Content-Type": "text/csv"}, timeout=60)
    assert sent.status_code not in (401, 403), sent.text
    closed = program.get(f"{fest.url}/api/v1/api-clients", timeout=60)
    assert (closed.status_code, closed.json()["reason"]) == (403, "SCOPE_MISSING")
    assert program.get(f"{fest.url}/api/v1/editions", timeout=60).status_code == 200
    token = program.token["access_token"]
    with grpc.insecure_channel(fest.endpoints["grpc"]["submission"]) as channel:
        assert contract.call_with_garbage(channel, FREEZE, token) == grpc.StatusCode.PERMISSION_DENIED
        refused = (grpc.StatusCode.PERMISSION_DENIED, grpc.StatusCode.UNAUTHENTICATED)
        assert contract.call_with_garbage(channel, IMPORT, token) not in refused


def test_a_client_changes_over_without_a_call_that_fails_and_is_ended_for_good(operator, metadata):
    client, old = let_in(operator, "Berganti rahasia")
    rotation = {"expected_version": client["version"], "overlap_hours": 1}
    rotated = operator.post(f"/api-clients/{client['id']}/secrets", rotation)
    for secret in (old, rotated["secret"]):
        session(metadata, client, secret)
    revocation = {"expected_version": rotated["api_client"]["version"], "reason": "selesai"}
    operator.post(f"/api-clients/{client['id']}/revoke", revocation)
    for secret in (old, rotated["secret"], "a guess"):
        with pytest.raises(OAuthError, match="invalid_client"):
            session(metadata, client, secret)


def test_a_scope_that_was_not_given_is_refused_in_the_librarys_own_words(operator, metadata):
    client, secret = let_in(operator, "Meminta lebih")
    with pytest.raises(OAuthError, match="invalid_scope"):
        session(metadata, client, secret, scope="changes.read")


def test_a_client_beyond_its_quota_is_told_when_to_come_back(fest, operator, metadata):
    client, secret = let_in(operator, "Terlalu sering", quota=2)
    program = session(metadata, client, secret)
    answers = [program.get(f"{fest.url}/api/v1/editions", timeout=60) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].json()["reason"] == "QUOTA_EXCEEDED"
    assert 0 < int(answers[2].headers["Retry-After"]) <= 31
