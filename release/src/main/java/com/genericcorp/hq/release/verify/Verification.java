package com.genericcorp.hq.release.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.release.assets.Checksums;
import com.genericcorp.hq.release.assets.PackageArchive;
import com.genericcorp.hq.release.sign.Minisign;
import com.genericcorp.hq.tool.signature.PublicKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks files against the checksums beside them, those against their signature, and looks into
 * packages without unpacking them.
 *
 * @param folder where the files are, {@code SHA256SUMS} among them
 * @param key by which to check; none: the one that came with the files, which is said
 * @param signatureRequired whether files without a signature are wrong
 */
public record Verification(Path folder, Optional<PublicKey> key, boolean signatureRequired) {
  /** The project's public key among the files of a release. */
  public static final String KEY_FILE = "agenthq.pub";

  private static final Pattern PACKAGE =
      Pattern.compile(
          "agenthq-(\\d+\\.\\d+\\.\\d+(?:-(?!offline\\.)[0-9A-Za-z.-]+?)?)(?:-offline)?\\.tar\\.gz");
  private static final String PROVENANCE = ".provenance.json";

  /**
   * Checks one file, or all.
   *
   * @param only the name of one of the folder's files
   * @param complete whether every file that has a checksum must be there
   */
  public List<Finding> run(Optional<String> only, boolean complete) {
    List<Finding> findings = new ArrayList<>();
    Checksums sums = Checksums.read(folder.resolve(Checksums.FILE));
    findings.add(finding(Checksums.FILE, this::signature));
    if (only.isPresent() && !sums.digests().containsKey(only.get())) {
      throw new InvalidInput(
          "%s does not name %s: is it of the same release?",
          folder.resolve(Checksums.FILE), only.get());
    }
    int there = 0;
    for (Map.Entry<String, Digest> one : sums.digests().entrySet()) {
      String name = one.getKey();
      boolean wanted = only.map(name::equals).orElse(true);
      if (!wanted || name.contains("/")) {
        continue;
      }
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        there++;
        findings.add(finding(name, () -> file(file, one.getValue(), sums)));
      } else if (complete || only.isPresent()) {
        findings.add(new Finding(name, false, "is missing"));
      }
    }
    if (there == 0) {
      throw new InvalidInput("%s has none of the files that its checksums name", folder);
    }
    return findings;
  }

  private interface Check {
    /** What to know, when it is right. */
    String run() throws IOException;
  }

  private static Finding finding(String what, Check check) {
    try {
      return new Finding(what, true, check.run());
    } catch (Failed problem) {
      return new Finding(what, false, String.valueOf(problem.getMessage()));
    } catch (IOException problem) {
      return new Finding(what, false, "cannot be read: " + problem);
    }
  }

  private String signature() throws IOException {
    Path sums = folder.resolve(Checksums.FILE);
    Path signature = folder.resolve(Checksums.FILE + Minisign.SUFFIX);
    if (!Files.exists(signature)) {
      if (signatureRequired) {
        throw new Failed("has no signature (%s): who made it cannot be told", signature);
      }
      return "not signed";
    }
    Path beside = folder.resolve(KEY_FILE);
    if (key.isEmpty() && !Files.exists(beside)) {
      throw new Failed("there is no key to check it by: name one with --key");
    }
    PublicKey used =
        key.isPresent() ? key.get() : PublicKey.read(Files.readString(beside), beside.toString());
    String comment = Minisign.verify(used, sums, Files.readString(signature));
    return key.isPresent()
        ? "signed by %s: %s".formatted(used.name(), comment)
        : "signed by %s, the key that came with it, so compare its name with the documents': %s"
            .formatted(used.name(), comment);
  }

  private static String file(Path file, Digest wanted, Checksums sums) throws IOException {
    Digest found = Digest.of(file);
    if (!found.equals(wanted)) {
      throw new Failed("is %s, not %s: download it again", found, wanted);
    }
    String name = String.valueOf(file.getFileName());
    Matcher matcher = PACKAGE.matcher(name);
    if (matcher.matches()) {
      int files = PackageArchive.read(file).check(matcher.group(1), name);
      return "a package; its %d files are what was packed".formatted(files);
    }
    return name.endsWith(PROVENANCE) ? provenance(file, sums) : "";
  }

  /** The statement names the same bytes as the checksums. */
  private static String provenance(Path file, Checksums sums) throws IOException {
    try {
      JsonNode statement = Json.mapper().readTree(Files.readString(file));
      int subjects = 0;
      for (JsonNode subject : statement.path("subject")) {
        String name = subject.path("name").asText();
        Digest digest = sums.digests().get(name);
        if (digest == null
            || !digest.hex().equals(subject.path("digest").path("sha256").asText())) {
          throw new Failed("says something else of %s than %s", name, Checksums.FILE);
        }
        subjects++;
      }
      String commit =
          statement
              .at("/predicate/buildDefinition/resolvedDependencies/0/digest/gitCommit")
              .asText();
      return "%d files of commit %s".formatted(subjects, commit);
    } catch (JsonProcessingException problem) {
      throw new Failed("is no JSON");
    }
  }
}
