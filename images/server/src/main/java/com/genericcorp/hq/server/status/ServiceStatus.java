package com.genericcorp.hq.server.status;

import com.genericcorp.hq.server.status.PartHealth.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How the service is as a whole. Parts are asked once a second at the most, however many ask for
 * it, and say what they know: none of them asks the database for an answer.
 */
public final class ServiceStatus {
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** All parts at one moment, and the whole: down when nothing can be answered without a part. */
  public record Report(Status status, List<PartHealth> parts) {}

  private record Seen(long nanos, Report report) {}

  private final List<Supplier<PartHealth>> parts;
  private final LongSupplier nanoTime;
  private volatile Optional<Seen> seen = Optional.empty();

  public final String environment;
  public final String version;
  public final Instant startedAt = Instant.now();

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  public ServiceStatus(
      String environment, List<Supplier<PartHealth>> parts, LongSupplier nanoTime) {
    this.environment = environment;
    this.parts = parts;
    this.nanoTime = nanoTime;
    this.version =
        Optional.ofNullable(ServiceStatus.class.getPackage().getImplementationVersion())
            .orElse("unpackaged");
  }

  public Report report() {
    long now = nanoTime.getAsLong();
    Optional<Seen> known = seen;
    if (known.isPresent() && now - known.get().nanos() < FRESH.toNanos()) {
      return known.get().report();
    }
    List<PartHealth> asked = parts.stream().map(Supplier::get).toList();
    Report report = new Report(whole(asked), asked);
    seen = Optional.of(new Seen(now, report));
    return report;
  }

  private static Status whole(List<PartHealth> parts) {
    boolean unusable =
        parts.stream()
            .anyMatch(part -> part.status() == Status.DOWN && part.name().equals("database"));
    Status worst =
        parts.stream().map(PartHealth::status).max(Comparator.naturalOrder()).orElse(Status.OK);
    // The rest can be used while another part is away.
    return worst == Status.DOWN && !unusable ? Status.DEGRADED : worst;
  }
}
