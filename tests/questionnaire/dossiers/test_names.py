"""The name of a new colleague: none that another bears, and nothing in it that nobody sees."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from questionnaire.dossiers.invitations import invite
from questionnaire.models import Invitation

from .conftest import PASSWORD

EMAIL = "dina@exemple.org"


@pytest.fixture
def join(rive):
    """A function: Dina, who is invited, sends the form under a name."""
    path = reverse("dossier_invitation", args=[invite(rive.organisation, EMAIL)])

    def send(name):
        return Client().post(path, {"full_name": name, "password": PASSWORD, "again": PASSWORD})

    return send


def joined():
    return get_user_model().objects.filter(email=EMAIL).first()


@pytest.mark.parametrize("name", ["Awa", "awa", "ÀWÂ", "  Awa ", "A\u0301wa", "Ａｗａ"])
def test_name_that_a_colleague_bears_is_refused_and_the_link_still_serves(join, name):
    response = join(name)
    assert response.status_code == 422
    (said,) = response.context["form"].errors["full_name"]
    assert "porte déjà ce nom" in said
    assert said in response.text.replace("&#x27;", "'")
    # What was typed is still there, and so is the link.
    assert f'value="{name}"' in response.text
    assert not joined()
    assert Invitation.objects.exists()
    assert join("Awa Sow").status_code == 302
    assert joined().full_name == "Awa Sow"


UNSEEN = [
    "\u202e",
    "\u200b",
    "\u2066",
    "\u200d",
    "\ufeff",
    "\x07",
    "\n\r",
    "\t",
    "\u3164",
    "\u034f",
]


@pytest.mark.parametrize("sign", UNSEEN, ids=ascii)
def test_name_with_a_sign_that_nobody_sees_is_refused(join, sign):
    response = join(f"Di{sign}na")
    assert response.status_code == 422
    assert "un signe qui ne se voit pas" in response.text
    assert not joined()
    assert join("Dina").status_code == 302


@pytest.mark.parametrize("name", ["Dina N’Diaye-Sow", "عائشة", "Дина", "迪娜", "Dïna"])
def test_names_of_all_scripts_are_accepted(join, name):
    assert join(name).status_code == 302
    assert joined().full_name == name


def test_spaces_that_break_no_line_become_spaces(join):
    join("Dina\xa0 Sow")
    assert joined().full_name == "Dina Sow"


def test_name_of_another_association_is_free(join, other):
    assert join("Chen").status_code == 302


def test_name_that_is_too_long_says_how_long_it_may_be(join):
    assert "150 caractères au plus." in join("D" * 151).text
    assert not joined()
