"""An issued report is what it was: the database refuses to change its version, its texts and its files."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION responses_issued_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an issued report never changes' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION responses_part_of_issued_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM responses_version
        WHERE stage = 'issued' AND (
            (TG_OP <> 'INSERT' AND id = OLD.version_id) OR (TG_OP <> 'DELETE' AND id = NEW.version_id)
        )
    ) THEN
        RAISE EXCEPTION 'an issued report never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER issued_version_stays BEFORE UPDATE OR DELETE ON responses_version
    FOR EACH ROW WHEN (OLD.stage = 'issued') EXECUTE FUNCTION responses_issued_stays();
CREATE TRIGGER texts_of_issued_stay BEFORE INSERT OR UPDATE OR DELETE ON responses_written
    FOR EACH ROW EXECUTE FUNCTION responses_part_of_issued_stays();
CREATE TRIGGER files_of_issued_stay BEFORE INSERT OR UPDATE OR DELETE ON responses_file
    FOR EACH ROW EXECUTE FUNCTION responses_part_of_issued_stays();
"""
ALLOW = """
DROP TRIGGER files_of_issued_stay ON responses_file;
DROP TRIGGER texts_of_issued_stay ON responses_written;
DROP TRIGGER issued_version_stays ON responses_version;
DROP FUNCTION responses_part_of_issued_stays();
DROP FUNCTION responses_issued_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("responses", "0001_reports_are_written")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
