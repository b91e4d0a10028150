package com.genericcorp.hq.bundle.lifecycle;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** People at work, over TLS: one makes agents, one looks at pages, each without a pause. */
final class Traffic implements AutoCloseable {
  private final Queue<String> written = new ConcurrentLinkedQueue<>();
  private final Queue<String> lost = new ConcurrentLinkedQueue<>();
  private final AtomicInteger read = new AtomicInteger();
  private final List<Thread> people;
  private volatile boolean on = true;

  /** One request; returns its answer's status. */
  private interface Work {
    String once(int number) throws Exception;
  }

  private Traffic(Host host, String key, String prefix) {
    people =
        List.of(
            new Thread(
                () ->
                    work(
                        "201",
                        number -> {
                          String name = prefix + "-" + number;
                          String status = agent(host, key, name);
                          if (status.equals("201")) {
                            written.add(name);
                          }
                          return status;
                        })),
            new Thread(
                () ->
                    work(
                        "200",
                        number -> {
                          read.incrementAndGet();
                          return host.get("/");
                        })));
  }

  static Traffic start(Host host, String key, String prefix) {
    Traffic traffic = new Traffic(host, key, prefix);
    traffic.people.forEach(Thread::start);
    return traffic;
  }

  private void work(String expected, Work work) {
    for (int number = 0; on; number++) {
      try {
        String status = work.once(number);
        if (!status.equals(expected)) {
          lost.add("number " + number + ": " + status + " instead of " + expected);
        }
      } catch (Exception problem) {
        lost.add("number " + number + ": " + problem);
      }
    }
  }

  /** Makes an agent; returns the answer's status. */
  static String agent(Host host, String key, String name) throws Exception {
    return host.get(
        "/api/agents",
        "--header",
        "Authorization: Bearer " + key,
        "--header",
        "Content-Type: application/json",
        "--data",
        "{\"name\":\"" + name + "\"}");
  }

  /** The names of the agents that were made. */
  List<String> stop() throws InterruptedException {
    on = false;
    for (Thread one : people) {
      one.join();
    }
    System.out.println(this);
    return List.copyOf(written);
  }

  /** Nobody works on, however the test ended. */
  @Override
  public void close() {
    on = false;
  }

  /** What was not answered as it should be. */
  List<String> lost() {
    return List.copyOf(lost);
  }

  @Override
  public String toString() {
    return "%d agents made, %d pages read, %d requests lost"
        .formatted(written.size(), read.get(), lost.size());
  }
}
