"""Alembic migrations; they ship in the wheel and run through storage.schema."""
