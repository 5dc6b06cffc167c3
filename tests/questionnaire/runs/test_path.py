"""The way through the questions: forward, back, changed, out of order."""

PATH = ["residence", "commune", "nationality", "age", "goal", "document", "family", "passport"]


def test_the_questions_lead_to_the_answers_and_those_to_the_result(visitor):
    assert visitor.place == "residence"
    visitor.answer_all()
    assert visitor.place == "verifier"
    assert list(visitor.answers) == PATH
    assert visitor.at("resultat") in visitor.text
    assert visitor.open("resultat").place == "resultat"
