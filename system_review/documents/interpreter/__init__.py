"""From passages to suggestions. Pure: no Django, no database, no clock."""
