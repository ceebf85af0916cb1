"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Ringan(Argon2PasswordHasher):
    """Argon2id with OWASP's minimum of 19 MiB and two passes, so that eight logins at 08.00 fit a small server."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
