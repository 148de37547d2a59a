"""One function per thing a person can do; one action is one transaction."""
