"""Every letter that the product writes: who gets it, and the test that shows that nobody else does."""

LETTERS = {
    "partnerships.letters.invitation": (
        "whoever is invited, at the address that the invitation names",
        "tests/administration/test_invitations.py",
    ),
    "reviews.letters.asked_for": (
        "the address that the partnership keeps for the agency that is asked",
        "tests/reviews/test_asking_by_mail.py",
    ),
    "people.letters.reset": ("the person of the account, where there is one", "tests/people/test_new_password.py"),
    "people.letters.changed_way": ("the person of the account", "tests/people/test_new_password.py"),
}
