import threading

from annotator.services.jobs import JobRunner
from annotator.ui.job_bridge import JobBridge


def test_events_arrive_in_order_in_the_gui_thread(qtbot):
    bridge, seen = JobBridge(), []

    def take(event):
        seen.append((event.kind, event.payload, threading.current_thread()))

    bridge.arrived.connect(take)
    runner = JobRunner(bridge.send)
    runner.start(lambda token: iter(range(50)))
    qtbot.waitUntil(lambda: bool(seen) and seen[-1][0] == "done")
    runner.close()
    assert [kind for kind, _, _ in seen] == ["started", *["step"] * 50, "done"]
    assert [payload for kind, payload, _ in seen if kind == "step"] == list(range(50))
    assert {thread for _, _, thread in seen} == {threading.main_thread()}


def test_payload_is_the_object_itself(qtbot):
    bridge, seen, payload = JobBridge(), [], object()
    bridge.arrived.connect(lambda event: seen.append(event.payload))
    runner = JobRunner(bridge.send)
    runner.start(lambda token: iter([payload]))
    qtbot.waitUntil(lambda: len(seen) == 3)
    runner.close()
    assert seen[1] is payload
