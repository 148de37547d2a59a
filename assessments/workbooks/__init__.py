"""The only place that knows openpyxl and calamine (imported inside functions)."""
