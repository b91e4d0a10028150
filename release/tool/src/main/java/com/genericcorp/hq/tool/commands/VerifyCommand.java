package com.genericcorp.hq.tool.commands;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.verify.TimedReport;
import com.genericcorp.hq.verify.targets.ApiKey;
import com.genericcorp.hq.verify.targets.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The checks of {@code hq verify}, from inside the package's network. */
@Command(
    name = "verify",
    description = {
      "Checks the running package as 'hq verify' does. The first line of standard input is the"
          + " probe's key, what follows the CA certificates (PEM) to trust instead of the system's."
    },
    footer = {
      "",
      "Example:",
      "  tool verify --host hq.example.com --connect edge --https-port 8443"
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  private static final int MOST_BYTES = 1 << 20;

  @Option(
      names = "--host",
      required = true,
      paramLabel = "HOST",
      description = "The service's own host.")
  private String host = "";

  @Option(
      names = "--tenant-host",
      paramLabel = "TEMPLATE",
      description = "An organisation's host, {slug}.…; left out: one host for all.")
  private String tenantHost = "";

  @Option(names = "--https-port", paramLabel = "PORT", description = "Default: ${DEFAULT-VALUE}.")
  private int httpsPort = 443;

  @Option(names = "--http-port", paramLabel = "PORT", description = "Default: ${DEFAULT-VALUE}.")
  private int httpPort = 80;

  @Option(
      names = "--connect",
      paramLabel = "ADDRESS",
      description = "Connect to this address or name.")
  private @Nullable String connect;

  @Option(names = "--hsts-seconds", paramLabel = "SECONDS", description = "Promised HSTS; 0: none.")
  private long hstsSeconds;

  @Option(
      names = "--certificate-days",
      paramLabel = "DAYS",
      description = "Default: ${DEFAULT-VALUE}.")
  private int certificateDays = Target.CERTIFICATE_DAYS;

  @Option(names = "--json", description = "Print the results as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    InputStream in = Streams.in();
    byte[] line = Streams.line(in, "the probe's key");
    ApiKey key =
        ApiKey.of(new String(line, StandardCharsets.UTF_8), "The first line of standard input");
    Path ca = authorities(in);
    try {
      Target target =
          new Target(
              "selfhosted",
              host,
              tenantHost,
              httpsPort,
              httpPort,
              connect,
              ca,
              hstsSeconds,
              certificateDays,
              Target.PROBE,
              key);
      TimedReport found = TimedReport.of(target);
      found.print(spec.commandLine().getOut(), json);
      return found.exitCode();
    } finally {
      if (ca != null) {
        Files.deleteIfExists(ca);
      }
    }
  }

  private static @Nullable Path authorities(InputStream in) throws IOException {
    byte[] pem = in.readNBytes(MOST_BYTES + 1);
    if (pem.length > MOST_BYTES) {
      throw new InvalidInput("the CA certificates are more than %d bytes", MOST_BYTES);
    }
    if (new String(pem, StandardCharsets.US_ASCII).isBlank()) {
      return null;
    }
    Path file = Files.createTempFile("ca", ".pem");
    Files.write(file, pem);
    return file;
  }
}
