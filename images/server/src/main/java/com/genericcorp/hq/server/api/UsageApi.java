package com.genericcorp.hq.server.api;

import com.genericcorp.hq.server.http.Answer;
import com.genericcorp.hq.server.http.Call;
import com.genericcorp.hq.server.http.Caller;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import com.genericcorp.hq.server.usage.UsageHistory;
import java.time.Clock;
import java.util.List;

/** {@code /api/usage}. */
final class UsageApi {
  private record UsageView(String by, String from, String to, List<ItemView> items) {}

  private record ItemView(
      String from, long apiCalls, long taskRuns, double taskSeconds, long storageBytes) {
    static ItemView of(UsageHistory.Item item) {
      return new ItemView(
          Views.time(item.from()),
          item.apiCalls(),
          item.taskRuns(),
          Math.round(item.taskSeconds() * 1000) / 1000.0,
          item.storageBytes());
    }
  }

  private final TenantDatabase database;
  private final Clock clock;
  private final Runnable freshen;

  /**
   * @param freshen records what this process has counted so far
   */
  UsageApi(TenantDatabase database, Clock clock, Runnable freshen) {
    this.database = database;
    this.clock = clock;
    this.freshen = freshen;
  }

  Answer history(Caller caller, Call call) {
    UsageParameters wanted = UsageParameters.of(call, clock.instant());
    freshen.run();
    List<UsageHistory.Item> items =
        database.inTenant(
            caller.tenant(),
            handle -> UsageHistory.read(handle, wanted.by(), wanted.from(), wanted.to()));
    return Answer.json(
        200,
        new UsageView(
            wanted.by().text(),
            Views.time(wanted.from()),
            Views.time(wanted.to()),
            items.stream().map(ItemView::of).toList()));
  }
}
