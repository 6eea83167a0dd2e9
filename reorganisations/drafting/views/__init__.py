"""Pages of decisions on units: lists, forms, what they would do, who decides."""
