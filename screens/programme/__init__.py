"""What people see of the training programme."""
