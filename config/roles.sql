-- The three roles of Attest, and what each may do in the database it is run in.
--
-- The embedded server runs this by itself. On a server of your own, once, as one who
-- may create roles, in the database of the product:
--
--     psql --dbname attest --file config/roles.sql
--     ALTER ROLE attest_owner PASSWORD '…';   -- and the same for the other two
--
-- It may be run again at any time, by attest_owner too.

-- An owner of a table can lift any rule from it. Therefore the role that serves owns
-- nothing, and the role that owns serves nobody: it only migrates.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'attest_owner') THEN
    CREATE ROLE attest_owner LOGIN CREATEDB;  -- CREATEDB: for the test database
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'attest_app') THEN
    CREATE ROLE attest_app LOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'attest_reader') THEN
    CREATE ROLE attest_reader LOGIN;
    ALTER ROLE attest_reader SET default_transaction_read_only = on;
  END IF;
  EXECUTE format('ALTER DATABASE %I OWNER TO attest_owner', current_database());
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  -- No TEMPORARY: a table of one's own goes before the table of the same name that a
  -- rule looks into, and a rule would believe it.
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM attest_app', current_database());
  EXECUTE format(
    'GRANT CONNECT ON DATABASE %I TO attest_app, attest_reader', current_database());
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO attest_app, attest_reader;

-- What exists …
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO attest_app;
GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO attest_app;
GRANT EXECUTE ON ALL ROUTINES IN SCHEMA public TO attest_app, attest_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO attest_reader;

-- … and what attest_owner will make.
ALTER DEFAULT PRIVILEGES FOR ROLE attest_owner IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO attest_app;
ALTER DEFAULT PRIVILEGES FOR ROLE attest_owner IN SCHEMA public
  GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO attest_app;  -- UPDATE: for loaddata
ALTER DEFAULT PRIVILEGES FOR ROLE attest_owner IN SCHEMA public
  GRANT EXECUTE ON ROUTINES TO attest_app, attest_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE attest_owner IN SCHEMA public
  GRANT SELECT ON TABLES TO attest_reader;
