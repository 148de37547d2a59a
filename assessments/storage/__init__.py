"""The only place that speaks SQL or knows sqlite_utils."""
