-- PostgreSQL: hands all tables to a role of their own, so that the site's role cannot switch off what guards the journal.
-- As the administrator of PostgreSQL, once, and again after every `migrate` (docs/operations/install.md):
--   psql -d toso -v owner=toso_owner -v site=toso -f deploy/owner.sql
-- `migrate` then runs as the owner, everything else as the site.
\set ON_ERROR_STOP on
BEGIN;
SELECT set_config('toso.owner', :'owner', true), set_config('toso.site', :'site', true);

DO $$
DECLARE
    one text;
    owner text := current_setting('toso.owner');
BEGIN
    -- Whoever owns a database owns its schema, and may drop it.
    EXECUTE format('ALTER DATABASE %I OWNER TO %I', current_database(), owner);
    -- Sequences follow their tables.
    FOR one IN SELECT oid::regclass FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
    LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO %I', one, owner);
    END LOOP;
    -- Those of extensions belong to these.
    FOR one IN SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
    LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO %I', one, owner);
    END LOOP;
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC, :"site";
GRANT USAGE, CREATE ON SCHEMA public TO :"owner";
GRANT USAGE ON SCHEMA public TO :"site";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO :"site";
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO :"site";
-- The journal and its seals: read, and added to.
REVOKE UPDATE, DELETE, TRUNCATE
    ON audit_auditentry, operations_block, operations_sealedentry, operations_cut FROM :"site";
-- What is over goes by this alone; it refuses what is younger than a year.
REVOKE EXECUTE ON FUNCTION audit_cut(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_cut(bigint) TO :"site";
COMMIT;
