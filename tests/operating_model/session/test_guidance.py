from servanda.operating_model.reference import processes
from servanda.operating_model.session.guidance import guidance


def test_each_of_the_fourteen_has_two_questions_of_its_own_and_a_risk() -> None:
    found = [guidance(each) for each in processes().values()]
    questions = [question for each in found for question in each.questions]
    assert len(questions) == len(set(questions)) == 28
    assert all(question.endswith("?") for question in questions)
    assert len({each.left_open for each in found}) == 14
    assert all(each.left_open.endswith(".") for each in found)
