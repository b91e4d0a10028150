package com.genericcorp.hq.operate.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.operate.task.Operations;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Commands of the server's image, as steps use them: those that fail end the step. */
final class OrganizationTasks {
  private static final String HOST = "DATABASE_HOST";

  private OrganizationTasks() {}

  /** Runs a command on the present database; returns what it printed. */
  static byte[] onPresent(Restore restore, List<String> words) throws InterruptedException {
    return run(restore, words, Map.of());
  }

  /** Runs a command on the restored database. */
  static byte[] onSide(Restore restore, List<String> words) throws InterruptedException {
    String host = restore.instances.require(restore.names.side()).endpoint().address();
    return run(restore, words, Map.of(HOST, host));
  }

  /** Whether the present database has an organisation of this name. */
  static boolean isPresent(Restore restore, String slug) throws IOException, InterruptedException {
    byte[] listed = onPresent(restore, List.of("tenants", "list", "--json"));
    for (JsonNode tenant : Json.mapper().readTree(listed)) {
      if (tenant.path("slug").asText().equals(slug)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] run(Restore restore, List<String> words, Map<String, String> variables)
      throws InterruptedException {
    Operations.Ended ended = restore.operations.run(words, variables);
    if (ended.code() != CommandRunner.DONE) {
      throw new Failed(
          "'%s' ended with %d (its reason is above). The same command again goes on from here;"
              + " --abandon removes %s, and nothing else",
          String.join(" ", words), ended.code(), restore.names.side());
    }
    return ended.output();
  }
}
