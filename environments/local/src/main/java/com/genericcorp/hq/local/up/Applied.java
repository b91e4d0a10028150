package com.genericcorp.hq.local.up;

import com.genericcorp.hq.cli.files.AtomicFile;
import com.genericcorp.hq.local.state.Secrets;
import com.genericcorp.hq.model.ApplicationContract;
import com.genericcorp.hq.postgres.PostgresCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Remembers, among the data themselves, with which jar and variables they were last migrated and
 * seeded. The same again would find nothing to do, and take two JVMs to find it.
 */
final class Applied {
  private Applied() {}

  /** Whether migrating and seeding can be left out. */
  static boolean isCurrent(Plan plan, PostgresCluster cluster) throws IOException {
    Path stamp = stamp(cluster);
    return Files.isRegularFile(stamp)
        && Files.isRegularFile(plan.state().keys())
        && Files.readString(stamp).strip().equals(fingerprint(plan));
  }

  static void remember(Plan plan, PostgresCluster cluster) throws IOException {
    AtomicFile.writePrivate(stamp(cluster), fingerprint(plan) + "\n");
  }

  private static Path stamp(PostgresCluster cluster) {
    return cluster.options().data().resolve("hq-applied");
  }

  private static String fingerprint(Plan plan) {
    try {
      Object all =
          List.of(
              String.valueOf(plan.programs().folder().getFileName()),
              ApplicationContract.variables(plan.environment()),
              // The logins' passwords are derived from it.
              Secrets.read(plan.secrets().gateway()));
      byte[] text = all.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
