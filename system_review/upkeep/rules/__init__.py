"""What is decided across all rooms, without looking anything up."""
