"""What people see of the results of a round."""
