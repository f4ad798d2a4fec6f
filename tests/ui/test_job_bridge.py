import threading

from annotator.services.jobs import JobRunner
from annotator.ui.job_bridge import JobBridge


def test_events_are_heard_in_order_in_the_gui_thread(qtbot):
    bridge, heard = JobBridge(), []

    def hear(event):
        heard.append((event.kind, event.payload, threading.current_thread()))

    runner = JobRunner(bridge.send)
    job = runner.start(lambda token: iter(range(50)), hear)
    qtbot.waitUntil(lambda: job.ended)
    runner.close()
    assert [kind for kind, _, _ in heard] == ["started", *["step"] * 50, "done"]
    assert [payload for kind, payload, _ in heard if kind == "step"] == list(range(50))
    assert {thread for _, _, thread in heard} == {threading.main_thread()}


def test_payload_is_the_object_itself(qtbot):
    bridge, heard, payload = JobBridge(), [], object()
    runner = JobRunner(bridge.send)
    job = runner.start(lambda token: iter([payload]), heard.append)
    qtbot.waitUntil(lambda: job.ended)
    runner.close()
    assert heard[1].payload is payload


def test_what_is_on_its_way_when_the_window_goes_is_not_heard(qtbot):
    bridge, heard = JobBridge(), []
    sent, arrived = threading.Event(), []

    def steps(token):
        yield from "abc"
        sent.set()

    runner = JobRunner(bridge.send)
    runner.start(steps, heard.append)
    assert sent.wait(30)
    runner.close()
    bridge.send(lambda: arrived.append(True))
    qtbot.waitUntil(lambda: bool(arrived))
    assert heard == []
