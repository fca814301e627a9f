"""Django's PostgreSQL, and what it leaves out: settings that are read back, and a server that does not answer."""
