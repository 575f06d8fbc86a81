"""The database itself refuses to change or remove entries."""

from django.db import migrations

# ALWAYS: also where session_replication_role is "replica", which silences ordinary triggers.
# For each statement, so that even a statement that would hit no row is refused.
ARM = """
CREATE FUNCTION record_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER record_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON record_entry
    FOR EACH STATEMENT EXECUTE FUNCTION record_refuse();
ALTER TABLE record_entry ENABLE ALWAYS TRIGGER record_entry_stays;
"""

DISARM = """
DROP TRIGGER record_entry_stays ON record_entry;
DROP FUNCTION record_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]

    operations = [migrations.RunSQL(ARM, DISARM)]
