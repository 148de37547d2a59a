"""What a person sees (all of PySide6 and matplotlib)."""
