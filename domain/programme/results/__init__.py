"""What came of a round: how its organisations see themselves, what people say of the days, its report, its end."""
