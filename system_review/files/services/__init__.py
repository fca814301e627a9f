"""Taking files in, and erasing them when their time is over."""
