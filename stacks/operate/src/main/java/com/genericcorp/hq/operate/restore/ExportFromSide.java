package com.genericcorp.hq.operate.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.Step;
import java.io.IOException;
import java.util.List;

/** Has the server's image export the organisation out of the restored database. */
final class ExportFromSide implements Step<Restore> {
  @Override
  public String name() {
    return "Export the organisation out of it";
  }

  @Override
  public void run(Restore restore) throws IOException, InterruptedException {
    byte[] printed =
        OrganizationTasks.onSide(
            restore, List.of("tenants", "export", restore.organization().slug(), "--json"));
    JsonNode said = Json.mapper().readTree(printed);
    restore.exported(
        new Restore.Exported(
            said.path("place").asText(), said.path("sha256").asText(), said.path("rows").asLong()));
  }
}
