"""What a caller said, by rules alone: alarms, commands, values. English and Spanish."""
