package com.genericcorp.hq.bundle.selfhosted;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the package's own {@code install}; the second time without flags, as {@code .env} is there.
 */
final class Install implements Step<Up> {
  /** Leads to this machine by definition (RFC 6761). */
  private static final String DOMAIN = "agenthq.localhost";

  @Override
  public String name() {
    return "Install";
  }

  @Override
  public void run(Up up) {
    List<String> words = new ArrayList<>(List.of("install"));
    if (!Files.exists(up.installation.settings())) {
      words.addAll(List.of("--domain", DOMAIN, "--tls", "internal", "--bind", "127.0.0.1"));
      words.addAll(List.of("--https-port", Integer.toString(up.httpsPort)));
      words.addAll(List.of("--http-port", Integer.toString(up.httpPort)));
      words.addAll(List.of("--project", up.installation.project()));
      words.addAll(List.of("--organization", "acme", "--owner", "owner@acme.example"));
    }
    int code = up.installation.run(words);
    if (code != 0) {
      throw new Failed("'./agenthq install' ended with exit code %d; it said why", code);
    }
  }
}
