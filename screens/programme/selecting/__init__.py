"""What people see of selecting the organisations of a round."""
