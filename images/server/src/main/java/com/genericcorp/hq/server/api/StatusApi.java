package com.genericcorp.hq.server.api;

import com.genericcorp.hq.server.http.Answer;
import com.genericcorp.hq.server.http.Call;
import com.genericcorp.hq.server.status.PartHealth;
import com.genericcorp.hq.server.status.ServiceStatus;
import java.util.List;

/** {@code /api/status}. */
final class StatusApi {
  private record PartView(String name, String status, String detail) {
    static PartView of(PartHealth part) {
      return new PartView(part.name(), part.status().text(), part.detail());
    }
  }

  private record StatusView(
      String status, String environment, String version, String startedAt, List<PartView> parts) {}

  private final ServiceStatus status;

  StatusApi(ServiceStatus status) {
    this.status = status;
  }

  Answer now(Call call) {
    ServiceStatus.Report report = status.report();
    return Answer.json(
        200,
        new StatusView(
            report.status().text(),
            status.environment,
            status.version,
            Views.time(status.startedAt),
            report.parts().stream().map(PartView::of).toList()));
  }
}
