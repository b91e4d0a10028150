package com.genericcorp.hq.server.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an export's {@code manifest.json} says of it. It is the last entry, as it is known last.
 *
 * @param createdAt when the snapshot was taken, in ISO 8601
 * @param environment the name of the environment that it comes from
 * @param tables the organisation's own tables, in an order in which each refers to earlier ones
 * @param shared what shared tables keep of the organisation
 */
public record Manifest(
    String format,
    int formatVersion,
    String createdAt,
    String environment,
    Origin tenant,
    List<Script> migrations,
    List<TableData> tables,
    List<SequenceState> sequences,
    List<TableData> shared) {
  public static final String FORMAT = "agenthq-export";
  public static final int VERSION = 1;

  /** The entry's name. */
  public static final String ENTRY = "manifest.json";

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern ID = Pattern.compile("[a-z0-9]{10}");
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  /** The organisation as the registry knew it. */
  public record Origin(
      String id,
      String slug,
      String name,
      String tier,
      String status,
      boolean sample,
      String createdAt,
      int schemaVersion) {}

  /** A script that the schema was made by. */
  public record Script(int version, String description, String file, String sha256) {}

  /** A column's name and its type in PostgreSQL's words. */
  public record Column(String name, String type) {}

  /**
   * A table's rows.
   *
   * @param file the entry with them, in the text form of PostgreSQL's COPY, in the order of {@code
   *     orderBy}
   * @param bytes of the entry, unpacked
   * @param sha256 of the entry, unpacked
   */
  public record TableData(
      String name,
      List<Column> columns,
      List<String> orderBy,
      String file,
      long rows,
      long bytes,
      String sha256) {
    public TableData {
      columns = List.copyOf(columns);
      orderBy = List.copyOf(orderBy);
    }
  }

  /** Where a sequence stands. */
  public record SequenceState(String name, long lastValue, boolean called) {}

  public Manifest {
    migrations = List.copyOf(migrations);
    tables = List.copyOf(tables);
    sequences = List.copyOf(sequences);
    shared = List.copyOf(shared);
  }

  /** Rows of the organisation's own tables. */
  public long rows() {
    return tables.stream().mapToLong(TableData::rows).sum();
  }

  String json() {
    return Json.print(this);
  }

  /**
   * Reads a manifest.
   *
   * @param where what the file is called in messages
   * @throws InvalidInput when it is none, is of a newer format, or contradicts itself
   */
  static Manifest parse(String text, String where) {
    try {
      JsonNode tree = Json.mapper().readTree(text);
      if (!FORMAT.equals(tree.path("format").asText())) {
        throw new InvalidInput(
            "%s is no organisation's export: its manifest does not say '%s'", where, FORMAT);
      }
      int version = tree.path("formatVersion").asInt(0);
      if (version != VERSION) {
        throw new InvalidInput(
            "%s has the format %d, this build reads %d: use the build that wrote it, or a newer one",
            where, version, VERSION);
      }
      Manifest manifest = Json.mapper().treeToValue(tree, Manifest.class);
      manifest.requireSense(where);
      return manifest;
    } catch (JsonProcessingException | NullPointerException unreadable) {
      throw new InvalidInput("%s: its manifest.json cannot be read", where);
    }
  }

  private void requireSense(String where) {
    // Names reach SQL and messages: nothing but plain ones do.
    Set<String> files = new HashSet<>();
    boolean sound = ID.matcher(tenant.id()).matches() && !migrations.isEmpty();
    for (TableData table : allTables()) {
      sound &=
          NAME.matcher(table.name()).matches()
              && SHA_256.matcher(table.sha256()).matches()
              && table.columns().stream().allMatch(one -> NAME.matcher(one.name()).matches())
              && files.add(table.file());
    }
    for (Script script : migrations) {
      sound &= SHA_256.matcher(script.sha256()).matches() && files.add(script.file());
    }
    sound &= sequences.stream().allMatch(one -> NAME.matcher(one.name()).matches());
    sound &= migrations.get(migrations.size() - 1).version() == tenant.schemaVersion();
    try {
      Instant.parse(createdAt);
      Instant.parse(tenant.createdAt());
    } catch (DateTimeException noTime) {
      sound = false;
    }
    if (!sound) {
      throw new InvalidInput("%s: its manifest contradicts itself", where);
    }
  }

  /** The organisation's own tables, and what shared ones keep of it. */
  List<TableData> allTables() {
    return java.util.stream.Stream.concat(tables.stream(), shared.stream()).toList();
  }
}
