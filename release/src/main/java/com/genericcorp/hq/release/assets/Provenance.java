package com.genericcorp.hq.release.assets;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.release.version.Version;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which commit the files were made of, and by what: an in-toto statement with SLSA's provenance. It
 * says nothing of when, so that whoever builds the same commit in the same way gets the same bytes.
 *
 * @param source the repository's page, where known
 * @param builder GitHub's workflow that built it ({@code GITHUB_WORKFLOW_REF}); none elsewhere
 */
public record Provenance(
    Version version, String commit, Optional<String> source, Optional<String> builder) {
  /** The formats' own names; nothing is fetched from there. */
  private static final String STATEMENT = "https://in-toto.io/Statement/v1";

  private static final String PREDICATE = "https://slsa.dev/provenance/v1";

  /** Our way to build, by a name that no other has (RFC 4151). */
  private static final String BUILD_TYPE = "tag:genericcorp.com,2026:hq-release-prepare/v1";

  private static final String ELSEWHERE = "tag:genericcorp.com,2026:somebodys-own-machine";

  /** The provenance of what GitHub Actions or somebody's machine builds. */
  public static Provenance of(Version version, String commit, Map<String, String> environment) {
    String server = environment.getOrDefault("GITHUB_SERVER_URL", "");
    String repository = environment.getOrDefault("GITHUB_REPOSITORY", "");
    String workflow = environment.getOrDefault("GITHUB_WORKFLOW_REF", "");
    boolean known = !server.isEmpty() && !repository.isEmpty();
    return new Provenance(
        version,
        commit,
        known ? Optional.of(server + "/" + repository) : Optional.empty(),
        known && !workflow.isEmpty() ? Optional.of(server + "/" + workflow) : Optional.empty());
  }

  /** The statement about some files, as JSON. */
  public String statement(Collection<Asset> subjects) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("_type", STATEMENT);
    statement.put(
        "subject",
        subjects.stream()
            .sorted()
            .map(one -> Map.of("name", one.name(), "digest", Map.of("sha256", one.sha256().hex())))
            .map(Provenance::sorted)
            .toList());
    statement.put("predicateType", PREDICATE);
    Map<String, Object> definition = new LinkedHashMap<>();
    definition.put("buildType", BUILD_TYPE);
    definition.put("externalParameters", Map.of("version", version.toString()));
    definition.put(
        "resolvedDependencies",
        List.of(
            sorted(
                Map.of(
                    "uri",
                    source
                        .map(page -> "git+" + page + "@refs/tags/" + version.tag())
                        .orElse("git:."),
                    "digest",
                    Map.of("gitCommit", commit)))));
    Map<String, Object> predicate = new LinkedHashMap<>();
    predicate.put("buildDefinition", definition);
    predicate.put("runDetails", Map.of("builder", Map.of("id", builder.orElse(ELSEWHERE))));
    statement.put("predicate", predicate);
    return Json.print(statement) + "\n";
  }

  /** {@code Map.of} has another order in every process. */
  private static Map<String, Object> sorted(Map<String, ?> map) {
    return new java.util.TreeMap<>(map);
  }
}
