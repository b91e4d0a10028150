package com.genericcorp.hq.local.status;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.genericcorp.hq.verify.Result;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What runs of an environment, as {@code status --json} prints it.
 *
 * @param url of the service
 * @param ca path of the authority's certificate
 * @param tenants the seeded organisations
 * @param checks of {@code verify}; none while it is stopped
 * @param parts what it consists of
 */
@JsonPropertyOrder({"environment", "url", "ca", "state", "tenants", "checks"})
public record LocalStatus(
    String environment,
    String url,
    String ca,
    State state,
    List<TenantStatus> tenants,
    List<Result> checks,
    @JsonIgnore List<PartStatus> parts) {
  public LocalStatus {
    tenants = List.copyOf(tenants);
    checks = List.copyOf(checks);
    parts = List.copyOf(parts);
  }

  /** How the whole is. */
  public enum State {
    /** All parts run and all checks pass. */
    RUNNING,
    /** Nothing runs. */
    STOPPED,
    /** Anything in between. */
    DEGRADED;

    @com.fasterxml.jackson.annotation.JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** An organisation with the key that seeding made. */
  public record TenantStatus(String slug, String url, String apiKey) {}

  /** One part, and its process while it runs. */
  public record PartStatus(String name, Optional<Long> pid) {}

  static State state(long running, int parts, boolean passed) {
    if (running == 0) {
      return State.STOPPED;
    }
    return running == parts && passed ? State.RUNNING : State.DEGRADED;
  }
}
