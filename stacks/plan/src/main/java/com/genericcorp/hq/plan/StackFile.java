package com.genericcorp.hq.plan;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.model.yaml.Faults;
import com.genericcorp.hq.model.yaml.Node.Scalar;
import com.genericcorp.hq.model.yaml.Node.Section;
import com.genericcorp.hq.model.yaml.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code stacks/Pulumi.NAME.yaml}: what is Pulumi's own, the image's digest among it. */
final class StackFile {
  private static final String DIGEST = "agenthq:serverDigest";

  private StackFile() {}

  /**
   * Refuses what {@code pulumi up} would refuse later. There may be no such file yet.
   *
   * @throws InvalidInput naming file and line
   */
  static void check(Repository repository, String environment) {
    String shown = "stacks/Pulumi." + environment + ".yaml";
    Path file = repository.root().resolve(shown);
    if (!Files.exists(file)) {
      return;
    }
    Faults faults = new Faults();
    YamlFile.read(file, shown, faults)
        .map(root -> root.entries().get("config"))
        .filter(Section.class::isInstance)
        .map(config -> ((Section) config).entries().get(DIGEST))
        .filter(Scalar.class::isInstance)
        .ifPresent(
            digest -> {
              if (!String.valueOf(((Scalar) digest).value()).matches("sha256:[0-9a-f]{64}")) {
                faults.add(
                    digest,
                    DIGEST
                        + " is "
                        + digest.shown()
                        + "; expected a digest, sha256: and 64 hexadecimal digits: a tag may mean"
                        + " another image tomorrow");
              }
            });
    faults.refuse("Pulumi's file of the stack");
  }
}
