-- What the rig's database notes by itself of messages and ladders, with its true clock, whatever the hub says.
CREATE SCHEMA rig;
CREATE TABLE rig.message (
    delivery bigint, at timestamptz, was text, became text
);
CREATE TABLE rig.ladder (
    escalation bigint, at timestamptz, db_at timestamptz, was text, became text, was_step int, step int,
    was_next_at timestamptz
);
CREATE TABLE rig.answer (acknowledgement bigint, at timestamptz);
CREATE FUNCTION rig.note_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO rig.answer VALUES (NEW.id, pg_catalog.clock_timestamp());
    RETURN NULL;
END $$;
CREATE TRIGGER rig_note AFTER INSERT ON alerts_acknowledgement FOR EACH ROW EXECUTE FUNCTION rig.note_answer();
CREATE FUNCTION rig.note_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO rig.message VALUES (NEW.id, pg_catalog.clock_timestamp(), OLD.state, NEW.state);
    RETURN NULL;
END $$;
CREATE FUNCTION rig.note_ladder() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO rig.ladder VALUES (
        NEW.id, pg_catalog.clock_timestamp(), statement_timestamp(), OLD.state, NEW.state, OLD.step, NEW.step,
        OLD.next_at
    );
    RETURN NULL;
END $$;
CREATE TRIGGER rig_note_first AFTER INSERT ON alerts_delivery FOR EACH ROW EXECUTE FUNCTION rig.note_message();
CREATE TRIGGER rig_note AFTER UPDATE ON alerts_delivery FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state OR OLD.attempts IS DISTINCT FROM NEW.attempts)
    EXECUTE FUNCTION rig.note_message();
CREATE TRIGGER rig_note AFTER UPDATE ON alerts_escalation FOR EACH ROW
    WHEN (OLD.step IS DISTINCT FROM NEW.step OR OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION rig.note_ladder();
