package com.genericcorp.hq.verify.checks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.verify.json.JsonText;
import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Response;

/**
 * A task of the probe is seen on the stream of changes, from being made to its end: every proxy in
 * between passes on what comes as it comes.
 */
public final class LiveUpdates implements Check {
  private static final String PATH = "/api/tasks/events";
  private static final String DATA = "data:";

  @Override
  public String name() {
    return "live-updates";
  }

  @Override
  public boolean needsKey() {
    return true;
  }

  @Override
  public String expected(Target target) {
    return "a task's way to its end arrives on the stream of '" + target.probeSlug() + "'";
  }

  @Override
  public Finding look(Site site) throws NoAnswer {
    Watch watch = new Watch(new ProbeApi(site));
    Response answer =
        site.wire().stream(
            site.withKey(
                site.getAt(site.target().probeSlug(), PATH).with("Accept", "text/event-stream")),
            site.limits().task(),
            watch::sawTheEnd);
    if (answer.status() != 200) {
      return Finding.fault("GET " + PATH + " answered " + answer.summary());
    }
    if (watch.millis < 0) {
      return Finding.fault("GET " + PATH + " answered with no stream of events");
    }
    return Finding.good("seen to end " + watch.millis + " ms after it was made");
  }

  /** Makes a task once the stream is open, and waits for its end to be told there. */
  private static final class Watch {
    private final ProbeApi probe;
    private String task = "";
    private long made;
    private long millis = -1;

    Watch(ProbeApi probe) {
      this.probe = probe;
    }

    boolean sawTheEnd(String events) throws NoAnswer {
      if (task.isEmpty()) {
        made = System.nanoTime();
        task = ProbeApi.id(probe.task());
        return false;
      }
      boolean ended = events.lines().anyMatch(this::tellsTheEnd);
      if (ended) {
        millis = (System.nanoTime() - made) / 1_000_000;
      }
      return ended;
    }

    private boolean tellsTheEnd(String line) {
      if (!line.startsWith(DATA)) {
        return false;
      }
      try {
        JsonNode data = JsonText.parse(line.substring(DATA.length()));
        return data.path("id").asText().equals(task)
            && data.path("status").asText().equals("succeeded");
      } catch (JsonProcessingException cutOff) {
        return false;
      }
    }
  }
}
