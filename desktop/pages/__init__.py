"""One file per screen, named after what the person does there."""
