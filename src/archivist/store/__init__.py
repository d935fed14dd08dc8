"""The archive file: schema, migrations, journal, originals, lock, backup, integrity. Only here is SQL spoken."""
