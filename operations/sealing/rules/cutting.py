"""What goes with its time, statement by statement: past the triggers, and for nothing else."""

from audit.append_only import TABLE as JOURNAL

# Entries of these blocks, what says where they are sealed, and the blocks that are not the last of their chain.
_GOES = (
    f"DELETE FROM {JOURNAL} WHERE id IN "  # noqa: S608 - names of ours
    "(SELECT entry_id FROM operations_sealedentry WHERE block_id <= {through})",
    "DELETE FROM operations_sealedentry WHERE block_id <= {through}",
    "DELETE FROM operations_block WHERE serial <= {through} AND EXISTS (SELECT 1 FROM operations_block AS n "
    "WHERE n.chain = operations_block.chain AND n.number > operations_block.number)",
)
_TRIGGERS = {
    JOURNAL: "audit_append_only",
    "operations_sealedentry": "operations_sealedentry_append_only",
    "operations_block": "operations_block_append_only",
}
# On PostgreSQL whoever owns the tables lends the site this one deed, and refuses what is younger than a year.
FUNCTION = (
    "CREATE OR REPLACE FUNCTION audit_cut(through bigint) RETURNS void LANGUAGE plpgsql "  # noqa: S608 - our own names
    "SECURITY DEFINER SET search_path = public, pg_temp AS $$ BEGIN\n"
    "IF EXISTS (SELECT 1 FROM operations_block b WHERE b.serial <= through "
    "AND b.sealed_at > now() - interval '12 months') OR NOT EXISTS "
    "(SELECT 1 FROM operations_cut c WHERE c.through >= audit_cut.through) THEN\n"
    "RAISE EXCEPTION 'the journal is kept for twelve months, and cut by a cut alone'; END IF;\n"
    + "".join(f"ALTER TABLE {table} DISABLE TRIGGER {name};\n" for table, name in _TRIGGERS.items())
    + "".join(f"{one.format(through='audit_cut.through')};\n" for one in _GOES)
    + "SET CONSTRAINTS ALL IMMEDIATE;\n"
    + "".join(f"ALTER TABLE {table} ENABLE TRIGGER {name};\n" for table, name in _TRIGGERS.items())
    + "END $$"
)
NO_FUNCTION = "DROP FUNCTION IF EXISTS audit_cut(bigint)"


def going(through: int) -> list[str]:
    """Return the statements by which SQLite lets go what stands in blocks up to this one."""
    return [one.format(through=int(through)) for one in _GOES]
