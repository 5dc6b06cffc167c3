"""The site's settings for tests: a developer's machine, and hashes that cost nothing."""

import os

os.environ["DEBUG"] = "1"
# A database that is made, copied or dropped waits for the disk: on a busy machine one took longer
# than the 15 seconds after which a page gives up.
os.environ.setdefault("DATABASE_SECONDS", "180")

from portal.settings import *  # noqa: F403

# Django turns it off before the first test; what is read while tests are collected, as the
# addresses are, must not see it on: it would show the tests more than a visitor gets.
DEBUG = False
MFA_TOTP_INSECURE_BYPASS_CODE = None

# What production asks of agents is asked by the tests of the second factor.
SECOND_FACTOR = False

# The real hash takes a quarter of a second an account, on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# No thread looks for editions behind a test's back; a test that wants one calls refresh().
EDITION_CHECK_SECONDS = 0

# No thread writes counts behind a test's back either; a test that wants them calls flush().
COUNTS_FLUSH_SECONDS = 0

# A PDF is drawn where the test is: a process beside takes a second to begin, in each of them.
DRAWS_BESIDE = False

# The desk computes within the request, which sees what the test has not committed.
DESK_PATIENCE_SECONDS = 0

# No test starts from what another one has left on the disk.
EDITION_FILE = ""

# All tests come from one address; those of the limit set their own.
LOGINS_PER_MINUTE = 0
API_PER_MINUTE = 0
