"""What is asked: questionnaires as data (standard library only)."""
