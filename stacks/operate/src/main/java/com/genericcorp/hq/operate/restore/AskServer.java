package com.genericcorp.hq.operate.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.operate.task.Operations;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has the server's image list the organisations of the restored database, and of the present. */
final class AskServer implements Step<Restore> {
  private static final List<String> LIST = List.of("tenants", "list", "--json");

  @Override
  public String name() {
    return "Ask the server what it finds in it";
  }

  @Override
  public Optional<String> skip(Restore restore) {
    return restore.isSwitching() ? Optional.of("it was asked before") : Optional.empty();
  }

  @Override
  public void run(Restore restore) throws IOException, InterruptedException {
    String host = restore.instances.require(restore.names.side()).endpoint().address();
    Operations.Ended restored = restore.operations.run(LIST, Map.of("DATABASE_HOST", host));
    if (restored.code() != CommandRunner.DONE) {
      throw new Failed(
          "the server cannot use %s (its reason is above). Was it a password: logins come back as"
              + " they were at %s, so a migrator's secret that was changed since does not fit. Put"
              + " the former value back into that secret and run this again; afterwards change it"
              + " as docs/aws.md says",
          restore.names.side(), restore.time);
    }
    restore.found(new Counts(said(restored.output()), present(restore)));
  }

  /** It may be what is broken, so it need not answer. */
  private static String present(Restore restore) throws IOException, InterruptedException {
    try {
      Operations.Ended ended = restore.operations.run(LIST, Map.of());
      return ended.code() == CommandRunner.DONE ? said(ended.output()) : "it cannot be asked";
    } catch (Failed problem) {
      return "it cannot be asked: " + problem.getMessage();
    }
  }

  static String said(byte[] json) throws IOException {
    JsonNode tenants = Json.mapper().readTree(json);
    StringBuilder names = new StringBuilder();
    for (JsonNode tenant : tenants) {
      names.append(names.isEmpty() ? ": " : ", ").append(tenant.path("slug").asText());
      if (names.length() > 200) {
        names.append(", …");
        break;
      }
    }
    return tenants.size() + " organisations" + names;
  }
}
