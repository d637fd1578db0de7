"""What operators do: verify readers, change roles, suspend, read the audit log."""
