#!/bin/sh
# Makes every secret that the overlay refers to, with fresh keys and passwords, as manifests on standard output:
#
#   kubectl apply -f k8s/base/namespace.yaml && k8s/overlays/minimal/secrets.sh | kubectl apply -f -
#
# Once: PostgreSQL takes its passwords at its first start only, and whoever runs it again locks the programs out. Needs openssl.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Begins with a letter, because NATS reads what begins with a digit as a number.
password() { echo "p$(openssl rand -hex 24)"; }

# secret NAME KEY=VALUE-OR-@FILE...
secret() {
    printf -- '---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: %s\n  namespace: fest\ndata:\n' "$1"
    shift
    for pair in "$@"; do
        value=${pair#*=}
        case $value in
        @*) encoded=$(openssl base64 -A -in "${value#@}") ;;
        *) encoded=$(printf %s "$value" | openssl base64 -A) ;;
        esac
        printf '  %s: %s\n' "${pair%%=*}" "$encoded"
    done
}

# key NAME: a private key, and its public half as an entry of the key set. The raw public key is the last 32 bytes of its DER form.
key() {
    openssl genpkey -algorithm ed25519 -out "$folder/$1.pem"
    x=$(openssl pkey -in "$folder/$1.pem" -pubout -outform DER | tail -c 32 | openssl base64 -A | tr '+/' '-_' | tr -d '=')
    printf '{"kty":"OKP","crv":"Ed25519","kid":"%s-%.8s","x":"%s","iss":"%s"}\n' "$1" "$x" "$x" "$1" >>"$folder/public"
}

postgres="postgres=$(password)"
nats=
for program in registration submission scoring announcement; do
    key "$program"
    owner=$(password) data=$(password) broker=$(password)
    # Registration alone keeps secrets that it has to read again.
    more=
    [ "$program" = registration ] && more="second-factor.key=$(openssl rand -base64 32)"
    secret "$program" ${more:+"$more"} "signing-key.pem=@$folder/$program.pem" \
        "database-url=postgres://$program:$data@postgres:5432/$program" \
        "database-owner-url=postgres://$program-owner:$owner@postgres:5432/$program" \
        "nats-url=nats://$program:$broker@nats:4222"
    postgres="$postgres $program-owner=$owner $program=$data"
    nats="$nats $program=$broker"
done
key gateway
secret gateway "signing-key.pem=@$folder/gateway.pem"
# No password holds a blank, so each pair is a word.
# shellcheck disable=SC2086
secret postgres $postgres
# shellcheck disable=SC2086
secret nats $nats
printf '{"keys":[%s]}' "$(paste -s -d, "$folder/public")" >"$folder/trusted-keys.json"
secret trusted-keys "trusted-keys.json=@$folder/trusted-keys.json"
