"""Schema migrations (``versions/``, Alembic) and the text of every released schema (``schema_NNNN.sql``)."""
