package com.genericcorp.hq.server.migration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * One versioned change to organisations' schemas, named as Flyway names its files.
 *
 * @param sql statements with unqualified names; {@code ${role}} stands for the organisation's role
 */
public record MigrationScript(int version, String description, String sql) {
  // A class path cannot be listed reliably; the files are few and their order matters.
  private static final List<String> FILES = List.of("V1__agents_and_tasks", "V2__users_and_limits");

  /** All changes in their order, from version 1 on without a gap. */
  public static List<MigrationScript> all() {
    return ALL;
  }

  private static final List<MigrationScript> ALL =
      FILES.stream().map(MigrationScript::read).toList();

  /** The version that a current schema has. */
  public static int latest() {
    return ALL.get(ALL.size() - 1).version();
  }

  /** SHA-256 of the file as it is written, in hexadecimal. */
  public String checksum() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The statements for the organisation that has this role. */
  public String forRole(String role) {
    return sql.replace("${role}", role);
  }

  private static MigrationScript read(String file) {
    String path = "/db/tenant/" + file + ".sql";
    try (InputStream stream = MigrationScript.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException(path + " is not in the jar");
      }
      String sql = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      String[] parts = file.substring(1).split("__", 2);
      return new MigrationScript(Integer.parseInt(parts[0]), parts[1].replace('_', ' '), sql);
    } catch (IOException problem) {
      throw new IllegalStateException(path + " cannot be read", problem);
    }
  }
}
