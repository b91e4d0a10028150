package com.genericcorp.hq.local.up;

import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.SampleOrganization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What people need to know of a running environment.
 *
 * @param ca the authority's certificate
 * @param keys the file with the API keys
 */
public record Summary(Environment environment, PublicPorts ports, Path ca, Path keys) {
  static Summary of(Up up) {
    return new Summary(
        up.environment, up.plan().publicPorts(), up.certificates.authority(), up.state.keys());
  }

  /** The address of the service itself. */
  public String url() {
    return ports.url(environment.hosts().publicHost());
  }

  /**
   * The text to print.
   *
   * @param workingFolder paths below it are shown relative to it
   */
  public String print(Path workingFolder) {
    String authority = shown(ca, workingFolder);
    String keyFile = shown(keys, workingFolder);
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(environment.name() + " runs, verified: " + url());
    lines.add("");
    int width = slugs().stream().mapToInt(String::length).max().orElse(0);
    for (SampleOrganization organization : environment.sampleOrganizations()) {
      String slug = organization.slug().value();
      lines.add("  " + pad(slug, width) + "  " + url(organization));
    }
    lines.add("");
    if (environment.features().sampleSignIn() && !slugs().isEmpty()) {
      lines.add(
          "  Each signs you in with one click. Guided: 'scripts/hq tour "
              + environment.name()
              + "'");
      lines.add("");
    }
    lines.add("  API keys     " + keyFile);
    lines.add("  certificate  " + authority + "  ('scripts/hq trust " + environment.name() + "')");
    if (!environment.sampleOrganizations().isEmpty()) {
      lines.addAll(example(environment.sampleOrganizations().get(0), authority, keyFile));
    }
    lines.add("");
    return String.join("\n", lines);
  }

  private List<String> example(SampleOrganization organization, String authority, String keyFile) {
    String slug = organization.slug().value();
    return List.of(
        "",
        "Try it:",
        "",
        "  key=$(sed -n 's/.*\"" + slug + "\" *: *\"\\([^\"]*\\)\".*/\\1/p' " + keyFile + ")",
        "  curl --cacert " + authority + " -H \"Authorization: Bearer $key\" \\",
        "    " + url(organization) + "/api/tasks");
  }

  private String url(SampleOrganization organization) {
    return ports.url(environment.hosts().hostOf(organization.slug()));
  }

  private List<String> slugs() {
    return environment.sampleOrganizations().stream()
        .map(organization -> organization.slug().value())
        .toList();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String shown(Path file, Path workingFolder) {
    String path =
        file.startsWith(workingFolder)
            ? workingFolder.relativize(file).toString()
            : file.toString();
    return path.matches("[A-Za-z0-9/._-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }
}
