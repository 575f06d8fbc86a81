"""The database itself refuses to change or remove what was issued."""

from django.db import migrations

TABLES = ("texts_textversion", "texts_clauseversion", "texts_descent")

ARM = """
CREATE FUNCTION texts_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A version of a text never changes: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;
""" + "".join(
    f"""
CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION texts_refuse();
"""
    for table in TABLES
)

DISARM = "".join(f"DROP TRIGGER {table}_stays ON {table};" for table in TABLES) + "DROP FUNCTION texts_refuse();"


class Migration(migrations.Migration):
    dependencies = [("texts", "0001_initial")]

    operations = [migrations.RunSQL(ARM, DISARM)]
