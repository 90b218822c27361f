#!/bin/sh
# Run by the image once, on an empty volume: a database per service, with an owner for the migrations and a role that only reads and writes rows.
# No role can open another's database. $PASSWORDS is a folder with a file per role. The image takes a volume on which this failed for a finished
# one: delete the claim and start again.
set -eu

for database in registration submission scoring announcement; do
    OWNER_PASSWORD=$(cat "$PASSWORDS/$database-owner")
    DATA_PASSWORD=$(cat "$PASSWORDS/$database")
    export OWNER_PASSWORD DATA_PASSWORD
    # From the environment, because the arguments of a program can be read by others.
    psql --username "$POSTGRES_USER" --dbname postgres --no-psqlrc --quiet \
        --set ON_ERROR_STOP=1 --set database="$database" --set owner="$database-owner" <<'SQL'
\getenv owner_password OWNER_PASSWORD
\getenv data_password DATA_PASSWORD
CREATE ROLE :"owner" LOGIN PASSWORD :'owner_password';
CREATE ROLE :"database" LOGIN PASSWORD :'data_password';
CREATE DATABASE :"database" OWNER :"owner";
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"database";
\connect :database
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"database";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" GRANT USAGE ON SEQUENCES TO :"database";
SQL
done

unset OWNER_PASSWORD DATA_PASSWORD
psql --username "$POSTGRES_USER" --dbname postgres --no-psqlrc --quiet --set ON_ERROR_STOP=1 \
    --command 'REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC'
