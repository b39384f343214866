"""pages"""


def show(request, response): ...
