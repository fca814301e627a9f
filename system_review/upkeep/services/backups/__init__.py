"""Making a backup, and bringing one back."""
