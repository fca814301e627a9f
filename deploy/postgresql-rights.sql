-- What the role that serves may do on PostgreSQL, and no more: read and write rows, but neither change tables nor what
-- the history says. Given by the role that owns the tables, with which “system-review prepare” was run before:
--
--     psql "postgresql://system-review-owner:PASSWORD@localhost/system-review" -v role=system-review -f postgresql-rights.sql
--
-- Once is enough: tables of later versions get the same rights (docs/running/install.md). Running it again does no harm.
\set ON_ERROR_STOP on
BEGIN;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM :"role";
GRANT USAGE ON SCHEMA public TO :"role";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO :"role";
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO :"role";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"role";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO :"role";
REVOKE UPDATE, DELETE ON audit_event FROM :"role";
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM :"role";
COMMIT;
