"""Workers do what one process would, outlive a killed one, and end with the process that started them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sitegen import OutputError
from sitegen.site.workers import Workers

ROOT = Path(__file__).parents[1]


def twice(number):
    return 2 * number


def end_once(mark):
    """End the worker, the first time it is asked with this mark."""
    if isinstance(mark, Path) and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return str(mark)


def end(_number):
    os.kill(os.getpid(), signal.SIGKILL)


def test_results_come_in_the_order_of_the_items():
    with Workers(2) as workers:
        assert list(workers.map(twice, iter(range(50)))) == [2 * number for number in range(50)]


def test_items_are_taken_only_as_workers_become_free():
    taken = []
    with Workers(2) as workers:
        results = workers.map(twice, (taken.append(number) or number for number in range(50)))
        next(results)
        assert len(taken) < 10


def test_a_killed_worker_costs_one_retry(tmp_path):
    items = [1, 2, tmp_path / "mark", 4, 5]
    with Workers(2) as workers:
        assert list(workers.map(end_once, items)) == [str(item) for item in items]
        assert list(workers.map(twice, [1, 2])) == [2, 4]


def test_work_that_kills_every_worker_is_given_up_with_a_word():
    with Workers(2) as workers, pytest.raises(OutputError, match="killed twice"):
        list(workers.map(end, [1, 2]))


def test_workers_that_were_killed_while_they_had_nothing_to_do_are_replaced():
    with Workers(2) as workers:
        list(workers.map(twice, [1, 2]))
        for each in list(workers._pool._processes.values()):
            each.kill()
            each.join()
        assert list(workers.map(twice, [1, 2, 3])) == [2, 4, 6]


def test_few_descriptors_are_enough_for_one_process():
    script = (
        "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (14, 14))\n"
        "from sitegen.site.workers import Workers\n"
        "print(list(Workers(2).map(abs, [-1, -2])))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "[1, 2]\n"


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGKILL"])
def test_no_worker_outlives_the_process_that_started_it(name):
    script = (
        "import os, time\nfrom sitegen.site.workers import stoppable\n"
        "from sitegen.site.workers import Workers\n"
        "def work(_): os.write(1, b'%d\\n' % os.getpid()); time.sleep(60)\n"
        "with stoppable(), Workers(2) as workers: list(workers.map(work, [1, 2]))"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT
    ) as made:
        workers = [int(made.stdout.readline()) for _ in range(2)]
        made.send_signal(getattr(signal, name))
        # Its end closes the pipe only when no worker holds it any more.
        made.stdout.read()
    deadline = time.monotonic() + 10
    while any(os.path.exists(f"/proc/{worker}") for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [worker for worker in workers if os.path.exists(f"/proc/{worker}")]
