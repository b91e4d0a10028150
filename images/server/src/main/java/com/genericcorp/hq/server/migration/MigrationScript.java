package com.genericcorp.hq.server.migration;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.migration.sql.Directives;
import com.genericcorp.hq.server.migration.sql.SqlStatement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One versioned change to organisations' schemas, named as Flyway names its files: {@code
 * V3__due_dates.sql}, or {@code V4__due_dates.concurrently.sql} for indexes that are built beside
 * the work that goes on, outside a transaction.
 *
 * @param concurrently whether it builds or drops indexes concurrently, and does nothing else
 * @param sql statements with unqualified names; {@code ${role}} stands for the organisation's role
 */
public record MigrationScript(int version, String description, boolean concurrently, String sql) {
  /**
   * The oldest version of an organisation's schema that this build's code works on. It is raised by
   * the release whose code begins to need what a release before has added.
   */
  public static final int NEEDED = 2;

  // A class path cannot be listed reliably; the files are few and their order matters.
  private static final List<String> FILES = List.of("V1__agents_and_tasks", "V2__users_and_limits");

  private static final Pattern NAME =
      Pattern.compile("V([1-9][0-9]{0,8})__([a-z0-9_]+)(\\.concurrently)?");
  private static final Pattern CONCURRENTLY = Pattern.compile("(?i)\\b(index)\\s+concurrently\\b");

  /** A change that is made in one transaction. */
  public MigrationScript(int version, String description, String sql) {
    this(version, description, false, sql);
  }

  /** All changes in their order, from version 1 on without a gap. */
  public static List<MigrationScript> all() {
    return ALL;
  }

  private static final List<MigrationScript> ALL =
      inOrder(FILES.stream().map(MigrationScript::read).toList());

  /** The version that a current schema has. */
  public static int latest() {
    return ALL.get(ALL.size() - 1).version();
  }

  /**
   * The same scripts.
   *
   * @throws InvalidInput when they are not versions 1, 2, 3 and so on
   */
  public static List<MigrationScript> inOrder(List<MigrationScript> scripts) {
    for (int at = 0; at < scripts.size(); at++) {
      if (scripts.get(at).version() != at + 1) {
        throw new InvalidInput(
            "After version %d of the organisations' schemas comes %s: expected version %d. Each"
                + " number is given once, without a gap.",
            at, scripts.get(at).file(), at + 1);
      }
    }
    return List.copyOf(scripts);
  }

  /** What its file is called. */
  public String file() {
    return "V%d__%s%s.sql"
        .formatted(version, description.replace(' ', '_'), concurrently ? ".concurrently" : "");
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

  /**
   * The same for one transaction, in a schema that nobody uses yet: there is nothing to build an
   * index beside.
   */
  public String forUnusedSchema(String role) {
    return withoutConcurrently(forRole(role));
  }

  static String withoutConcurrently(String sql) {
    return CONCURRENTLY.matcher(sql).replaceAll("$1");
  }

  /** The same, one by one. */
  public List<SqlStatement> statements(String role) {
    return SqlStatement.of(file(), forRole(role));
  }

  /**
   * The oldest build that may still serve when this contracts what older ones use; empty when it
   * does not. Said by a line {@code -- contract: build 7}.
   */
  public OptionalInt contractsFrom() {
    return Directives.of(sql).contracts();
  }

  private static MigrationScript read(String file) {
    String path = "/db/tenant/" + file + ".sql";
    Matcher name = NAME.matcher(file);
    if (!name.matches()) {
      throw new IllegalStateException(path + " is not named V<number>__<what>[.concurrently].sql");
    }
    try (InputStream stream = MigrationScript.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException(path + " is not in the jar");
      }
      String sql = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return new MigrationScript(
          Integer.parseInt(name.group(1)),
          name.group(2).replace('_', ' '),
          name.group(3) != null,
          sql);
    } catch (IOException problem) {
      throw new IllegalStateException(path + " cannot be read", problem);
    }
  }
}
