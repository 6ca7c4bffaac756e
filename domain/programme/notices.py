"""What people hear of the programme."""
