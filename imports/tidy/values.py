"""Words by which the register knows what it keeps: tidy puts files into them, and knows nothing else of the register."""

MEANS = ("smartphone", "internet")
SEXES = ("f", "m")
RELATIONS = ("head", "spouse", "child", "parent", "grandchild", "other")
ROLES = ("leader", "deputy", "member")
ORGANISATIONS = (
    "village", "youth", "police", "women", "front", "farmers", "school", "business", "other",
)  # fmt: skip
COMMUNE_TIER = "commune"
