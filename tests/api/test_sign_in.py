

def test_a_known_person_comes_in(browser, people):
    response = browser.sign_in("agent@people.example")

    assert response.status_code == 303
    assert response.location == "/"
