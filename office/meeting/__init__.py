"""What a meeting knows beside its case: bodies and members, items, invitees, replies and links."""
