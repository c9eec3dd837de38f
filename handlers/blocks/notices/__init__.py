"""Milestones told in a case's thread, once each: one subject a module, and `kinds` that knows them all."""
