import pytest
from manifests import Object, render


@pytest.fixture(scope="session")
def minimal() -> list[Object]:
    """Not to be changed; who plants a fault takes a copy."""
    return render("k8s/overlays/minimal")
