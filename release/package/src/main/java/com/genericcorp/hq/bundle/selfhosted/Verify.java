package com.genericcorp.hq.bundle.selfhosted;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.verify.Report;
import com.genericcorp.hq.verify.Verification;
import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.targets.TargetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Says where it runs, and sees that it does. */
final class Verify implements Step<Up> {
  @Override
  public String name() {
    return "Verify";
  }

  @Override
  public void run(Up up) throws IOException {
    TargetFile file = target(up);
    file.write(up.installation.target());
    Target target =
        file.target()
            .promising(
                up.environment.hosts().hstsSeconds(),
                up.environment.alerts().certificate().daysLeft());
    Report report = Verification.run(target);
    if (!report.passed()) {
      throw new Failed(
          "it runs, but not as it should:%n%s",
          report.failed().stream()
              .map(
                  one ->
                      "  %s: expected %s; seen: %s"
                          .formatted(one.name(), one.expected(), one.seen()))
              .collect(Collectors.joining("\n")));
    }
  }

  /** The ports are those of {@code .env}, where they may have been changed. */
  private static TargetFile target(Up up) throws IOException {
    Path home = up.installation.home();
    return new TargetFile(
        up.environment.name(),
        setting(up, "AGENTHQ_DOMAIN"),
        setting(up, "AGENTHQ_TENANT_HOST"),
        Integer.parseInt(setting(up, "AGENTHQ_HTTPS_PORT")),
        Integer.parseInt(setting(up, "AGENTHQ_HTTP_PORT")),
        "127.0.0.1",
        home.resolve("certificates/ca.crt"),
        home.resolve("secrets/keys.json"));
  }

  private static String setting(Up up, String key) throws IOException {
    return Files.readAllLines(up.installation.settings()).stream()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .findFirst()
        .orElseThrow(() -> new Failed("%s has no %s", up.installation.settings(), key));
  }
}
