"""What was answered and what it means (no Qt, no matplotlib)."""
