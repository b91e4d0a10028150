package com.genericcorp.hq.server.tasks;

import com.genericcorp.hq.server.tenancy.SuspensionWatch;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The organisations whose tasks run in this process, and which of them were suspended since. */
final class RunningTenants implements SuspensionWatch.Running {
  private final Map<String, Integer> runs = new ConcurrentHashMap<>();
  private final Set<String> over = ConcurrentHashMap.newKeySet();

  /** A task was claimed, which is one of an organisation that is served. */
  void begins(String tenantId) {
    over.remove(tenantId);
    runs.merge(tenantId, 1, Integer::sum);
  }

  void ended(String tenantId) {
    runs.computeIfPresent(tenantId, (id, number) -> number == 1 ? null : number - 1);
  }

  /** Whether the organisation was seen not to be served any more. */
  boolean isOver(String tenantId) {
    return over.contains(tenantId);
  }

  @Override
  public Set<String> tenants() {
    return Set.copyOf(runs.keySet());
  }

  @Override
  public void end(Set<String> notServed) {
    over.retainAll(notServed);
    over.addAll(notServed);
  }
}
