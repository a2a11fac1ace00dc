"""Workers on other machines share the work of a build: the door to Dask."""

from __future__ import annotations

import contextlib
import itertools
import logging
import os
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from site_builder.core.messages import msg
from site_builder.versions import builder
from site_builder.workers import ClusterError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    from distributed import Client

    from site_builder.core.messages import Message
    from site_builder.options import Options

LOCAL = "local"
"""Stands for a cluster of processes on this machine, which lasts as long as the build."""
PATIENCE = 15
"""Seconds a scheduler may take to answer."""


@contextlib.contextmanager
def joined(options: Options) -> Iterator[Options]:
    """Return options whose work is done by a cluster; raises ClusterError."""
    try:
        import distributed
    except ImportError as error:
        text = msg("没有装集群要用的部分。请先运行：pip install 'union-case-library[cluster]'")
        raise ClusterError(text) from error
    logging.getLogger("distributed").setLevel(logging.ERROR)
    with contextlib.ExitStack() as held:
        scheduler: object = options.cluster
        if options.cluster == LOCAL:
            scheduler = held.enter_context(
                distributed.LocalCluster(
                    n_workers=options.jobs,
                    threads_per_worker=1,
                    processes=True,
                    memory_limit=0,
                    host="127.0.0.1",
                    dashboard_address=None,
                    silence_logs=logging.CRITICAL,
                )
            )
        try:
            client = held.enter_context(distributed.Client(scheduler, timeout=PATIENCE))
        except (OSError, ValueError, ImportError) as error:
            text = msg(
                "{address} 没有回应。请确认调度器已经启动（dask scheduler），"
                "地址像 tcp://主机:8786 这样写。",
                address=options.cluster,
            )
            raise ClusterError(text) from error
        fault = fault_of(client, options)
        if fault is not None:
            raise ClusterError(fault)
        yield replace(options, jobs=size_of(client), elsewhere=Elsewhere(client).executor)


def size_of(client: Client) -> int:
    """Return how many things the workers do at a time."""
    return sum(client.nthreads().values())


def fault_of(client: Client, options: Options) -> Message | None:
    """Return why these workers cannot build this library."""
    if not size_of(client):
        return msg(
            "{address} 上一个工作进程也没有。请先启动：dask worker {address} --nthreads 1",
            address=options.cluster,
        )
    for worker, found in client.run(builder).items():
        if found != builder():
            return msg(
                "{worker} 上的程序和这里的不是同一个版本。请给每台机器装同样的 Python 和包。",
                worker=worker,
            )
    for folder in (options.root / "content", options.output.parent):
        for worker, found in client.run(os.path.isdir, str(folder)).items():
            if not found:
                return msg(
                    "{worker} 看不到 {folder}。案例库和输出文件夹要放在共享的地方，"
                    "每台机器都用同一个路径打开。",
                    worker=worker,
                    folder=str(folder),
                )
    return None


@dataclass(frozen=True)
class Elsewhere:
    """Makes executors whose work the workers of a cluster do."""

    client: Client

    @contextlib.contextmanager
    def executor(self, start: Callable[[], object] | None) -> Iterator[Executor]:
        """Hold an executor; each worker calls start before its first task."""
        with ClusterExecutor(self.client, start) as executor:
            yield executor


NUMBERS = itertools.count(1)


class ClusterExecutor(Executor):
    """Hands tasks to the workers, and what they have in common once to each of them."""

    def __init__(self, client: Client, start: Callable[[], object] | None) -> None:
        self._inner = client.get_executor(pure=False)
        self._mark = f"{os.getpid()}-{next(NUMBERS)}-{client.id}"
        self._start: object = None
        if start is not None:
            self._start = client.scatter(start, broadcast=True, hash=False)

    def submit(  # type: ignore[override] # what the base class says cannot be said again shorter
        self, task: Callable[..., Any], /, *arguments: object
    ) -> Future[Any]:
        """Have a task done by some worker."""
        future: Future[Any] = self._inner.submit(
            run_started, self._mark, self._start, task, *arguments
        )
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the work, or let go of it."""
        self._inner.shutdown(wait=wait and not cancel_futures)


STARTED: list[str] = []
"""In a worker: which executor's start it has called."""


def run_started(
    mark: str, start: Callable[[], object] | None, task: Callable[..., Any], *arguments: object
) -> Any:  # noqa: ANN401 - what the task returns
    """Do a task in a worker, which calls start before its first one."""
    if start is not None and mark not in STARTED:
        start()
        STARTED[:] = [mark]
    return task(*arguments)
