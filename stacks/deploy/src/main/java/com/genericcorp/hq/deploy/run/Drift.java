package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.deploy.preflight.Preflight;
import com.genericcorp.hq.deploy.stack.Change;
import com.genericcorp.hq.deploy.stack.Changes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What in AWS is not as it was deployed.
 *
 * @param changes by Pulumi's words: {@code DELETE} is what is gone
 */
public record Drift(String environment, Changes changes) {
  /** Looks; changes nothing. */
  public static Drift look(Deployment deployment, Progress progress) {
    Step.runAll(List.of(new CheckBefore(Preflight.toLook())), deployment, progress);
    return new Drift(
        deployment.name(),
        deployment
            .findStack()
            .orElseThrow(
                () ->
                    new Failed(
                        "there is no stack %s; '%s' makes it",
                        deployment.name(), deployment.command("up")))
            .drift());
  }

  /** For people. */
  public String text() {
    if (changes.isEmpty()) {
      return environment + " is as it was deployed.\n";
    }
    StringBuilder text = new StringBuilder();
    text.append(environment).append(" is not as it was deployed:\n");
    for (Change one : changes.all()) {
      String how =
          switch (one.operation()) {
            case DELETE -> "is gone";
            case UPDATE -> "differs in " + String.join(", ", one.properties());
            default -> one.operation().done();
          };
      text.append("  ").append(one.urn().shown()).append(' ').append(how).append('\n');
    }
    text.append("Find out who changed it (CloudTrail). 'scripts/hq up ")
        .append(environment)
        .append("' puts it back; what is to stay belongs into environments/")
        .append(environment)
        .append(".yaml or stacks.\n");
    return text.toString();
  }

  /** For programs. */
  public Map<String, Object> json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("environment", environment);
    document.put("drifted", !changes.isEmpty());
    document.put("resources", changes.all().stream().map(Drift::json).toList());
    return document;
  }

  private static Map<String, Object> json(Change one) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("urn", one.urn().value());
    row.put("type", one.urn().type());
    row.put("name", one.urn().name());
    row.put("operation", one.operation().word());
    row.put("properties", one.properties());
    return row;
  }
}
