"""What people see of a workbook: where it stands, its parts, its questions, what others say of it."""
