package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.deploy.stack.StackEvent;
import com.genericcorp.hq.deploy.stack.StackEvent.Begun;
import com.genericcorp.hq.deploy.stack.StackEvent.Ended;
import com.genericcorp.hq.deploy.stack.StackEvent.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A line when work on a resource begins, and one when it ends, with how long it took. */
final class EventLines implements Consumer<StackEvent> {
  private final Consumer<String> say;
  private final Clock clock;
  private final Map<String, Instant> begun = new ConcurrentHashMap<>();

  EventLines(Consumer<String> say, Clock clock) {
    this.say = say;
    this.clock = clock;
  }

  @Override
  public void accept(StackEvent event) {
    String shown = event.urn().shown();
    if (event instanceof Begun one) {
      begun.put(one.urn().value(), clock.instant());
      say.accept("    " + one.operation().sign() + " " + shown + " …");
    } else if (event instanceof Ended one) {
      say.accept("    ✓ " + shown + " " + one.operation().done() + took(one));
    } else if (event instanceof Failure one) {
      say.accept("    ✗ " + shown + ": " + one.why());
    }
  }

  private String took(Ended one) {
    @Nullable Instant start = begun.remove(one.urn().value());
    return start == null ? "" : " (" + Duration.between(start, clock.instant()).toSeconds() + " s)";
  }
}
